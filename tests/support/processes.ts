import { existsSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { killTree, readProcessFile } from "../../tools/engine/processTree";

/** Finds the processes whose environment has this text; `undefined` if the system does not report environments. */
export function findProcesses(text: string): number[] | undefined {
    if (!existsSync("/proc/self/environ")) return undefined;
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map(Number).filter((pid) => readProcessFile(pid, "environ").includes(text));
}

/**
 * Kills what `find` finds, until it finds nothing: another process may have been started while the others were killed.
 *
 * @throws Error where processes cannot be ended.
 */
export async function endProcesses(find: () => readonly number[]): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
        const pids = find();
        if (pids.length === 0) return;
        pids.forEach(killTree);
        await sleep(50);
    }
    throw new Error(`These processes cannot be ended: ${find().join(", ")}`);
}
