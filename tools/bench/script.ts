import path from "node:path";

import { run } from "../engine/childProcess";
import { ok } from "../engine/project";

const root = path.resolve(__dirname, "..", "..");
const limitMs = 120_000;

/** Runs JavaScript in a process of its own, where this package is found by its name; gives what it prints, as JSON. */
export async function runScript<T>(text: string): Promise<T> {
    // Settings of the person who runs this stay outside.
    const env = { PATH: process.env.PATH };
    const result = await run(process.execPath, ["-e", text], { cwd: root, env, timeoutMs: limitMs });
    return JSON.parse(ok(result).stdout) as T;
}
