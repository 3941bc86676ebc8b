import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";

import type { PulumiProject } from "./project";

/**
 * Returns the argument of `--policy-pack` for the policy pack in `folder`. The language host that Go builds is too old
 * to start a folder. Then it is a script, which the CLI starts directly and which does what newer hosts do.
 */
export async function preparePolicyPack(project: PulumiProject, folder: string): Promise<string> {
    const { engine, env } = project;
    if (engine.from !== "go") return folder;
    // If the engine starts a pack itself, it gives the pack the configuration of the stack.
    const { stdout } = await project.pulumi(["config", "--json"]);
    const entries = Object.entries(JSON.parse(stdout || "{}") as Record<string, { value?: string }>);
    const config = JSON.stringify(Object.fromEntries(entries.map(([key, { value = "" }]) => [key, value])));
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [folder] });
    const script = path.join(env["PULUMI_HOME"] ?? folder, `start-${path.basename(folder)}`);
    const start = `cd "${folder}" && PULUMI_CONFIG=$(cat "${script}.json") exec node "${runner}" "$@" "${folder}"`;
    await writeFile(`${script}.json`, config);
    await writeFile(script, `#!/bin/sh\n${start}\n`);
    await chmod(script, 0o755);
    return script;
}
