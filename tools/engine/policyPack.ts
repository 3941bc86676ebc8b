import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";

import type { PulumiProject } from "./project";

/**
 * The argument of `--policy-pack` for the policy pack in `folder`. The language host that Go builds is too old to start
 * a folder; then it is a script, which the CLI starts directly and which does what newer hosts do.
 */
export async function preparePolicyPack({ engine, env }: PulumiProject, folder: string): Promise<string> {
    if (engine.from !== "go") return folder;
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [folder] });
    const script = path.join(env["PULUMI_HOME"] ?? folder, `start-${path.basename(folder)}`);
    await writeFile(script, `#!/bin/sh\ncd "${folder}" && exec node "${runner}" "$@" "${folder}"\n`);
    await chmod(script, 0o755);
    return script;
}
