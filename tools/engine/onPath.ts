import { realpathSync } from "node:fs";
import path from "node:path";

import { run } from "./childProcess";
import { type Engine, joinPath } from "./engine";
import { executable, findExecutable } from "./executables";

/**
 * This is the oldest engine for tests and examples: `refresh --run-program` and `destroy --run-program` came
 * with 3.160.0 (https://www.pulumi.com/blog/improved-refresh-destroy-experience/), `up --refresh --run-program` and the
 * fix of a hang of `refresh --run-program` with 3.169.0 (pulumi/pulumi#19449, #19448).
 */
export const oldestEngine = "3.169.0";

/** Compares the three numbers only: a development build of 3.169.0 has what 3.169.0 has. */
export function isAtLeast(version: string, oldest: string): boolean {
    const numbers = (text: string) =>
        (/^\d+\.\d+\.\d+(?![\d.])/.exec(text)?.[0] ?? "").split(".").map(Number);
    const [actual, required] = [numbers(version), numbers(oldest)];
    if (actual.length < 3) return false;
    const index = actual.findIndex((number, position) => number !== required[position]);
    return index < 0 || (actual[index] ?? 0) > (required[index] ?? 0);
}

async function versionOf(pulumi: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
    const options = { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeoutMs: 20_000 };
    const result = await run(pulumi, ["version"], options).catch(() => undefined);
    return /^v?(\d+\.\d+\.\d+\S*)$/.exec(result?.stdout.trim() ?? "")?.[1];
}

/**
 * Returns the Pulumi CLI on PATH, or why it cannot be used; `undefined` if there is none. `npmPackage` is the folder of
 * `@pulumi/pulumi`, which has the host of dynamic resources where the CLI has none.
 */
export async function findOnPath(
    env: NodeJS.ProcessEnv,
    npmPackage: string,
): Promise<Engine | { readonly problem: string } | undefined> {
    const folders = (env.PATH ?? "").split(path.delimiter).filter(Boolean);
    const pulumi = findExecutable(executable("pulumi"), folders);
    if (!pulumi) return undefined;

    const problem = (reason: string) => ({ problem: `${pulumi} is not used: ${reason}.` });
    const version = await versionOf(pulumi, env);
    if (!version) return problem(`"pulumi version" prints no version`);
    if (!isAtLeast(version, oldestEngine))
        return problem(`it is ${version}, and ${oldestEngine} or newer is needed`);
    // Pulumi searches PATH for its companions, then the folder of its own executable with links followed.
    const companions = [...folders, path.dirname(realpathSync(pulumi))];
    if (!findExecutable(executable("pulumi-language-nodejs"), companions))
        return problem("pulumi-language-nodejs is neither on PATH nor beside it");
    const host = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;
    const additions = findExecutable(host, companions) ? [] : [npmPackage];
    return { pulumi, version, from: "PATH", env: { PATH: joinPath(...folders, ...additions) } };
}
