import type { Plan } from "./plan";

/** The two ways into the package. */
export const providerKinds = ["dynamic", "plugin"] as const;

/** The baseline is a resource that only waits. */
export const subjects = [...providerKinds, "baseline"] as const;
export type Subject = (typeof subjects)[number];

export const operations = ["create", "no change", "refresh", "stop", "restart", "destroy"] as const;
export type Operation = (typeof operations)[number];

/** A command of the engine for a number of jobs. */
export interface Command {
    readonly size: number;
    readonly operation: Operation;
}

/** One run of a command. */
export interface Measurement extends Command {
    readonly subject: Subject;
    readonly wallSeconds: number;
    /** The largest resident memory of the provider's process, where the operating system reports it. */
    readonly peakBytes?: number;
    /** Number of requests that the emulator received, by call. */
    readonly requests: Readonly<Record<string, number>>;
    /** For each awaited change of a job: seconds until the first poll that could show it. */
    readonly detectionSeconds: readonly number[];
    /** Size of one resource in the state, measured after the create. */
    readonly stateBytes?: number;
}

/** All results of one run of the benchmark, as `results.json` has them. */
export interface Results {
    /** ISO 8601, UTC. */
    readonly began: string;
    readonly minutes: number;
    /** Cores, system and versions, in one line. */
    readonly machine: string;
    /** The load average of the system before the run, and at its end. */
    readonly load: { readonly before: number; readonly after: number };
    readonly plan: Plan;
    readonly measurements: readonly Measurement[];
    /** Milliseconds of each import, always in a new process. */
    readonly imports: Readonly<Record<string, readonly number[]>>;
}

/** Not a number if there are no values. */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** The commands that were measured, in their order. */
export function commandsOf({ plan }: Results): Command[] {
    return plan.sizes.flatMap((size) => operations.map((operation) => ({ size, operation })));
}

/** All runs of a command, in their order. */
export function runsOf(results: Results, subject: Subject, { size, operation }: Command): Measurement[] {
    return results.measurements.filter(
        (run) => run.subject === subject && run.size === size && run.operation === operation,
    );
}

export function wallSeconds(results: Results, subject: Subject, command: Command): number[] {
    return runsOf(results, subject, command).map((run) => run.wallSeconds);
}

/** The ratio of the median wall time to that of the baseline. Not a number if one of them was not measured. */
export function ratio(results: Results, subject: Subject, command: Command): number {
    const baseline = median(wallSeconds(results, "baseline", command));
    return median(wallSeconds(results, subject, command)) / baseline;
}

/** The largest memory of a provider's process over all operations. Not a number if it is unknown. */
export function peakMemory({ measurements }: Results, subject: Subject, size: number): number {
    const own = measurements.filter((run) => run.subject === subject && run.size === size);
    const peaks = own.flatMap(({ peakBytes = [] }) => peakBytes);
    return peaks.length === 0 ? NaN : Math.max(...peaks);
}

/** Bytes by which that memory grows with each job, between the last two sizes. */
export function memoryGrowth(results: Results, subject: Subject): number {
    const [from = NaN, to = NaN] = results.plan.sizes.slice(-2);
    return (peakMemory(results, subject, to) - peakMemory(results, subject, from)) / (to - from);
}
