import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { run } from "../engine/childProcess";
import { createOnce } from "../engine/createOnce";
import { cachedFolder } from "../engine/installation";
import { json } from "../engine/projectFolder";
import { checksumLines, filesIn } from "../package/checksums";
import { npm } from "../package/npm";
import { generateSdk } from "./generate";

const limitMs = 10 * 60_000;

interface Manifest {
    readonly dependencies: Readonly<Record<string, string>>;
}

/** Returns the folder of the compiled SDK for Node.js, which is cached. Rejects with the compiler's messages. */
export async function compileNodeSdk(version?: string): Promise<string> {
    const top = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-sdk-"));
    try {
        const output = path.join(top, "nodejs");
        await generateSdk("nodejs", output, version);
        const folder = cachedFolder("sdk-nodejs", checksumLines(output, filesIn(output)));
        await createOnce(folder, limitMs, async (partial) => {
            await compile(output);
            await cp(path.join(output, "bin"), partial, { recursive: true });
        });
        return folder;
    } finally {
        await rm(top, { recursive: true, force: true });
    }
}

/** Compiles into the folder `bin`, which is then the package. */
async function compile(folder: string): Promise<void> {
    const file = path.join(folder, "package.json");
    const text = await readFile(file, "utf8");
    const manifest = JSON.parse(text) as Manifest;
    // The oldest version that the SDK allows does not change with a new release.
    const pulumi = manifest.dependencies["@pulumi/pulumi"]?.replace("^", "") ?? "";
    const dependencies = { ...manifest.dependencies, "@pulumi/pulumi": pulumi };
    await writeFile(file, json({ ...manifest, dependencies }));
    await npm(folder, "install", "--ignore-scripts", "--no-package-lock");
    const tsc = path.join(folder, "node_modules", "typescript", "bin", "tsc");
    const { code, stdout } = await run(process.execPath, [tsc], { cwd: folder, timeoutMs: 120_000 });
    if (code !== 0) throw new Error(`The SDK for Node.js does not compile:\n${stdout}`);
    const bin = path.join(folder, "bin");
    await writeFile(path.join(bin, "package.json"), text);
    for (const name of ["README.md", "LICENSE"]) await cp(path.join(folder, name), path.join(bin, name));
}
