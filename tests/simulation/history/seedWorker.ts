/* Plays its share of the seeds of a plan by both providers, and sends the result to the process that has forked it. */
import { requireEngineFile } from "../host/engineBuild";
import { EngineHost } from "../host/engineHost";
import { providers } from "../../../tools/engine/providers";
import { runMain } from "../../../tools/runMain";
import type { WorkerMessage, WorkerPlan } from "./parallelSeeds";
import { addSeed, emptyResult } from "./seeds";

/** A run of hours that is ended by hand has said how far it came. */
const commandsPerLine = 10_000;

async function main([json = ""]: readonly string[]): Promise<void> {
    const plan = JSON.parse(json) as WorkerPlan;
    const { seed, worker, workers, count = Infinity, commands = Infinity, minutes = Infinity } = plan;
    const send = (message: WorkerMessage): void => void process.send?.(message);
    // The result goes to the process that forked this one, and to no other.
    process.once("disconnect", () => process.exit());
    const end = Date.now() + minutes * 60_000;
    const host = new EngineHost(await requireEngineFile());
    const result = emptyResult();
    for (
        let i = worker;
        i < count && result.commandCount < commands / workers && Date.now() < end;
        i += workers
    )
        for (const { name } of providers) {
            const { commandCount: previousCount, violations } = result;
            const violationCount = violations.length;
            await addSeed(result, host, name, `${seed}/${i}`);
            for (const line of violations.slice(violationCount)) send({ line });
            const linesOf = (count: number): number => Math.floor(count / commandsPerLine);
            if (linesOf(result.commandCount) === linesOf(previousCount)) continue;
            send({ line: `worker ${worker}: ${result.commandCount} commands up to ${seed}/${i}` });
        }
    await host.destroy();
    send({ result: { ...result, tally: { counts: result.tally.counts } } });
    process.disconnect();
}

runMain(main);
