import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { run } from "../../../tools/engine/childProcess";
import { createOnce } from "../../../tools/engine/createOnce";
import { cacheRoot } from "../../../tools/engine/installation";
import { ok } from "../../../tools/engine/project";
import { json } from "../../../tools/engine/projectFolder";
import { npm, packageManagerEnvironment } from "../../../tools/package/npm";
import { packPackage } from "../../../tools/package/packed";
import type { MatrixEntry } from "./cells";
import { getNode, getPnpm, limitMs } from "./nodes";

const cache = path.join(path.dirname(cacheRoot(process.env, homedir())), "matrix");
const ownModules = path.resolve(__dirname, "..", "..", "..", "node_modules");

function versionIn(modules: string, name: string): string {
    const manifest = readFileSync(path.join(modules, name, "package.json"), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
}

/** What programs need beside the package and Pulumi: as this repository has it, and tsx, which it has not. */
const toolVersions = {
    "ts-node": versionIn(ownModules, "ts-node"),
    typescript: versionIn(ownModules, "typescript"),
    tsx: "4.23.15",
};

/** The folder with the Node.js, and the `node_modules` with the packed package. Rejects where one is not available. */
export async function prepare({ node, pulumi, by }: MatrixEntry): Promise<{ node: string; modules: string }> {
    const { tarball } = await packPackage();
    const folder = path.join(path.dirname(tarball), `${by}-${pulumi}`);
    await createOnce(folder, limitMs, async (partial) => {
        const dependencies = {
            "@pulumi/pulumi": pulumi,
            "pulumi-modelarts": `file:${tarball}`,
            ...toolVersions,
        };
        await writeFile(path.join(partial, "package.json"), json({ private: true, dependencies }));
        if (by === "npm") {
            await npm(partial, "install", "--ignore-scripts", "--no-package-lock");
            return;
        }
        const flags = ["--ignore-scripts", "--no-lockfile", "--store-dir", path.join(cache, "pnpm-store")];
        const options = { cwd: partial, env: packageManagerEnvironment(), timeoutMs: 240_000 };
        ok(await run(process.execPath, [await getPnpm(cache), "install", ...flags], options));
    });
    const modules = path.join(folder, "node_modules");
    const version = versionIn(modules, "@pulumi/pulumi");
    if (version !== pulumi) throw new Error(`${folder} has @pulumi/pulumi ${version}.`);
    return { node: await getNode(node, cache), modules };
}
