import { parseArgs } from "node:util";
import fc from "fast-check";
import { doors } from "../support/providers";
import { startEmulator } from "../../emulator/src";
import { endAllOnSignal } from "../../tools/engine/childProcess";
import { play, type Round } from "./round";
import { strikes } from "../support/interrupt";

const { values } = parseArgs({
    options: { strikes: { type: "string", default: "200" }, seed: { type: "string" } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const wanted = Number(values.strikes);

const stoppedBy = endAllOnSignal();

/** Rounds, one after the other, until so many strikes have hit. */
async function main(): Promise<void> {
    console.log(`seed ${seed}: to repeat, npm run plug -- --seed ${seed} --strikes ${wanted}`);
    const door = fc.constantFrom(...doors.map(({ name }) => name));
    const some = fc.array(strikes, { minLength: 1, maxLength: 3 });
    const rounds: Round[] = fc.sample(fc.record({ door, up: some, destroy: some }), {
        seed,
        numRuns: wanted,
    });
    const service = await startEmulator({ boot: 0.4, stop: 0.3 });
    let hits = 0;
    let failed = 0;
    for (const [number, round] of rounds.entries()) {
        if (hits >= wanted || stoppedBy() !== undefined) break;
        const { hits: hit, wrong } = await play(round, service).catch((error: unknown) => ({
            hits: 0,
            wrong: [String(error)],
        }));
        hits += hit;
        if (wrong.length > 0) failed++;
        console.log(
            `round ${number + 1}: ${hits} strikes; ${wrong.length === 0 ? "as declared" : wrong.join("; ")}`,
        );
        if (wrong.length > 0) console.log(JSON.stringify(round));
    }
    await service.close();
    console.log(`${hits} strikes, ${failed} rounds not as declared`);
    process.exitCode = failed > 0 || (hits < wanted && stoppedBy() === undefined) ? 1 : 0;
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
