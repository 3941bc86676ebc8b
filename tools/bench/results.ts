import type { Plan } from "./plan";

export const providerKinds = ["dynamic", "plugin"] as const;

/** The baseline is a resource that only waits. */
export const subjects = [...providerKinds, "baseline"] as const;
export type Subject = (typeof subjects)[number];

export const operations = ["create", "no change", "refresh", "stop", "restart", "destroy"] as const;
export type Operation = (typeof operations)[number];

/** Describes a command of the engine for a number of jobs. */
export interface Command {
    readonly size: number;
    readonly operation: Operation;
}

/** Contains the results of one run of a command. */
export interface Measurement extends Command {
    readonly subject: Subject;
    readonly wallSeconds: number;
    /** Largest resident memory of the provider's process in bytes; absent where the system does not report it. */
    readonly peakBytes?: number;
    /** Counts the requests that the emulator received, by call. */
    readonly requests: Readonly<Record<string, number>>;
    /** Contains for each awaited change of a job the seconds until the first poll that could report it. */
    readonly detectionSeconds: readonly number[];
    /** Size in bytes of one resource in the state after the create. */
    readonly stateBytes?: number;
}

/** Contains all results of one run of the benchmark, as `results.json` has them. */
export interface Results {
    /** Time in ISO 8601, UTC. */
    readonly began: string;
    readonly minutes: number;
    /** Names the cores, the system and the versions in one line. */
    readonly machine: string;
    /** Contains the load average of the system before the run and at its end. */
    readonly load: { readonly before: number; readonly after: number };
    readonly plan: Plan;
    readonly measurements: readonly Measurement[];
    /** Times in milliseconds of each import in a new process. */
    readonly imports: Readonly<Record<string, readonly number[]>>;
}

/** Returns NaN if there are no values. */
export function median(values: readonly number[]): number {
    const inOrder = [...values].sort((a, b) => a - b);
    const middle = (inOrder.length - 1) / 2;
    return ((inOrder[Math.floor(middle)] ?? NaN) + (inOrder[Math.ceil(middle)] ?? NaN)) / 2;
}

/** Returns the commands that were measured, in their order. */
export function commandsOf({ plan }: Results): Command[] {
    return plan.sizes.flatMap((size) => operations.map((operation) => ({ size, operation })));
}

/** Returns all runs of a command, in their order. */
export function runsOf(results: Results, subject: Subject, { size, operation }: Command): Measurement[] {
    return results.measurements.filter(
        (run) => run.subject === subject && run.size === size && run.operation === operation,
    );
}

export function wallSeconds(results: Results, subject: Subject, command: Command): number[] {
    return runsOf(results, subject, command).map((run) => run.wallSeconds);
}

/** Returns the ratio of the median wall time to that of the baseline, or NaN if one of them was not measured. */
export function ratio(results: Results, subject: Subject, command: Command): number {
    const baseline = median(wallSeconds(results, "baseline", command));
    return median(wallSeconds(results, subject, command)) / baseline;
}

/** Returns the largest memory of a provider's process over all operations, or NaN if it is unknown. */
export function peakMemory({ measurements }: Results, subject: Subject, size: number): number {
    const own = measurements.filter((run) => run.subject === subject && run.size === size);
    const peaks = own.flatMap(({ peakBytes = [] }) => peakBytes);
    return peaks.length === 0 ? NaN : Math.max(...peaks);
}

/** Returns the bytes by which that memory grows with each job, between the last two sizes. */
export function memoryGrowth(results: Results, subject: Subject): number {
    const [from = NaN, to = NaN] = results.plan.sizes.slice(-2);
    return (peakMemory(results, subject, to) - peakMemory(results, subject, from)) / (to - from);
}
