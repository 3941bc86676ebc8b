import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";

/*
 * Runs the tests of this folder over and over, each time with other inputs and more of them, until the time is over or
 * one fails. Each round is printed with the seed that repeats it.
 */
const { values } = parseArgs({
    options: {
        minutes: { type: "string", default: "10" },
        seed: { type: "string" },
        times: { type: "string", default: "10" },
    },
});
const first = Number(values.seed ?? Date.now() % 1_000_000);
const end = Date.now() + Number(values.minutes) * 60_000;
const root = path.join(__dirname, "..", "..");

let seed = first;
let status: number | null = 0;
do {
    console.log(`To repeat this round: npm run fuzz -- --minutes 0 --seed ${seed} --times ${values.times}`);
    const env = { ...process.env, FUZZ_SEED: String(seed), FUZZ_TIMES: values.times };
    const args = [require.resolve("jest/bin/jest"), "tests/property"];
    ({ status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: "inherit" }));
    // The step is so large that no test tries again what another one has tried.
    seed += 1000;
} while (status === 0 && Date.now() < end);
process.exitCode = status ?? 1;
