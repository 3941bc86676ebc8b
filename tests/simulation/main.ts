/*
 * npm run simulate -- [--seed S] [--commands N | --minutes M] [--table]
 *
 * Plays histories of the seeds S/0, S/1, … through both providers on all cores, and exits with 1 at a violation.
 */
import { parseArgs } from "node:util";

import { runMain } from "../../tools/runMain";
import { playSeeds } from "./history/parallelSeeds";

const options = {
    seed: { type: "string", default: String(Date.now()) },
    commands: { type: "string" },
    minutes: { type: "string" },
    table: { type: "boolean", default: false },
} as const;

async function main(args: string[]): Promise<number> {
    const { seed, commands, minutes, table } = parseArgs({ args, options }).values;
    console.log(`seed ${seed}`);
    const limit =
        minutes === undefined ? { commands: Number(commands ?? 5000) } : { minutes: Number(minutes) };
    const start = Date.now();
    const { commandCount, requestCount, violations, tally } = await playSeeds(
        { seed, ...limit },
        console.log,
    );
    const rate = Math.round(commandCount / ((Date.now() - start) / 1000));
    console.log(`${commandCount} commands, ${requestCount} requests, ${rate} commands a second`);
    console.log(`violations: ${violations.length}`);
    if (table) console.log(tally.toString());
    return violations.length > 0 ? 1 : 0;
}

runMain(main);
