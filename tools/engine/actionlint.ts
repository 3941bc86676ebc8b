import path from "node:path";

import { executable } from "./executables";
import { describeMachine } from "./findEngine";
import { buildOnce } from "./goBuild";
import { readActionlintPin } from "./pins";

/** Returns the checker of GitHub workflows, which Go builds into the cache once. Rejects if there is no Go. */
export async function findActionlint(): Promise<string> {
    const pin = readActionlintPin();
    const announcement = `Go builds actionlint ${pin.version}, which a test needs (once, a few seconds) ...`;
    const folder = await buildOnce("actionlint", pin, describeMachine(), announcement);
    return path.join(folder, executable("actionlint"));
}
