import { rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { run } from "../../../tools/engine/childProcess";
import { createOnce } from "../../../tools/engine/createOnce";
import { executable } from "../../../tools/engine/executables";
import { cacheRoot } from "../../../tools/engine/installation";
import { npm } from "../../../tools/package/npm";

export const limitMs = 600_000;
/** The folder of what the tests of the matrix download. */
export const cache = path.join(path.dirname(cacheRoot(process.env, homedir())), "matrix");

/** Installs one npm package into a new folder. */
export async function install(folder: string, name: string, ...flags: string[]): Promise<void> {
    await writeFile(path.join(folder, "package.json"), '{ "private": true }\n');
    await npm(folder, "install", ...flags, name);
}

/**
 * Returns the folder with the executable of one version of Node.js. The npm package `node` has it, and `cache` keeps
 * it. Rejects where it is not served, or does not run.
 */
export async function getNode(version: string): Promise<string> {
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
