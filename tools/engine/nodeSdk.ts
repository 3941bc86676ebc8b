import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";

import { npm } from "../package/npm";
import { run } from "./childProcess";
import { cacheRoot } from "./installation";
import { createOnce } from "./createOnce";
import { json } from "./projectFolder";
import { generateSdk } from "./sdk";

const limitMs = 10 * 60_000;

interface Manifest {
    readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * The folder of the plugin's SDK for Node.js, compiled as its own `package.json` does it, from the cache where the
 * generated files are the same. Rejects with the compiler's messages where it does not compile.
 */
export async function compileNodeSdk(): Promise<string> {
    const top = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-sdk-"));
    try {
        const generated = path.join(top, "nodejs");
        await generateSdk("nodejs", generated);
        const folder = path.join(cacheRoot(process.env, homedir()), `sdk-nodejs-${await hashOf(generated)}`);
        await createOnce(folder, limitMs, async (partial) => {
            await cp(generated, partial, { recursive: true });
            await compile(partial);
        });
        return folder;
    } finally {
        await rm(top, { recursive: true, force: true });
    }
}

async function compile(folder: string): Promise<void> {
    const file = path.join(folder, "package.json");
    const manifest = JSON.parse(await readFile(file, "utf8")) as Manifest;
    // The oldest version that the SDK allows does not change with a new release.
    const pulumi = manifest.dependencies["@pulumi/pulumi"]?.replace("^", "") ?? "";
    const dependencies = { ...manifest.dependencies, "@pulumi/pulumi": pulumi };
    await writeFile(file, json({ ...manifest, dependencies }));
    await npm(folder, "install", "--ignore-scripts", "--no-package-lock");
    const tsc = path.join(folder, "node_modules", "typescript", "bin", "tsc");
    const { code, stdout } = await run(process.execPath, [tsc], { cwd: folder, timeoutMs: 120_000 });
    if (code !== 0) throw new Error(`The SDK for Node.js does not compile:\n${stdout}`);
    // The SDK reads its version from this file, and its own build script copies it too.
    await cp(file, path.join(folder, "bin", "package.json"));
    await rm(path.join(folder, "node_modules"), { recursive: true });
}

async function hashOf(folder: string): Promise<string> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
    const hash = createHash("sha256");
    for (const file of files.sort()) hash.update(path.relative(folder, file)).update(await readFile(file));
    return hash.digest("hex").slice(0, 12);
}
