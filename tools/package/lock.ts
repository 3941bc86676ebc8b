import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "../engine/processTree";

/** Work that one of several processes does, while the others wait until it is done. `lock` is a file. */
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
            throw new Error(`Another process works for too long. If there is none, delete ${lock}.`);
        } else {
            await pause(200);
        }
    }
}

/** Whether the lock is ours now. One whose process has ended is nobody's. */
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
