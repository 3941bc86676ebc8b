import { createHash } from "node:crypto";
import { homedir } from "node:os";
import path from "node:path";

import { run } from "./childProcess";
import { cacheRoot } from "./installation";

export const pythonLimitMs = 10 * 60_000;

/** Runs Python to its end, and rejects with its output unless it ends with 0. Gives its standard output. */
export async function runPython(python: string, ...args: readonly string[]): Promise<string> {
    // pip needs the proxies of this machine, which programs in tests do not get.
    const { code, stdout, stderr } = await run(python, args, { timeoutMs: pythonLimitMs });
    if (code === 0) return stdout;
    throw new Error(`${python} ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
}

/** The folder of the cache for these requirements of `python3`; another Python gets another folder. */
export async function pythonCacheFolder(name: string, requirements: readonly string[]): Promise<string> {
    const script = "import sys, sysconfig; print(sys.version, sys.base_prefix, sysconfig.get_platform())";
    const platform = await runPython("python3", "-c", script);
    const key = createHash("sha256")
        .update([platform, ...requirements].join("\0"))
        .digest("hex")
        .slice(0, 12);
    return path.join(cacheRoot(process.env, homedir()), `${name}-${key}`);
}
