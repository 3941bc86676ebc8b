import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";

import { run } from "./childProcess";
import { cacheRoot } from "./installation";
import { createOnce } from "./createOnce";

const limitMs = 10 * 60_000;

/** The requirements of a generated SDK beside `pulumi`: its build tool and its dependencies. */
const sdkRequirements = [
    "setuptools>=61.0",
    "packaging>=24.0",
    "semver>=2.8.1",
    "typing-extensions>=4.11,<5",
];

async function python(...args: readonly string[]): Promise<string> {
    // pip needs the proxies of this machine, which programs in tests do not get.
    const { code, stdout, stderr } = await run("python3", args, { timeoutMs: limitMs });
    if (code === 0) return stdout;
    throw new Error(`python3 ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
}

/**
 * A folder of the cache with every package that `pip` needs for the `requirements.txt` of a project and for generated
 * SDKs in it. Rejects with the output of pip.
 */
export async function downloadWheels(project: string): Promise<string> {
    const lines = (await readFile(path.join(project, "requirements.txt"), "utf8")).split("\n");
    const requirements = [...lines.filter((line) => /^\w/.test(line)), ...sdkRequirements];
    const pythonPlatform = await python(
        "-c",
        "import sys, sysconfig; print(sys.version, sysconfig.get_platform())",
    );
    const key = createHash("sha256")
        .update([pythonPlatform, ...requirements].join("\0"))
        .digest("hex")
        .slice(0, 12);
    const folder = path.join(cacheRoot(process.env, homedir()), `wheels-${key}`);
    await createOnce(folder, limitMs, async (partial) => {
        const quiet = ["--quiet", "--disable-pip-version-check"];
        await python("-m", "pip", "download", ...quiet, "--dest", partial, ...requirements);
    });
    return folder;
}
