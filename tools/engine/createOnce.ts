import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { isAlive } from "./processTree";

/** Returns a text for the name of a folder, which changes with every change of a part. */
export function hashOf(...parts: readonly (string | Buffer)[]): string {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return hash.digest("hex").slice(0, 12);
}

/**
 * Fills a folder of the cache once: the first caller does it, and all others wait for that, in other processes too.
 * `fill` gets another, empty folder, which gets the name `folder` when it is complete.
 */
export async function createOnce(
    folder: string,
    limitMs: number,
    fill: (partial: string) => Promise<unknown>,
): Promise<void> {
    await mkdir(path.dirname(folder), { recursive: true });
    const lock = `${folder}.lock`;
    const deadline = Date.now() + limitMs;
    while (!existsSync(folder)) {
        if (await acquire(lock)) {
            try {
                if (!existsSync(folder)) await fillPartial(folder, fill);
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

async function fillPartial(folder: string, fill: (partial: string) => Promise<unknown>): Promise<void> {
    await removeAbandoned(folder);
    const partial = `${folder}.${process.pid}.partial`;
    try {
        await mkdir(partial);
        await fill(partial);
        await rename(partial, folder);
    } finally {
        await rm(partial, { recursive: true, force: true });
    }
}

/** Returns whether this process has the lock now. A lock of a process that has ended is removed. */
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

/** Removes what processes have left behind that ended while they filled this folder. */
async function removeAbandoned(folder: string): Promise<void> {
    const root = path.dirname(folder);
    for (const name of await readdir(root)) {
        const [, of, pid] = /^(.+)\.(\d+)\.partial$/.exec(name) ?? [];
        if (of !== path.basename(folder) || isAlive(Number(pid))) continue;
        await rm(path.join(root, name), { recursive: true, force: true });
    }
}
