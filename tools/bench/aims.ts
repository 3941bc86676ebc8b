import type { ProviderRow } from "./summary";

/** What of a run the aims are about, through one door. `undefined`: it was not measured. */
export interface Measured {
    readonly rows: readonly ProviderRow[];
    /** Seconds from a create or restart, and from a stop or delete. */
    readonly boot: number;
    readonly stop: number;
    /** Of one job, the most of all sizes. */
    readonly stateBytes: number | undefined;
    /** The growth of the provider's memory for each job, and that of the floor. */
    readonly bytesPerJob: number | undefined;
    readonly floorBytesPerJob: number | undefined;
}

export interface Verdict {
    readonly aim: string;
    /** `not judged`: the jobs were too quick for that, or too few. */
    readonly outcome: "met" | "missed" | "not judged" | "not measured";
    /** The figure, and where it was. */
    readonly figure: string;
}

const ratioAims = [
    { aim: "wall time within 1.1 of the floor, up to 100 jobs", limit: 1.1, sizes: [1, 100] },
    { aim: "wall time within 1.25 of the floor, at 1000 jobs", limit: 1.25, sizes: [101, Infinity] },
] as const;
const stateLimit = 2500;
const looksLimit = 0.1;
const memoryLimit = 20_000;
/** Of quicker jobs, the second until the next look alone is more than a tenth. */
const leastSeconds = 10;
/** With fewer jobs, what the runtime has not collected yet is more than what the jobs take. */
const leastJobs = 1000;

export function verdicts(measured: Measured): Verdict[] {
    const { rows, boot, stop, stateBytes, bytesPerJob, floorBytesPerJob } = measured;
    const ofManyJobs = rows.some(({ size }) => size >= leastJobs) ? verdict : unjudged;
    const ofSlowJobs = Math.min(boot, stop) >= leastSeconds ? verdict : unjudged;
    const floor = floorBytesPerJob === undefined ? "" : `; that of the floor ${kB(floorBytesPerJob)}`;
    return [
        ...ratioAims.map(({ aim, limit, sizes: [from, to] }) =>
            ofSlowJobs(
                aim,
                rows
                    .filter(({ size }) => size >= from && size <= to)
                    .map((row) => ({
                        value: row.ratio,
                        limit,
                        text: `${fixed(row.ratio)} at ${place(row)}`,
                    })),
            ),
        ),
        noticed(measured),
        verdict("at most 2.5 kB of state for each job", one(stateBytes, stateLimit, kB)),
        ofSlowJobs(
            "at most 0.1 looks for each job and tick, at 100 jobs",
            rows
                .filter(({ size }) => size === 100)
                .flatMap((row) =>
                    one(row.looksPerTick, looksLimit, (looks) => `${fixed(looks, 3)} at ${place(row)}`),
                ),
        ),
        ofManyJobs(
            "memory that grows by less than 20 kB for each job",
            one(bytesPerJob, memoryLimit, (bytes) => `${kB(bytes)}${floor}`),
        ),
    ];
}

/** Within a second, or a tenth of what the job itself took. Lateness is told to a tenth of a second. */
function noticed({ rows, boot, stop }: Measured): Verdict {
    const lasts = { create: boot, restart: boot, stop, destroy: stop };
    return verdict(
        "a change noticed within 1 s or a tenth of the job's own time",
        rows.flatMap((row) => {
            const { operation, noticedAfter } = row;
            if (noticedAfter === undefined || operation === "no change" || operation === "refresh") return [];
            const limit = Math.max(1, lasts[operation] / 10);
            const value = Math.round(noticedAfter.max * 10) / 10;
            return [{ value, limit, text: `${fixed(noticedAfter.max)} s at ${place(row)}` }];
        }),
    );
}

interface Figure {
    readonly value: number;
    readonly limit: number;
    readonly text: string;
}

function one(value: number | undefined, limit: number, text: (value: number) => string): Figure[] {
    return value === undefined ? [] : [{ value, limit, text: text(value) }];
}

/** Names all that missed it, the worst first; where none did, the one that came nearest. */
function verdict(aim: string, figures: readonly Figure[]): Verdict {
    const byWorst = [...figures].sort((a, b) => b.value / b.limit - a.value / a.limit);
    const missed = byWorst.filter(({ value, limit }) => value > limit);
    const [worst] = byWorst;
    if (worst === undefined) return { aim, outcome: "not measured", figure: "" };
    if (missed.length === 0) return { aim, outcome: "met", figure: `at most ${worst.text}` };
    return { aim, outcome: "missed", figure: missed.map(({ text }) => text).join(", ") };
}

function unjudged(aim: string, figures: readonly Figure[]): Verdict {
    const judged = verdict(aim, figures);
    return judged.outcome === "not measured" ? judged : { ...judged, outcome: "not judged" };
}

function place({ operation, size }: ProviderRow): string {
    return `${operation} of ${size}`;
}

const fixed = (value: number, digits = 2): string => value.toFixed(digits);

function kB(bytes: number): string {
    return `${(bytes / 1000).toFixed(1)} kB`;
}
