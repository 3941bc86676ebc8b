import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../../../tools/engine/childProcess";
import { ok } from "../../../tools/engine/project";
import { json } from "../../../tools/engine/projectFolder";
import { packageManagerEnvironment, npm } from "../../../tools/package/npm";
import type { MatrixEntry } from "./cells";

/** The newest that runs on all Node.js versions that this repository needs. */
const pnpmVersion = "10.34.8";

/** What programs need beside the package and Pulumi: as this repository has it, and tsx, which it has not. */
const toolVersions = {
    "ts-node": installedVersion("ts-node"),
    typescript: installedVersion("typescript"),
    tsx: "4.23.15",
};

function installedVersion(name: string): string {
    const file = path.resolve(__dirname, "..", "..", "..", "node_modules", name, "package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Makes a folder whose `node_modules` has the packed package in it, and gives that. */
export async function installInto(
    folder: string,
    { pulumi, by }: Pick<MatrixEntry, "pulumi" | "by">,
    tarball: string,
    cache: string,
): Promise<string> {
    await mkdir(folder);
    const dependencies = { "@pulumi/pulumi": pulumi, "pulumi-modelarts": `file:${tarball}`, ...toolVersions };
    await writeFile(path.join(folder, "package.json"), json({ private: true, dependencies }));
    if (by === "npm") {
        await npm(folder, "install", "--ignore-scripts", "--no-package-lock");
    } else {
        const flags = ["--ignore-scripts", "--no-lockfile", "--store-dir", path.join(cache, "pnpm-store")];
        const options = { cwd: folder, env: packageManagerEnvironment(), timeoutMs: 240_000 };
        ok(await run(process.execPath, [await getPnpm(cache), "install", ...flags], options));
    }
    const modules = path.join(folder, "node_modules");
    const manifest = path.join(modules, "@pulumi", "pulumi", "package.json");
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    if (version !== pulumi) throw new Error(`${folder} has @pulumi/pulumi ${version}.`);
    return modules;
}

async function getPnpm(cache: string): Promise<string> {
    const folder = path.join(cache, `pnpm-${pnpmVersion}`);
    const file = path.join(folder, "node_modules", "pnpm", "bin", "pnpm.cjs");
    if (existsSync(file)) return file;
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "package.json"), '{ "private": true }\n');
    await npm(folder, "install", `pnpm@${pnpmVersion}`);
    return file;
}
