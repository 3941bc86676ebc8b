import { homedir } from "node:os";
import path from "node:path";

import type { Engine, Log } from "./engine";
import { buildWithGo } from "./goBuild";
import { cacheRoot, install, readInstallation } from "./installation";
import { installOfficialRelease } from "./officialRelease";
import { findOnPath, oldestEngine } from "./onPath";
import { readPins, type Pins } from "./pins";

/** Contains everything outside this repository on which the search depends. */
export interface MachineEnvironment {
    readonly env: NodeJS.ProcessEnv;
    readonly home: string;
    readonly pins: Pins;
    /** Is the folder of the npm package `@pulumi/pulumi`. */
    readonly npmPackage: string;
    readonly log: Log;
}

export function describeMachine(): MachineEnvironment {
    return {
        env: process.env,
        home: homedir(),
        pins: readPins(),
        npmPackage: path.dirname(require.resolve("@pulumi/pulumi/package.json")),
        log: (line) => process.stderr.write(`${line}\n`),
    };
}

export function cacheFolder({ env, home, pins }: MachineEnvironment): string {
    const name = [pins.pulumi.version, process.platform, process.arch, pins.hash].join("-");
    return path.join(cacheRoot(env, home), name);
}

/**
 * Finds the Pulumi CLI of this machine: the one on PATH if it is new enough, else the one in the cache, else the
 * official release, else one that Go builds. The latter two are kept in the cache.
 *
 * @throws Error if there is none. Its message says what was tried and what to do.
 */
export async function findEngine(machine: MachineEnvironment = describeMachine()): Promise<Engine> {
    const { env, npmPackage, pins, log } = machine;
    const { version } = pins.pulumi;
    const onPath = await findOnPath(env, npmPackage);
    if (onPath && "pulumi" in onPath) return onPath;
    if (onPath) log(onPath.problem);

    const folder = cacheFolder(machine);
    const reasons = [`PATH: ${onPath?.problem ?? "there is no pulumi."}`];
    const attempt = async (from: Engine["from"], fill: (partial: string) => Promise<void>) => {
        const installation = readInstallation(folder, env.PATH);
        if (installation) return installation;
        try {
            await install(folder, { version, from }, fill);
        } catch (error) {
            const { message } = error as Error;
            reasons.push(`${from === "go" ? "Go" : "official release"}: ${message}`);
            if (from !== "go") log(message);
        }
        return readInstallation(folder, env.PATH);
    };
    const engine =
        (await attempt("download", async (partial) => {
            log(`Downloading Pulumi ${version} from get.pulumi.com (once, about 100 MB) ...`);
            await installOfficialRelease(version, partial, env);
        })) ?? (await attempt("go", (partial) => buildWithGo(pins, partial, npmPackage, env, log)));
    if (engine) return engine;
    throw new Error(
        [
            "No Pulumi CLI was found, and none could be made:",
            ...reasons.map((reason) => `  - ${reason}`),
            `Install Pulumi ${oldestEngine} or newer (https://www.pulumi.com/docs/install/), or Go (https://go.dev/dl/), ` +
                "and run the command again. Where the module proxy of Go cannot be reached, set GOPROXY to a mirror.",
        ].join("\n"),
    );
}

const sourceNames: Readonly<Record<Engine["from"], string>> = {
    PATH: "found on PATH",
    download: "the official release, kept",
    go: "built by Go, kept",
};

export function describeEngine({ version, from, pulumi }: Engine): string {
    return `Pulumi ${version}, ${sourceNames[from]}: ${pulumi}`;
}
