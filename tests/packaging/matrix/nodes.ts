import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../../../tools/engine/childProcess";
import { createOnce } from "../../../tools/engine/createOnce";
import { executable } from "../../../tools/engine/executables";
import { npm } from "../../../tools/package/npm";

export const limitMs = 600_000;

/** Installs one npm package into a new folder. */
async function install(folder: string, name: string): Promise<void> {
    await writeFile(path.join(folder, "package.json"), '{ "private": true }\n');
    await npm(folder, "install", name);
}

/**
 * The folder with the executable of one version of Node.js. The npm package `node` brings it; it is kept in `cache`.
 * Rejects where it is not served, or does not run.
 */
export async function getNode(version: string, cache: string): Promise<string> {
    const folder = path.join(cache, `node-${version}-${process.platform}-${process.arch}`);
    const name = executable("node");
    await createOnce(folder, limitMs, async (partial) => {
        await install(partial, `node@${version}`);
        await rename(path.join(partial, "node_modules", "node", "bin", name), path.join(partial, name));
        await rm(path.join(partial, "node_modules"), { recursive: true });
    });
    const { stdout } = await run(path.join(folder, name), ["--version"], { timeoutMs: 30_000 });
    if (stdout.trim() !== `v${version}`) throw new Error(`${folder} has Node.js ${stdout.trim()}.`);
    return folder;
}

/** The newest that runs on all Node.js versions that this repository needs. */
const pnpmVersion = "10.34.8";

/** The script that is pnpm, kept in `cache`. */
export async function getPnpm(cache: string): Promise<string> {
    const folder = path.join(cache, `pnpm-${pnpmVersion}`);
    await createOnce(folder, limitMs, (partial) => install(partial, `pnpm@${pnpmVersion}`));
    return path.join(folder, "node_modules", "pnpm", "bin", "pnpm.cjs");
}
