/** Describes one run of the benchmark. */
export interface Plan {
    readonly form: "quick" | "full";
    /** Contains numbers of jobs, ascending. */
    readonly sizes: readonly number[];
    /** Time in seconds from a create or restart to RUNNING. */
    readonly boot: number;
    /** Time in seconds from a stop or delete to its end. */
    readonly stop: number;
    /** A command that waits for nothing runs so often on one stack. */
    readonly repeats: number;
}

export const plans: Readonly<Record<Plan["form"], Plan>> = {
    quick: { form: "quick", sizes: [10, 100], boot: 2, stop: 1, repeats: 1 },
    // A job that takes ten seconds is the quickest one of which a poll interval of one second is a tenth.
    full: { form: "full", sizes: [1, 10, 100, 1000], boot: 14, stop: 10, repeats: 3 },
};

/** From this many jobs on the engine writes the state once, at the end. More writes would hide the difference. */
export const largeSize = 1000;
