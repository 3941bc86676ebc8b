import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Engine, EngineSource } from "./engine";
import { executable } from "./platform";

/** A folder of the cache that holds an engine: `bin/` with the executables, and a record that is written last. */
interface InstallationRecord {
    readonly version: string;
    readonly from: EngineSource;
}

const recordFile = "engine.json";
const abandonedAfterMs = 60 * 60 * 1000;

/** `$XDG_CACHE_HOME`, or `~/.cache` where it is not set (or not absolute, which its specification forbids). */
export function cacheRoot(env: NodeJS.ProcessEnv, home: string): string {
    const configured = env.XDG_CACHE_HOME;
    const base = configured && path.isAbsolute(configured) ? configured : path.join(home, ".cache");
    return path.join(base, "pulumi-modelarts", "engine");
}

export function readInstallation(folder: string, outerPath: string | undefined): Engine | undefined {
    const bin = path.join(folder, "bin");
    const pulumi = path.join(bin, executable("pulumi"));
    if (!existsSync(path.join(folder, recordFile)) || !existsSync(pulumi)) return undefined;
    const record = JSON.parse(readFileSync(path.join(folder, recordFile), "utf8")) as InstallationRecord;
    const env = { PATH: [bin, outerPath].filter(Boolean).join(path.delimiter) };
    return { pulumi, version: record.version, from: record.from, env };
}

/** What an interrupted installation has left behind. A young one may be another process's work of this minute. */
async function removeAbandoned(root: string): Promise<void> {
    for (const name of await readdir(root)) {
        if (!name.endsWith(".partial")) continue;
        const folder = path.join(root, name);
        const age = Date.now() - (await stat(folder)).mtimeMs;
        if (age > abandonedAfterMs) await rm(folder, { recursive: true, force: true });
    }
}

/**
 * Fills a new folder and gives it its name only when it is whole. Where another process was faster, its folder stays
 * and this one is dropped. `fill` gets the folder, which has an empty `bin/`.
 */
export async function install(
    folder: string,
    record: InstallationRecord,
    fill: (partial: string) => Promise<void>,
): Promise<void> {
    const root = path.dirname(folder);
    await mkdir(root, { recursive: true });
    await removeAbandoned(root);
    if (!readInstallation(folder, undefined)) await rm(folder, { recursive: true, force: true });
    const partial = `${folder}.${process.pid}-${Date.now()}.partial`;
    try {
        await mkdir(path.join(partial, "bin"), { recursive: true });
        await fill(partial);
        await writeFile(path.join(partial, recordFile), `${JSON.stringify(record)}\n`);
        await rename(partial, folder).catch((error: unknown) => {
            if (!existsSync(path.join(folder, recordFile))) throw error;
        });
    } finally {
        await rm(partial, { recursive: true, force: true });
    }
}
