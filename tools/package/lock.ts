import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { isAlive } from "../engine/processTree";

/** Lets one of several processes do some work while the others wait for it. `lock` is the name of a file. */
export async function runOnce(
    lock: string,
    isDone: () => boolean,
    work: () => Promise<void>,
    limitMs = 240_000,
): Promise<void> {
    const deadline = Date.now() + limitMs;
    while (!isDone()) {
        if (await acquire(lock)) {
            try {
                if (!isDone()) await work();
            } finally {
                await rm(lock, { force: true });
            }
        } else if (Date.now() > deadline) {
            throw new Error(`Another process has not finished in time. If there is none, delete ${lock}.`);
        } else {
            await delay(200);
        }
    }
}

/** Whether this process has the lock now. A lock of a process that has ended is removed. */
async function acquire(lock: string): Promise<boolean> {
    try {
        await writeFile(lock, String(process.pid), { flag: "wx" });
        return true;
    } catch {
        const owner = Number(await readFile(lock, "utf8").catch(() => ""));
        if (owner > 0 && !isAlive(owner)) await rm(lock, { force: true });
        return false;
    }
}
