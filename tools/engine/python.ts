import { readFile } from "node:fs/promises";
import path from "node:path";

import { succeed } from "./childProcess";
import { createOnce } from "./createOnce";
import { cachedFolder } from "./installation";
import { root } from "../repository";

export const pythonLimitMs = 10 * 60_000;

/** Runs Python to its end, and rejects with its output unless it ends with 0. Gives its standard output. */
export function runPython(python: string, ...args: readonly string[]): Promise<string> {
    // pip needs the proxies of this machine, which programs in tests do not get.
    return succeed(python, args, { timeoutMs: pythonLimitMs });
}

/** The folder of the cache for these requirements of `python3`; another Python gets another folder. */
export async function pythonCacheFolder(name: string, requirements: readonly string[]): Promise<string> {
    const script = "import sys, sysconfig; print(sys.version, sys.base_prefix, sysconfig.get_platform())";
    const platform = await runPython("python3", "-c", script);
    return cachedFolder(name, [platform, ...requirements].join("\0"));
}

/** The pinned clients of other people, for the tests and the benchmark that use them. */
export const foreignClients = path.join(root, "tests", "witnesses", "requirements.txt");

/** The Python of a virtual environment in the cache that has all requirements of a file. Rejects with the output of pip. */
export async function prepareVirtualEnvironment(name: string, requirements: string): Promise<string> {
    const folder = await pythonCacheFolder(name, [await readFile(requirements, "utf8")]);
    await createOnce(folder, pythonLimitMs, async (partial) => {
        await runPython("python3", "-m", "venv", partial);
        // A registry that cannot be reached is a reason to stop, not to wait.
        const network = ["--retries", "1", "--timeout", "15"];
        const options = ["--quiet", "--disable-pip-version-check", "--only-binary", ":all:", ...network];
        const pip = ["-m", "pip", "install", ...options, "--requirement", requirements];
        await runPython(path.join(partial, "bin", "python"), ...pip);
    });
    return path.join(folder, "bin", "python");
}
