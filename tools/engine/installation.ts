import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";

import { createOnce, hashOf } from "./createOnce";
import { type Engine, joinPath } from "./engine";
import { executable } from "./executables";

type InstallationRecord = Pick<Engine, "version" | "from">;

const recordFile = "engine.json";
const limitMs = 60 * 60_000;

/** Returns `$XDG_CACHE_HOME`, or `~/.cache` where it is not set (or not absolute, which its specification forbids). */
export function cacheRoot(env: NodeJS.ProcessEnv, home: string): string {
    const xdgCache = env.XDG_CACHE_HOME;
    const base = xdgCache && path.isAbsolute(xdgCache) ? xdgCache : path.join(home, ".cache");
    return path.join(base, "pulumi-modelarts", "engine");
}

/** Returns the folder of the cache with this name for these contents, or for what they are made of. */
export function cachedFolder(name: string, ...contents: readonly string[]): string {
    return path.join(cacheRoot(process.env, homedir()), `${name}-${hashOf(...contents)}`);
}

/** Reads the engine in a folder of the cache, which has the executables in `bin/`, and a record. */
export function readInstallation(folder: string, outerPath: string | undefined): Engine | undefined {
    const bin = path.join(folder, "bin");
    const pulumi = path.join(bin, executable("pulumi"));
    const file = path.join(folder, recordFile);
    if (!existsSync(file) || !existsSync(pulumi)) return undefined;
    const record = JSON.parse(readFileSync(file, "utf8")) as InstallationRecord;
    return { pulumi, version: record.version, from: record.from, env: { PATH: joinPath(bin, outerPath) } };
}

/** Installs an engine unless another process does it first. `fill` gets a folder that has an empty `bin/`. */
export async function install(
    folder: string,
    record: InstallationRecord,
    fill: (partial: string) => Promise<void>,
): Promise<void> {
    // Nothing adds the missing files to an incomplete folder, so it is filled again.
    if (!readInstallation(folder, undefined)) await rm(folder, { recursive: true, force: true });
    await createOnce(folder, limitMs, async (partial) => {
        await mkdir(path.join(partial, "bin"));
        await fill(partial);
        await writeFile(path.join(partial, recordFile), `${JSON.stringify(record)}\n`);
    });
}
