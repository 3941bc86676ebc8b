import type { Parameters } from "fast-check";

/*
 * `npm test` tries the same inputs every time, so that a failure is the code's. `npm run fuzz` tries others, and more
 * of them, by these two. A failure names its seed: FUZZ_SEED repeats it.
 */
const seed = Number(process.env["FUZZ_SEED"] ?? 8992);
const times = Number(process.env["FUZZ_TIMES"] ?? 1);

jest.setTimeout(30_000 * times);

export function runs(count: number): Pick<Parameters, "seed" | "numRuns"> {
    return { seed, numRuns: count * times, endOnFailure: true };
}
