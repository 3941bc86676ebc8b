import {
    type ProviderKind,
    type Measurement,
    type Operation,
    operations,
    type Role,
    type Subject,
} from "./measurement";
import { countPollsPerTick } from "./noticing";
import type { Plan } from "./plan";
import { median, type Spread, spread, sum } from "./statistics";

/** One subject at one operation with so many jobs, over all runs. */
export interface Side {
    readonly wallSeconds: Spread;
    /** Medians, by role. */
    readonly cpuSeconds: Readonly<Partial<Record<Role, number>>>;
    /** The largest of the provider's process. */
    readonly peakBytes: number | undefined;
    readonly serviceCpuSeconds: number | undefined;
}

/** Through one door. */
export interface ProviderSide extends Side {
    /** To the floor, of the medians of the wall times. */
    readonly ratio: number;
    /** Medians, by call. */
    readonly requests: Readonly<Record<string, number>>;
    readonly requestsPerJob: number;
    /** Seconds. */
    readonly noticedAfter: Spread | undefined;
    readonly looksPerTick: number | undefined;
}

interface Place {
    readonly size: number;
    readonly operation: Operation;
}

export interface Row extends Place {
    readonly doors: Readonly<Record<ProviderKind, ProviderSide>>;
    readonly floor: Side;
}

export type ProviderRow = Place & ProviderSide;

export function rowsOf(measurements: readonly Measurement[], plan: Plan): Row[] {
    return plan.sizes.flatMap((size) =>
        operations.flatMap((operation) => {
            const of = (subject: Subject) =>
                measurements.filter(
                    (one) => one.subject === subject && one.size === size && one.operation === operation,
                );
            const floor = sideOf(of("floor"));
            if (floor === undefined) return [];
            const through = (door: ProviderKind) => doorSideOf(of(door), floor, { size, operation }, plan);
            const [dynamic, plugin] = [through("dynamic"), through("plugin")];
            if (dynamic === undefined || plugin === undefined) return [];
            return { size, operation, doors: { dynamic, plugin }, floor };
        }),
    );
}

export function rowsOfProvider(door: ProviderKind, rows: readonly Row[]): ProviderRow[] {
    return rows.map(({ size, operation, doors }) => ({ size, operation, ...doors[door] }));
}

function doorSideOf(
    measurements: readonly Measurement[],
    floor: Side,
    { size, operation }: Place,
    plan: Plan,
): ProviderSide | undefined {
    const side = sideOf(measurements);
    if (side === undefined) return undefined;
    const requests = requestsOf(measurements);
    return {
        ...side,
        ratio: side.wallSeconds.median / floor.wallSeconds.median,
        requests,
        requestsPerJob: sum(Object.values(requests)) / size,
        noticedAfter: spread(measurements.flatMap((one) => one.noticedAfter)),
        looksPerTick: countPollsPerTick(operation, requests, size, plan),
    };
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
