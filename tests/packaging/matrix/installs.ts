import { writeFile } from "node:fs/promises";
import path from "node:path";
import { succeed } from "../../../tools/engine/childProcess";
import { createOnce } from "../../../tools/engine/createOnce";
import { json } from "../../../tools/engine/projectFolder";
import { packPackage } from "../../../tools/package/packed";
import { readVersion, root } from "../../../tools/repository";
import type { MatrixEntry } from "./matrixEntries";
import { getNode, limitMs } from "./nodes";
import { environmentWith, type PackageManager } from "./packageManagers";

/**
 * What programs need beside the package and Pulumi, as this repository has it, and tsx, which the repository has not.
 */
const toolVersions = {
    "ts-node": readVersion(path.join(root, "node_modules", "ts-node")),
    typescript: readVersion(path.join(root, "node_modules", "typescript")),
    tsx: "4.23.15",
};

const flags: Readonly<Record<PackageManager, readonly string[]>> = {
    npm: ["--ignore-scripts", "--no-package-lock"],
    pnpm: ["--ignore-scripts", "--no-lockfile"],
    yarn: ["--mode=skip-build"],
    bun: ["--ignore-scripts"],
};

/**
 * Returns the folder with the Node.js, and the `node_modules` with the packed package. Rejects where one is not
 * available.
 */
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
        // yarn takes a folder without a lock file for a part of the project above it.
        await writeFile(path.join(partial, "yarn.lock"), "");
        await writeFile(path.join(partial, ".yarnrc.yml"), "nodeLinker: node-modules\n");
        const options = { cwd: partial, env: await environmentWith(by), timeoutMs: 240_000 };
        await succeed(by, ["install", ...flags[by]], options);
    });
    const modules = path.join(folder, "node_modules");
    const version = readVersion(path.join(modules, "@pulumi/pulumi"));
    if (version !== pulumi) throw new Error(`${folder} has @pulumi/pulumi ${version}.`);
    return { node: await getNode(node), modules };
}
