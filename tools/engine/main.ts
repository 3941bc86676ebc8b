/**
 * `npm run pulumi -- <arguments>` runs the Pulumi CLI in the current folder of the user.
 * `npm run engine` prints which CLI that is. Both download or build it first if there is none.
 */
import { spawn } from "node:child_process";
import path from "node:path";

import type { Engine } from "./engine";
import { findEngineFor } from "./engineFor";
import { describeEngine, findEngine } from "./findEngine";
import { runMain } from "../runMain";

function runInteractive(engine: Engine, args: readonly string[], cwd: string): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn(engine.pulumi, args, {
            cwd,
            env: { ...process.env, ...engine.env },
            stdio: "inherit",
        });
        // The terminal sends Ctrl-C to both. This process waits until Pulumi has cancelled its work.
        process.on("SIGINT", () => undefined);
        process.on("SIGTERM", () => child.kill("SIGTERM"));
        child.once("error", reject);
        child.once("close", (code) => {
            resolve(code ?? 130);
        });
    });
}

async function main([mode, ...args]: readonly string[]): Promise<number> {
    if (mode === "run") {
        const cwd = process.env.INIT_CWD ?? process.cwd();
        const flag = args.findIndex((arg) => arg === "-C" || arg === "--cwd");
        const folder = flag < 0 ? cwd : path.resolve(cwd, args[flag + 1] ?? "");
        return runInteractive(await findEngineFor(folder), args, cwd);
    }
    console.log(describeEngine(await findEngine()));
    return 0;
}

runMain(main);
