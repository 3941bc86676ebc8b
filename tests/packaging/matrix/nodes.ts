import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../../../tools/engine/childProcess";
import { executable } from "../../../tools/engine/executables";
import { npm } from "../../../tools/package/npm";

/**
 * The folder with the executable of one version of Node.js. The npm package `node` brings it; it is kept in `cache`.
 * Rejects where it is not served, or does not run.
 */
export async function getNode(version: string, cache: string): Promise<string> {
    const folder = path.join(cache, `node-${version}-${process.platform}-${process.arch}`);
    const file = path.join(folder, executable("node"));
    if (!existsSync(file)) await fetchNode(version, folder);
    const { stdout } = await run(file, ["--version"], { timeoutMs: 30_000 });
    if (stdout.trim() !== `v${version}`) throw new Error(`${file} is ${stdout.trim()}.`);
    return folder;
}

async function fetchNode(version: string, folder: string): Promise<void> {
    const partial = `${folder}.${process.pid}.partial`;
    const name = executable("node");
    try {
        await mkdir(path.join(partial, "kept"), { recursive: true });
        await writeFile(path.join(partial, "package.json"), '{ "private": true }\n');
        await npm(partial, "install", `node@${version}`);
        await rename(
            path.join(partial, "node_modules", "node", "bin", name),
            path.join(partial, "kept", name),
        );
        await rename(path.join(partial, "kept"), folder);
    } finally {
        await rm(partial, { recursive: true, force: true });
    }
}
