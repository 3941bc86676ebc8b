import { type Measurement, type Operation, operations, type Role, type Subject } from "./measurement";
import { looksPerTick } from "./noticing";
import type { Plan } from "./plan";
import { median, slope, type Spread, spread, sum } from "./statistics";

/** One subject at one operation with so many jobs, over all runs. */
export interface Side {
    readonly wallSeconds: Spread;
    /** Medians, by role. */
    readonly cpuSeconds: Readonly<Partial<Record<Role, number>>>;
    /** The largest of the provider's process. */
    readonly peakBytes: number | undefined;
    readonly serviceCpuSeconds: number | undefined;
}

export interface Row {
    readonly size: number;
    readonly operation: Operation;
    readonly ours: Side;
    readonly floor: Side;
    /** Of the medians of the wall times. */
    readonly ratio: number;
    /** Medians, by call. */
    readonly requests: Readonly<Record<string, number>>;
    readonly requestsPerJob: number;
    /** Seconds. */
    readonly noticedAfter: Spread | undefined;
    readonly looksPerTick: number | undefined;
}

export function rowsOf(measurements: readonly Measurement[], plan: Plan): Row[] {
    return plan.sizes.flatMap((size) =>
        operations.flatMap((operation) => {
            const of = (subject: Subject) =>
                measurements.filter(
                    (one) => one.subject === subject && one.size === size && one.operation === operation,
                );
            const [ours, floor] = [of("ours"), of("floor")];
            const [oursSide, floorSide] = [sideOf(ours), sideOf(floor)];
            if (oursSide === undefined || floorSide === undefined) return [];
            const requests = requestsOf(ours);
            return {
                size,
                operation,
                ours: oursSide,
                floor: floorSide,
                ratio: oursSide.wallSeconds.median / floorSide.wallSeconds.median,
                requests,
                requestsPerJob: sum(Object.values(requests)) / size,
                noticedAfter: spread(ours.flatMap((one) => one.noticedAfter)),
                looksPerTick: looksPerTick(operation, requests, size, plan),
            };
        }),
    );
}

function sideOf(measurements: readonly Measurement[]): Side | undefined {
    const wallSeconds = spread(measurements.map((one) => one.wallSeconds));
    if (wallSeconds === undefined) return undefined;
    const roles: readonly Role[] = ["provider", "program", "engine"];
    const cpuSeconds: Partial<Record<Role, number>> = {};
    for (const role of roles) {
        const seconds = median(measurements.flatMap(({ usages }) => usages[role]?.cpuSeconds ?? []));
        if (seconds !== undefined) cpuSeconds[role] = seconds;
    }
    const peaks = measurements.flatMap(({ usages }) => usages.provider?.peakBytes ?? []);
    const serviceCpuSeconds = median(measurements.flatMap((one) => one.serviceCpuSeconds ?? []));
    return { wallSeconds, cpuSeconds, peakBytes: spread(peaks)?.max, serviceCpuSeconds };
}

function requestsOf(measurements: readonly Measurement[]): Record<string, number> {
    const calls = [...new Set(measurements.flatMap(({ requests }) => Object.keys(requests)))];
    const counts = calls.map((call) => [
        call,
        median(measurements.map(({ requests }) => requests[call] ?? 0)),
    ]);
    return Object.fromEntries(counts) as Record<string, number>;
}

/** Of one resource, with so many of them. */
export function stateBytes(
    measurements: readonly Measurement[],
    subject: Subject,
    size: number,
): number | undefined {
    const of = measurements.filter((one) => one.subject === subject && one.size === size);
    return median(of.flatMap((one) => one.stateBytes ?? []));
}

/** The most memory that the provider's process had in any operation with so many jobs. */
export function peakBytes(rows: readonly Row[], subject: Subject, size: number): number | undefined {
    return spread(rows.filter((row) => row.size === size).flatMap((row) => row[subject].peakBytes ?? []))
        ?.max;
}

/** Bytes by which that memory grows with each job, from the last size but one to the last. */
export function bytesPerJob(rows: readonly Row[], subject: Subject): number | undefined {
    const sizes = [...new Set(rows.map(({ size }) => size))].sort((a, b) => a - b).slice(-2);
    return slope(
        sizes.flatMap((x) => {
            const y = peakBytes(rows, subject, x);
            return y === undefined ? [] : [{ x, y }];
        }),
    );
}
