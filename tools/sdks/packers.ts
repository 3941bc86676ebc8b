import { cp, mkdir, readdir } from "node:fs/promises";
import path from "node:path";

import { succeed } from "../engine/childProcess";
import { installPackages } from "../engine/python";
import { npm } from "../package/npm";
import { generateSdk } from "./generate";
import { runGenerator } from "./generator";
import { sdkNames } from "./names";
import { compileNodeSdk } from "./nodeSdk";

const names = sdkNames();

/** Limit in milliseconds for one step of a tool of a language. */
export const languageLimitMs = 5 * 60_000;

/** Packs an SDK and returns the names of its files. `work` is an empty folder to work in, `folder` gets the files. */
export type Packer = (version: string, work: string, folder: string) => Promise<readonly string[]>;

export const packNode: Packer = async (version, work, folder) => {
    await cp(await compileNodeSdk(version), work, { recursive: true });
    const { stdout } = await npm(work, "pack", "--json", "--ignore-scripts", "--pack-destination", folder);
    return (JSON.parse(stdout) as { filename: string }[]).map(({ filename }) => filename);
};

/** These tools build a wheel and an sdist, as the SDK's `pyproject.toml` names them. */
const pythonBuildTools = ["setuptools>=61.0"];
const pythonBuild = [
    "import sys",
    // The backend changes the arguments.
    "tools, output = sys.argv[1:]",
    "sys.path.insert(0, tools)",
    "from setuptools import build_meta as backend",
    "backend.build_sdist(output)",
    "backend.build_wheel(output)",
].join("\n");

export const packPython: Packer = async (version, work, folder) => {
    const tools = await installPackages("build-tools", pythonBuildTools);
    const source = path.join(work, "source");
    await generateSdk("python", source, version);
    const output = path.join(work, "output");
    await mkdir(output);
    await succeed("python3", ["-c", pythonBuild, tools, output], { cwd: source, timeoutMs: languageLimitMs });
    await cp(output, folder, { recursive: true });
    return (await readdir(output)).sort();
};

export const packGo: Packer = async (version, work, folder) => {
    const source = path.join(work, "source");
    await generateSdk("go", source, version);
    const name = `modelarts-go-${version}.zip`;
    await runGenerator("zip", source, names.goModule, `v${version}`, path.join(folder, name));
    return [name];
};

/** Writes the project of which `dotnet pack` makes the package. */
export const packDotnet: Packer = async (version, work, folder) => {
    const name = `${names.dotnetNamespace}.ModelArts.${version}`;
    await generateSdk("dotnet", path.join(work, name), version);
    const file = `${name}.tar.gz`;
    await succeed("tar", ["-czf", file, name], { cwd: work, timeoutMs: languageLimitMs });
    await cp(path.join(work, file), path.join(folder, file));
    return [file];
};
