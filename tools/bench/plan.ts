/** What one run of the benchmark does. Times are in seconds. */
export interface Plan {
    readonly form: "quick" | "full";
    /** Numbers of jobs, ascending. */
    readonly sizes: readonly number[];
    /** From a create or restart to RUNNING, and from a stop or delete to its end. */
    readonly boot: number;
    readonly stop: number;
    /** How often what waits for nothing is run on one stack, with fewer jobs than `largeSize`. */
    readonly repeats: number;
    /** Sizes are measured again while that will be done before so many minutes are over. */
    readonly minutes: number;
    readonly imports: number;
    readonly listed: number;
    readonly throttledJobs: number;
    /** Requests a second, where they are limited. */
    readonly rate: number;
}

const shared = { listed: 10_000, rate: 5 };

export const plans: Readonly<Record<Plan["form"], Plan>> = {
    quick: {
        ...shared,
        form: "quick",
        sizes: [10, 100],
        boot: 2,
        stop: 1,
        repeats: 1,
        minutes: 2,
        imports: 3,
        throttledJobs: 6,
    },
    // Where a job takes ten seconds, a tenth of that is the second within which a change is to be noticed.
    full: {
        ...shared,
        form: "full",
        sizes: [1, 10, 100, 1000],
        boot: 14,
        stop: 10,
        repeats: 2,
        minutes: 16,
        imports: 9,
        throttledJobs: 20,
    },
};

/**
 * From this many jobs on the engine writes the state once at the end and not after every step, for both alike: writing
 * all of it two thousand times would take most of the time, and hide what is to be measured.
 */
export const largeSize = 1000;

/** How often what waits for nothing is run with so many jobs. */
export function repeatsAt(size: number, { repeats }: Plan): number {
    return size >= largeSize ? 1 : repeats;
}

/** From this many jobs on the wide floor is measured too. */
export const wideSize = 100;

/** The most that the engine does at once, for both alike: nobody waits for a turn. */
export const parallel = 1000;
