/** What one run of the benchmark does. Times are in seconds. */
export interface Plan {
    readonly form: "quick" | "full";
    /** Numbers of jobs, ascending. */
    readonly sizes: readonly number[];
    /** From a create or restart to RUNNING. */
    readonly boot: number;
    /** From a stop or delete to its end. */
    readonly stop: number;
    /** How often a command that waits for nothing runs on one stack. */
    readonly repeats: number;
    /** A size is measured again if that will be done before this many minutes are over. */
    readonly minutes: number;
    /** How often each import is measured. */
    readonly imports: number;
    readonly listedJobs: number;
    readonly throttledJobs: number;
    /** Requests per second of the throttled emulator. */
    readonly rate: number;
}

const shared = { listedJobs: 10_000, rate: 5 };
const quick = { sizes: [10, 100], boot: 2, stop: 1, repeats: 1, minutes: 2, imports: 3, throttledJobs: 6 };
// A job that takes ten seconds is the quickest one of which a poll interval of one second is a tenth.
const full = {
    sizes: [1, 10, 100, 1000],
    boot: 14,
    stop: 10,
    repeats: 2,
    minutes: 16,
    imports: 9,
    throttledJobs: 20,
};

export const plans: Readonly<Record<Plan["form"], Plan>> = {
    quick: { ...shared, ...quick, form: "quick" },
    full: { ...shared, ...full, form: "full" },
};

/**
 * From this many jobs on the engine writes the state once at the end, for every subject: writing it after each of two
 * thousand steps would take most of the time and hide the difference.
 */
export const largeSize = 1000;

/** From this many jobs on the wide baseline is measured too. */
export const wideSize = 100;

/** Makes the engine run all operations of a command at once. */
export const parallelFlag = "--parallel=1000";
