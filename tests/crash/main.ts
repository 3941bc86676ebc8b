import { parseArgs } from "node:util";
import fc from "fast-check";
import { providers } from "../../tools/engine/providers";
import { startEmulator } from "../../emulator/src";
import { killAllOnSignal } from "../../tools/engine/childProcess";
import { playRound, type CrashRound } from "./round";
import { interrupts } from "../support/interrupt";

const { values } = parseArgs({
    options: { interrupts: { type: "string", default: "200" }, seed: { type: "string" } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const interruptTarget = Number(values.interrupts);

const stoppedBy = killAllOnSignal();

/** `npm run crash -- --interrupts N --seed S`: plays rounds until N interrupts have hit a run. */
async function main(): Promise<void> {
    console.log(`seed ${seed}: to repeat, npm run crash -- --seed ${seed} --interrupts ${interruptTarget}`);
    const provider = fc.constantFrom(...providers.map(({ name }) => name));
    const interruptLists = fc.array(interrupts, { minLength: 1, maxLength: 3 });
    const rounds: CrashRound[] = fc.sample(
        fc.record({ provider, up: interruptLists, destroy: interruptLists }),
        {
            seed,
            numRuns: interruptTarget,
        },
    );
    const service = await startEmulator({ boot: 0.4, stop: 0.3 });
    let interruptCount = 0;
    let failed = 0;
    for (const [number, round] of rounds.entries()) {
        if (interruptCount >= interruptTarget || stoppedBy() !== undefined) break;
        const { interruptCount: roundInterrupts, deviations } = await playRound(round, service).catch(
            (error: unknown) => ({
                interruptCount: 0,
                deviations: [String(error)],
            }),
        );
        interruptCount += roundInterrupts;
        if (deviations.length > 0) failed++;
        console.log(
            `round ${number + 1}: ${interruptCount} interrupts; ${deviations.length === 0 ? "as declared" : deviations.join("; ")}`,
        );
        if (deviations.length > 0) console.log(JSON.stringify(round));
    }
    await service.close();
    console.log(`${interruptCount} interrupts, ${failed} rounds not as declared`);
    process.exitCode = failed > 0 || (interruptCount < interruptTarget && stoppedBy() === undefined) ? 1 : 0;
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
