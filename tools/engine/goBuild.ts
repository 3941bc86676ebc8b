import { copyFile } from "node:fs/promises";
import path from "node:path";

import { run } from "./childProcess";
import { createOnce } from "./createOnce";
import type { Log } from "./engine";
import { executable } from "./executables";
import { cacheRoot } from "./installation";
import type { GoProgram, Pins } from "./pins";

const limitMs = 40 * 60_000;
const heartbeatMs = 30_000;
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

export async function hasGo(env: NodeJS.ProcessEnv): Promise<boolean> {
    try {
        return (await run("go", ["version"], { env, timeoutMs: 30_000 })).code === 0;
    } catch {
        return false;
    }
}

async function requireGo(env: NodeJS.ProcessEnv): Promise<void> {
    if (!(await hasGo(env))) throw new Error("there is no go on PATH.");
}

/** Builds one program into the folder `bin`. Rejects with the last lines that Go prints. */
export async function build(program: GoProgram, bin: string, env: NodeJS.ProcessEnv): Promise<void> {
    const output = path.join(bin, executable(path.basename(program.package)));
    const ldflags = `-s -w -X ${versionVariable}=${program.version}`;
    const flags = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", ldflags, "-o", output];
    const { code, stderr } = await run("go", ["build", ...flags, program.package], {
        cwd: program.folder,
        // An older Go may fetch the release that go.mod asks for; a workspace around the clone must not interfere.
        env: { ...env, GOTOOLCHAIN: "auto", GOWORK: "off" },
        timeoutMs: limitMs,
    });
    if (code === 0) return;
    const lines = stderr.trim().split("\n").slice(-8);
    throw new Error(
        `go build ${program.package} (needs Go ${program.go}) did not succeed. Its last lines:\n      ${lines.join("\n      ")}`,
    );
}

/** Contains what a build needs of a machine. */
interface BuildMachine {
    readonly env: NodeJS.ProcessEnv;
    readonly home: string;
    readonly log: Log;
}

/** Returns the folder of the cache into which Go builds a program once. Rejects if Go is missing or fails. */
export async function buildOnce(
    name: string,
    pin: GoProgram,
    { env, home, log }: BuildMachine,
    announcement: string,
    fill: (partial: string) => Promise<void> = (partial) => build(pin, partial, env),
): Promise<string> {
    const parts = [name, pin.version, process.platform, process.arch, pin.hash];
    const folder = path.join(cacheRoot(env, home), parts.join("-"));
    await createOnce(folder, limitMs, async (partial) => {
        await requireGo(env);
        log(announcement);
        await fill(partial);
    });
    return folder;
}

/**
 * Builds the engine from the Go module proxy into `folder/bin`. `npmPackage` is the folder of `@pulumi/pulumi`: its
 * host of dynamic resources is copied beside the CLI, where the official release has it.
 */
export async function buildWithGo(
    pins: Pins,
    folder: string,
    npmPackage: string,
    env: NodeJS.ProcessEnv,
    log: Log,
): Promise<void> {
    await requireGo(env);
    const bin = path.join(folder, "bin");
    const startMs = Date.now();
    log(
        `Go builds Pulumi ${pins.pulumi.version} from its module proxy: once, ` +
            "3 minutes on a fast machine and up to 10 on a slow one ...",
    );
    const heartbeat = setInterval(() => {
        log(`  still building, ${Math.round((Date.now() - startMs) / 1000)} s so far`);
    }, heartbeatMs);
    try {
        // The small program is built first, since it fails quickly if the module proxy cannot be reached.
        await build(pins.languageHost, bin, env);
        await build(pins.pulumi, bin, env);
    } finally {
        clearInterval(heartbeat);
    }
    for (const script of ["pulumi-resource-pulumi-nodejs", "pulumi-resource-pulumi-nodejs.cmd"]) {
        await copyFile(path.join(npmPackage, script), path.join(bin, script));
    }
    log(`Pulumi ${pins.pulumi.version} is built, after ${Math.round((Date.now() - startMs) / 1000)} s.`);
}
