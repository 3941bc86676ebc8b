/*
 * npm run simulate -- [--seed S] [--commands N | --minutes M] [--table]
 *
 * Plays histories of the seeds S/0, S/1, … through both providers on all cores, and exits with 1 at a violation that is
 * not known.
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

import { requireEngineFile } from "./host/engineBuild";
import { EngineHost } from "./host/engineHost";
import { providers } from "../../tools/engine/providers";
import { runMain } from "../../tools/runMain";
import { addSeed, emptyResult } from "./history/seeds";

const { values } = parseArgs({
    options: {
        seed: { type: "string", default: String(Date.now()) },
        commands: { type: "string" },
        minutes: { type: "string" },
        table: { type: "boolean", default: false },
        worker: { type: "string" },
    },
});

async function work(worker: number, workers: number): Promise<void> {
    const host = new EngineHost(await requireEngineFile());
    const result = emptyResult();
    const limit = Number(values.commands ?? (values.minutes === undefined ? 5000 : Infinity)) / workers;
    const end = Date.now() + Number(values.minutes ?? Infinity) * 60_000;
    const start = Date.now();
    let progress = 0;
    for (let i = worker; result.commandCount < limit && Date.now() < end; i += workers)
        for (const { name } of providers) {
            const previousCount = result.unknown.length;
            await addSeed(result, host, name, `${values.seed}/${i}`);
            for (const violation of result.unknown.slice(previousCount)) console.log(violation);
            // A run of hours that is ended by hand has its count up to here.
            if (Math.floor(result.commandCount / 10_000) > progress) {
                progress = Math.floor(result.commandCount / 10_000);
                console.log(`worker ${worker}: ${result.commandCount} commands up to ${values.seed}/${i}`);
            }
        }
    await host.destroy();
    const seconds = (Date.now() - start) / 1000;
    const rate = Math.round(result.commandCount / seconds);
    const lines = [
        `worker ${worker}: ${result.commandCount} commands, ${result.requestCount} requests, ${rate} commands a second`,
        ...[...result.firstCounts].map(([fault, after]) => `    known, after ${after} commands: ${fault}`),
        `    violations: ${result.unknown.length}`,
        ...(values.table ? [result.tally.toString()] : []),
    ];
    console.log(lines.join("\n"));
    process.exitCode = result.unknown.length > 0 ? 1 : 0;
}

async function main(): Promise<void> {
    const workers = availableParallelism();
    if (values.worker !== undefined) {
        await work(Number(values.worker), workers);
        return;
    }
    console.log(`seed ${values.seed}`);
    // The workers find the engine in the cache.
    await requireEngineFile();
    const args = [...process.argv.slice(2), "--seed", values.seed];
    const children = Array.from({ length: workers }, (_, worker) =>
        fork(__filename, [...args, "--worker", String(worker)], { execArgv: process.execArgv }),
    );
    const codes = await Promise.all(
        children.map(
            (child) =>
                new Promise<number>((resolve) =>
                    child.once("close", (code) => {
                        resolve(code ?? 1);
                    }),
                ),
        ),
    );
    process.exitCode = Math.max(...codes);
}

runMain(main);
