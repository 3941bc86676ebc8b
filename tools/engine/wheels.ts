import { readFile } from "node:fs/promises";
import path from "node:path";

import { createOnce } from "./createOnce";
import { pythonCacheFolder, pythonLimitMs, runPython } from "./python";

/** The requirements of a generated SDK beside `pulumi`: its build tool and its dependencies. */
const sdkRequirements = ["setuptools>=61.0", "semver>=2.8.1", "typing-extensions>=4.11,<5", "parver>=0.2.1"];

/**
 * A folder of the cache with every package that `pip` needs for the `requirements.txt` of a project and for generated
 * SDKs in it. Rejects with the output of pip.
 */
export async function downloadWheels(project: string): Promise<string> {
    const lines = (await readFile(path.join(project, "requirements.txt"), "utf8")).split("\n");
    const requirements = [...lines.filter((line) => /^\w/.test(line)), ...sdkRequirements];
    const folder = await pythonCacheFolder("wheels", requirements);
    await createOnce(folder, pythonLimitMs, async (partial) => {
        const quiet = ["--quiet", "--disable-pip-version-check"];
        await runPython("python3", "-m", "pip", "download", ...quiet, "--dest", partial, ...requirements);
    });
    return folder;
}
