import { existsSync } from "node:fs";
import path from "node:path";

import { createOnce } from "./createOnce";
import { executable } from "./executables";
import { describeMachine } from "./findEngine";
import { build, hasGo } from "./goBuild";
import { cacheRoot } from "./installation";
import { readActionlintPin } from "./pins";

const limitMs = 10 * 60_000;

/** The checker of GitHub workflows, which Go builds into the cache once. Rejects where there is no Go. */
export async function findActionlint(): Promise<string> {
    const { env, home, log } = describeMachine();
    const pin = readActionlintPin();
    const name = ["actionlint", pin.version, process.platform, process.arch, pin.hash].join("-");
    const folder = path.join(cacheRoot(env, home), name);
    if (!existsSync(folder) && !(await hasGo(env))) throw new Error("there is no go on PATH.");
    await createOnce(folder, limitMs, (partial) => {
        log(`Go builds actionlint ${pin.version}, which a test needs (once, a few seconds) ...`);
        return build(pin, partial, env);
    });
    return path.join(folder, executable("actionlint"));
}
