import { realpathSync } from "node:fs";
import { chmod, copyFile } from "node:fs/promises";
import path from "node:path";

import { run } from "./childProcess";
import type { Engine } from "./engine";
import { describeMachine, type MachineEnvironment } from "./findEngine";
import { build, buildOnce } from "./goBuild";
import { type Language, readLanguagePin, type GoProgram } from "./pins";
import { executable, findExecutable } from "./executables";

export type LanguageHost =
    /** PATH must have these folders for it. There are none if the engine finds the host by itself. */
    | { readonly folders: readonly string[] }
    /** This sentence says why there is no host. */
    | { readonly missing: string };

const pythonScript = "pulumi-language-python-exec";

/** Returns the program that the engine starts for a language, and the files that it needs beside it. */
function filesOf(language: Language): string[] {
    return [executable(`pulumi-language-${language}`), ...(language === "python" ? [pythonScript] : [])];
}

/** Finds the language host of the CLI, as official releases have it, else the one in the cache. Else Go builds it. */
export async function findLanguageHost(
    language: Language,
    engine: Engine,
    machine: MachineEnvironment = describeMachine(),
): Promise<LanguageHost> {
    const companions = [...engine.env.PATH.split(path.delimiter), path.dirname(realpathSync(engine.pulumi))];
    if (filesOf(language).every((file) => findExecutable(file, companions))) return { folders: [] };

    const pin = readLanguagePin(language);
    const announcement = `Go builds pulumi-language-${language} ${pin.version}, which tests need (once, some minutes) ...`;
    try {
        const folder = await buildOnce(`language-${language}`, pin, machine, announcement, (partial) =>
            buildLanguageHost(language, pin, partial, machine.env),
        );
        return { folders: [folder] };
    } catch (error) {
        const problem = `There is no pulumi-language-${language}, and it cannot be built`;
        return { missing: `${problem}: ${(error as Error).message}` };
    }
}

async function buildLanguageHost(
    language: Language,
    pin: GoProgram,
    folder: string,
    env: NodeJS.ProcessEnv,
): Promise<void> {
    await build(pin, folder, env);
    if (language !== "python") return;
    const { code, stdout, stderr } = await run("go", ["list", "-m", "-f", "{{.Dir}}", pin.module], {
        cwd: pin.folder,
        env: { ...env, GOTOOLCHAIN: "auto", GOWORK: "off" },
        timeoutMs: 60_000,
    });
    if (code !== 0) throw new Error(`go list -m ${pin.module} did not succeed: ${stderr.trim()}`);
    const script = path.join(folder, pythonScript);
    await copyFile(path.join(stdout.trim(), "python", "cmd", pythonScript), script);
    await chmod(script, 0o755);
}
