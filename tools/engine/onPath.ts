import { accessSync, constants, realpathSync, statSync } from "node:fs";
import path from "node:path";

import { run } from "./childProcess";
import type { Attempt, Step } from "./choice";
import { executable } from "./platform";
import { isAtLeast, oldestEngine, parseVersion } from "./version";

/** The first of the folders' executables of that name. */
export function findExecutable(name: string, folders: readonly string[]): string | undefined {
    for (const folder of folders) {
        const file = path.join(folder, name);
        try {
            accessSync(file, constants.X_OK);
            if (statSync(file).isFile()) return file;
        } catch {
            // Not here: the next folder.
        }
    }
    return undefined;
}

async function versionOf(pulumi: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
    try {
        const { stdout } = await run(pulumi, ["version"], {
            env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
            timeoutMs: 20_000,
        });
        return parseVersion(stdout) && stdout.trim().replace(/^v/, "");
    } catch {
        return undefined;
    }
}

async function attempt(env: NodeJS.ProcessEnv, npmPackage: string): Promise<Attempt> {
    const outerPath = env.PATH ?? "";
    const folders = outerPath.split(path.delimiter).filter(Boolean);
    const pulumi = findExecutable(executable("pulumi"), folders);
    if (!pulumi) return { passedOver: "there is no pulumi.", quiet: true };

    const version = await versionOf(pulumi, env);
    if (!version) return { passedOver: `${pulumi} is passed over: it does not answer to "pulumi version".` };
    if (!isAtLeast(version, oldestEngine)) {
        return {
            passedOver: `${pulumi} is passed over: it is ${version}, and ${oldestEngine} or newer is needed.`,
        };
    }
    // Pulumi looks for its companions on PATH, then beside its own executable with links followed.
    const companions = [...folders, path.dirname(realpathSync(pulumi))];
    if (!findExecutable(executable("pulumi-language-nodejs"), companions)) {
        return {
            passedOver: `${pulumi} is passed over: pulumi-language-nodejs is neither on PATH nor beside it.`,
        };
    }
    const script =
        process.platform === "win32" ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";
    const additions = findExecutable(script, companions) ? [] : [npmPackage];
    return {
        engine: {
            pulumi,
            version,
            from: "PATH",
            env: { PATH: [outerPath, ...additions].join(path.delimiter) },
        },
    };
}

/** `npmPackage` is the folder of `@pulumi/pulumi`, which brings the host of dynamic resources where the CLI has none. */
export function createPathStep(env: NodeJS.ProcessEnv, npmPackage: string): Step {
    return { name: "PATH", attempt: () => attempt(env, npmPackage) };
}
