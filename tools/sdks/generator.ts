import { readFileSync } from "node:fs";
import path from "node:path";

import { run } from "../engine/childProcess";
import { executable } from "../engine/executables";
import { describeMachine } from "../engine/findEngine";
import { buildOnce } from "../engine/goBuild";
import { readGoProgram } from "../engine/pins";

const program = "generator";
const sources = ["go.mod", "go.sum", "generator/main.go", "generator/logo.go"];

/** Returns the executable of `generator/main.go`, which Go builds once into the cache. Rejects if there is no Go. */
async function buildGenerator(): Promise<string> {
    const contents = sources.map((file) => readFileSync(path.join(__dirname, file), "utf8")).join("\0");
    const pin = readGoProgram(__dirname, "github.com/pulumi/pulumi/pkg/v3", `./${program}`, [contents]);
    const announcement = `Go builds the generator of SDKs of Pulumi ${pin.version}: once, some minutes ...`;
    const folder = await buildOnce("sdk-generator", pin, describeMachine(), announcement);
    return path.join(folder, executable(program));
}

/** Runs the generator. Rejects with its output unless it succeeds. */
export async function runGenerator(...args: readonly string[]): Promise<void> {
    const { code, stderr } = await run(await buildGenerator(), args, { timeoutMs: 60_000 });
    if (code !== 0) throw new Error(`The generator of SDKs (${args.join(" ")}) failed: ${stderr}`);
}
