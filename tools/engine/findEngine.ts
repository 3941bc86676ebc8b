import { homedir } from "node:os";
import path from "node:path";

import { chooseEngine, type Attempt, type Step } from "./choice";
import { download, officialSource, type ReleaseSource } from "./download";
import type { Engine, EngineSource, Log } from "./engine";
import { buildWithGo } from "./goBuild";
import { cacheRoot, install, readInstallation } from "./installation";
import { createPathStep } from "./onPath";
import { readPins, type Pins } from "./pins";
import { platformOf, type Platform } from "./platform";

/** All that the search looks at. */
export interface MachineEnvironment {
    readonly env: NodeJS.ProcessEnv;
    readonly home: string;
    /** Undefined where no official release exists. */
    readonly platform: Platform | undefined;
    readonly source: ReleaseSource;
    readonly pins: Pins;
    /** The folder of the npm package `@pulumi/pulumi`. */
    readonly npmPackage: string;
    readonly log: Log;
}

export function describeMachine(): MachineEnvironment {
    return {
        env: process.env,
        home: homedir(),
        platform: platformOf(process.platform, process.arch),
        source: officialSource,
        pins: readPins(),
        npmPackage: path.dirname(require.resolve("@pulumi/pulumi/package.json")),
        log: (line) => process.stderr.write(`${line}\n`),
    };
}

export function cacheFolder({ env, home, pins }: MachineEnvironment): string {
    const name = [pins.pulumi.version, process.platform, process.arch, pins.hash].join("-");
    return path.join(cacheRoot(env, home), name);
}

function createCacheStep(machine: MachineEnvironment): Step {
    const folder = cacheFolder(machine);
    const attempt = (): Promise<Attempt> => {
        const engine = readInstallation(folder, machine.env.PATH);
        return Promise.resolve(
            engine ? { engine } : { passedOver: `nothing in ${folder} yet.`, quiet: true },
        );
    };
    return { name: "cache", attempt };
}

/** A step that installs into the cache. Whatever it throws passes it over. */
function createInstallStep(
    machine: MachineEnvironment,
    name: string,
    from: EngineSource,
    fill: (partial: string) => Promise<void>,
): Step {
    const folder = cacheFolder(machine);
    const attempt = async (): Promise<Attempt> => {
        try {
            await install(folder, { version: machine.pins.pulumi.version, from }, fill);
        } catch (error) {
            return { passedOver: (error as Error).message };
        }
        const engine = readInstallation(folder, machine.env.PATH);
        if (!engine) throw new Error(`${folder} was emptied while it was filled. Run the command again.`);
        return { engine };
    };
    return { name, attempt };
}

function createDownloadStep(machine: MachineEnvironment): Step {
    const { platform, pins, source, log } = machine;
    return createInstallStep(machine, "official release", "download", async (partial) => {
        if (!platform)
            throw new Error(`there is no official release for ${process.platform} on ${process.arch}.`);
        await download(pins.pulumi.version, platform, partial, source, () => {
            log(
                `Downloading Pulumi ${pins.pulumi.version} from ${new URL(source.baseUrl).host} (once, about 100 MB) ...`,
            );
        });
    });
}

function createBuildStep(machine: MachineEnvironment): Step {
    const { pins, npmPackage, env, log } = machine;
    return createInstallStep(machine, "Go", "go", (partial) =>
        buildWithGo(pins, partial, npmPackage, env, log),
    );
}

/**
 * The Pulumi CLI of this machine: the one on PATH where it is new enough, else the one in the cache, else one that is
 * now downloaded or built. Rejects with a sentence that says what was tried and what to do.
 */
export function findEngine(machine: MachineEnvironment = describeMachine()): Promise<Engine> {
    const steps = [
        createPathStep(machine.env, machine.npmPackage),
        createCacheStep(machine),
        createDownloadStep(machine),
        createBuildStep(machine),
    ];
    return chooseEngine(steps, machine.log);
}

const sourceNames: Readonly<Record<EngineSource, string>> = {
    PATH: "found on PATH",
    download: "the official release, kept",
    go: "built by Go, kept",
};

export function describeEngine({ version, from, pulumi }: Engine): string {
    return `Pulumi ${version}, ${sourceNames[from]}: ${pulumi}`;
}
