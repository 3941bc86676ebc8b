import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";

import { requireEngineFile } from "../host/engineBuild";
import { addResult, emptyResult, type SeedsResult, type SentResult } from "./seeds";

/** Which seeds are played: `SEED/0`, `SEED/1`, … up to the first limit. */
export interface SeedPlan {
    readonly seed: string;
    /** How many seeds. */
    readonly count?: number;
    readonly commands?: number;
    readonly minutes?: number;
}

/** The share of one worker: every seed whose number leaves the remainder `worker`. */
export interface WorkerPlan extends SeedPlan {
    readonly worker: number;
    readonly workers: number;
}

export type WorkerMessage = { readonly line: string } | { readonly result: SentResult };

/** Plays the seeds through both providers on all cores. `print` gets each violation when it is found. */
export async function playSeeds(plan: SeedPlan, print: (line: string) => void): Promise<SeedsResult> {
    // The workers find the engine in the cache.
    await requireEngineFile();
    const workers = availableParallelism();
    const sum = emptyResult();
    const shares = Array.from({ length: workers }, (_, worker) =>
        playShare({ ...plan, worker, workers }, sum, print),
    );
    await Promise.all(shares);
    return sum;
}

function playShare(plan: WorkerPlan, sum: SeedsResult, print: (line: string) => void): Promise<void> {
    const child = fork(path.join(__dirname, "seedWorker.ts"), [JSON.stringify(plan)], {
        execArgv: ["--require", "ts-node/register/transpile-only"],
        serialization: "advanced",
    });
    return new Promise((resolve, reject) => {
        let hasResult = false;
        child.on("message", (message: WorkerMessage) => {
            if ("line" in message) print(message.line);
            else addResult(sum, message.result);
            hasResult ||= "result" in message;
        });
        child.once("error", reject);
        child.once("close", (code, signal) => {
            if (hasResult) resolve();
            else reject(new Error(`A worker of the simulation ended with ${signal ?? code}.`));
        });
    });
}
