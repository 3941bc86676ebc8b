import path from "node:path";
import { run } from "../../tools/engine/childProcess";
import { findEngine } from "../../tools/engine/findEngine";
import { findLanguageHost } from "../../tools/engine/languageHost";
import type { Language } from "../../tools/engine/pins";
import { downloadWheels } from "../../tools/engine/python";
import { root } from "../../tools/repository";
import { compileNodeSdk } from "../../tools/sdks/nodeSdk";

/** Returns whether this machine can run the language. If not, prints why and compiles the SDK for Node.js. */
export async function canRun(language: Language): Promise<boolean> {
    const why = await findObstacle(language);
    if (why === undefined) return true;
    console.warn(`${why}\nIn place of the program in ${language}, the SDK for Node.js is made and compiled.`);
    await compileNodeSdk();
    return false;
}

async function findObstacle(language: Language): Promise<string | undefined> {
    const host = await findLanguageHost(language, await findEngine());
    if ("missing" in host) return host.missing;
    if (language !== "python") return undefined;
    const python = ["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"];
    const result = await run("python3", python, { timeoutMs: 20_000 }).catch(() => ({ code: 1 }));
    if (result.code !== 0) return "There is no python3 of 3.10 or newer with venv and ensurepip.";
    return downloadWheels(path.join(root, "examples", "python")).then(
        () => undefined,
        (error: unknown) => (error as Error).message,
    );
}
