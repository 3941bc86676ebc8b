import { readFile } from "node:fs/promises";
import path from "node:path";

import { createOnce } from "../../tools/engine/createOnce";
import { pythonCacheFolder, pythonLimitMs, runPython } from "../../tools/engine/python";

const requirements = path.join(__dirname, "requirements.txt");

/** The Python of a virtual environment in the cache that has all requirements. Rejects with the output of pip. */
async function preparePython(): Promise<string> {
    const folder = await pythonCacheFolder("witnesses", [await readFile(requirements, "utf8")]);
    await createOnce(folder, pythonLimitMs, async (partial) => {
        await runPython("python3", "-m", "venv", partial);
        // A registry that cannot be reached is a reason to skip the tests, not to wait.
        const network = ["--retries", "1", "--timeout", "15"];
        const options = ["--quiet", "--disable-pip-version-check", "--only-binary", ":all:", ...network];
        const pip = ["-m", "pip", "install", ...options, "--requirement", requirements];
        await runPython(path.join(partial, "bin", "python"), ...pip);
    });
    return path.join(folder, "bin", "python");
}

/** Prepares the foreign clients before the first test, or prints why their tests are skipped. */
export default async function globalSetup(): Promise<void> {
    try {
        process.env.WITNESSES_PYTHON = await preparePython();
    } catch (error) {
        process.stderr.write(`\nThe tests of foreign clients are skipped: ${(error as Error).message}\n`);
    }
}
