import { type Measurement, operations, type Subject, subjects, type Usages } from "./measurement";
import type { Plan } from "./plan";
import { countPollsPerTick } from "./polls";
import { type Spread, spread } from "./statistics";

/** All measurements of one subject, size and operation. */
export interface Summary extends Pick<Measurement, "subject" | "size" | "operation"> {
    readonly wallSeconds: Spread;
    /** Median CPU time and largest memory. */
    readonly usages: Usages;
    /** Medians, by call. */
    readonly requests: Readonly<Record<string, number>>;
    readonly requestsPerJob: number;
    readonly detectionSeconds: Spread | undefined;
    readonly pollsPerTick: number | undefined;
    readonly stateBytes: number | undefined;
}

/** Ordered by size, operation and subject. */
export function summarize(measurements: readonly Measurement[], plan: Plan): Summary[] {
    return plan.sizes.flatMap((size) =>
        operations.flatMap((operation) =>
            subjects.flatMap((subject) => {
                const runs = measurements.filter(
                    (run) => run.size === size && run.operation === operation && run.subject === subject,
                );
                const wallSeconds = spread(runs.map((run) => run.wallSeconds));
                if (wallSeconds === undefined) return [];
                const requests = medians(runs.map((run) => run.requests));
                const sent = Object.values(requests).reduce((total, count) => total + count, 0);
                return {
                    ...{ subject, size, operation, wallSeconds, requests },
                    usages: summarizeUsages(runs),
                    requestsPerJob: sent / size,
                    detectionSeconds: spread(runs.flatMap((run) => run.detectionSeconds)),
                    pollsPerTick: countPollsPerTick(operation, requests, size, plan),
                    stateBytes: spread(runs.flatMap((run) => run.stateBytes ?? []))?.median,
                };
            }),
        ),
    );
}

/** The summary of another subject, or of the same one, for this size and operation. */
export function findSummary(
    summaries: readonly Summary[],
    subject: Subject,
    { size, operation }: Pick<Summary, "size" | "operation">,
): Summary | undefined {
    return summaries.find(
        (one) => one.subject === subject && one.size === size && one.operation === operation,
    );
}

/** The ratio of the median wall times. Not a number if one of them was not measured. */
export function ratio(summary: Summary | undefined, baseline: Summary | undefined): number {
    return (summary?.wallSeconds.median ?? NaN) / (baseline?.wallSeconds.median ?? NaN);
}

/** Bytes by which the peak memory of a provider's process grows with each job, between the last two sizes. */
export function memoryGrowth(summaries: readonly Summary[], subject: Subject): number | undefined {
    const [to, from] = [...new Set(summaries.map(({ size }) => size))].reverse().map((size) => ({
        size,
        bytes: peakMemory(summaries, subject, size),
    }));
    if (from?.bytes === undefined || to?.bytes === undefined) return undefined;
    return (to.bytes - from.bytes) / (to.size - from.size);
}

/** The largest memory of a provider's process over all operations. */
export function peakMemory(
    summaries: readonly Summary[],
    subject: Subject,
    size: number,
): number | undefined {
    const own = summaries.filter((summary) => summary.subject === subject && summary.size === size);
    return spread(own.flatMap(({ usages }) => usages.provider?.peakBytes ?? []))?.max;
}

function medians(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
    const names = [...new Set(counts.flatMap((count) => Object.keys(count)))];
    return Object.fromEntries(
        names.map((name) => [name, spread(counts.map((count) => count[name] ?? 0))?.median ?? 0]),
    );
}

function summarizeUsages(runs: readonly Measurement[]): Usages {
    const roles = ["provider", "program", "engine", "emulator"] as const;
    return Object.fromEntries(
        roles.flatMap((role) => {
            const own = runs.flatMap(({ usages }) => usages[role] ?? []);
            const cpuSeconds = spread(own.map((usage) => usage.cpuSeconds))?.median;
            const peakBytes = spread(own.map((usage) => usage.peakBytes))?.max;
            return cpuSeconds === undefined || peakBytes === undefined
                ? []
                : [[role, { cpuSeconds, peakBytes }]];
        }),
    );
}
