import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";

import { runOnce } from "../package/lock";

/**
 * A folder of the cache that whoever asks first fills, while all others wait, other processes too. It gets its name
 * when it is whole.
 */
export async function createOnce(
    folder: string,
    limitMs: number,
    fill: (partial: string) => Promise<void>,
): Promise<void> {
    await mkdir(path.dirname(folder), { recursive: true });
    const work = async (): Promise<void> => {
        const partial = `${folder}.${process.pid}-${Date.now()}.partial`;
        try {
            await mkdir(partial);
            await fill(partial);
            await rename(partial, folder);
        } finally {
            await rm(partial, { recursive: true, force: true });
        }
    };
    await runOnce(`${folder}.lock`, () => existsSync(folder), work, limitMs);
}
