import type { Parameters } from "fast-check";

/*
 * `npm test` tries the same inputs every time, so that a failure is the code's. With these two
 * variables it tries others, and more of them. A failure names its seed: FUZZ_SEED repeats it.
 */
const seed = Number(process.env["FUZZ_SEED"] ?? 8992);
const times = Number(process.env["FUZZ_TIMES"] ?? 1);

// A slow machine fails no test: the limit only ends one that hangs.
jest.setTimeout(120_000 * times);

/** `seedOffset` differs between the tests that draw the same kind of inputs, so that each draws others. */
export function runParameters(count: number, seedOffset = 0): Pick<Parameters, "seed" | "numRuns"> {
    return { seed: seed + seedOffset, numRuns: count * times };
}

/** After the tests of a file the environment is as it was before. */
export function restoreEnvironment(): void {
    const original = { ...process.env };
    afterAll(() => {
        for (const name of Object.keys(process.env))
            if (!(name in original)) Reflect.deleteProperty(process.env, name);
        Object.assign(process.env, original);
    });
}
