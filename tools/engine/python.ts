import { readFile } from "node:fs/promises";
import path from "node:path";

import { succeed } from "./childProcess";
import { createOnce } from "./createOnce";
import { cachedFolder } from "./installation";
import { root } from "../repository";

const limitMs = 10 * 60_000;

/** This file pins the clients of other people, for the tests and the benchmark that use them. */
export const foreignClients = path.join(root, "tests", "witnesses", "requirements.txt");

/** A generated SDK requires these packages beside `pulumi`: its build tool and its dependencies. */
const sdkRequirements = ["setuptools>=61.0", "semver>=2.8.1", "typing-extensions>=4.11,<5", "parver>=0.2.1"];

/** Runs Python to its end, and returns its standard output. Rejects with its output unless it ends with 0. */
export function runPython(python: string, ...args: readonly string[]): Promise<string> {
    // pip needs the proxies of this machine, which programs in tests do not get.
    return succeed(python, args, { timeoutMs: limitMs });
}

function runPip(python: string, command: string, ...args: readonly string[]): Promise<string> {
    return runPython(python, "-m", "pip", command, "--quiet", "--disable-pip-version-check", ...args);
}

/** Fills a folder of the cache once for these requirements of `python3`. Another Python gets another folder. */
async function fillOnce(
    name: string,
    requirements: readonly string[],
    fill: (partial: string) => Promise<unknown>,
): Promise<string> {
    const script = "import sys, sysconfig; print(sys.version, sys.base_prefix, sysconfig.get_platform())";
    const platform = await runPython("python3", "-c", script);
    const folder = cachedFolder(name, [platform, ...requirements].join("\0"));
    await createOnce(folder, limitMs, fill);
    return folder;
}

/** Returns a folder of the cache with these packages, for the search path of Python. */
export function installPackages(name: string, requirements: readonly string[]): Promise<string> {
    return fillOnce(name, requirements, (partial) =>
        runPip("python3", "install", "--target", partial, ...requirements),
    );
}

/** Returns a folder of the cache with the packages that `pip` needs for a project and for generated SDKs in it. */
export async function downloadWheels(project: string): Promise<string> {
    const lines = (await readFile(path.join(project, "requirements.txt"), "utf8")).split("\n");
    const requirements = [...lines.filter((line) => /^\w/.test(line)), ...sdkRequirements];
    return fillOnce("wheels", requirements, (partial) =>
        runPip("python3", "download", "--dest", partial, ...requirements),
    );
}

/** Returns the Python of a virtual environment that has the requirements of a file. Rejects with the output of pip. */
export async function prepareVirtualEnvironment(name: string, requirements: string): Promise<string> {
    const folder = await fillOnce(name, [await readFile(requirements, "utf8")], async (partial) => {
        await runPython("python3", "-m", "venv", partial);
        // If a registry cannot be reached, this stops and does not wait.
        const network = ["--retries", "1", "--timeout", "15"];
        const python = path.join(partial, "bin", "python");
        await runPip(python, "install", "--only-binary", ":all:", ...network, "--requirement", requirements);
    });
    return path.join(folder, "bin", "python");
}
