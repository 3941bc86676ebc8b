import { homedir } from "node:os";
import path from "node:path";

import { chooseEngine, type Attempt, type Step } from "./choice";
import { download, officialSource, type Source } from "./download";
import type { Engine, EngineSource, Say } from "./engine";
import { buildWithGo } from "./goBuild";
import { cacheRoot, install, readInstallation } from "./installation";
import { onPath } from "./onPath";
import { readPins, type Pins } from "./pins";
import { platformOf, type Platform } from "./platform";

/** All that the search looks at. */
export interface Surroundings {
    readonly env: NodeJS.ProcessEnv;
    readonly home: string;
    /** Undefined where no official release exists. */
    readonly platform: Platform | undefined;
    readonly source: Source;
    readonly pins: Pins;
    /** The folder of the npm package `@pulumi/pulumi`. */
    readonly npmPackage: string;
    readonly say: Say;
}

export function thisMachine(): Surroundings {
    return {
        env: process.env,
        home: homedir(),
        platform: platformOf(process.platform, process.arch),
        source: officialSource,
        pins: readPins(),
        npmPackage: path.dirname(require.resolve("@pulumi/pulumi/package.json")),
        say: (line) => process.stderr.write(`${line}\n`),
    };
}

export function cacheFolder({ env, home, pins }: Surroundings): string {
    const name = [pins.pulumi.version, process.platform, process.arch, pins.hash].join("-");
    return path.join(cacheRoot(env, home), name);
}

function fromCache(around: Surroundings): Step {
    const folder = cacheFolder(around);
    const attempt = (): Promise<Attempt> => {
        const engine = readInstallation(folder, around.env.PATH);
        return Promise.resolve(
            engine ? { engine } : { passedOver: `nothing in ${folder} yet.`, quiet: true },
        );
    };
    return { name: "cache", attempt };
}

/** A step that installs into the cache. Whatever it throws passes it over. */
function installing(
    around: Surroundings,
    name: string,
    from: EngineSource,
    fill: (partial: string) => Promise<void>,
): Step {
    const folder = cacheFolder(around);
    const attempt = async (): Promise<Attempt> => {
        try {
            await install(folder, { version: around.pins.pulumi.version, from }, fill);
        } catch (error) {
            return { passedOver: (error as Error).message };
        }
        const engine = readInstallation(folder, around.env.PATH);
        if (!engine) throw new Error(`${folder} was emptied while it was filled. Run the command again.`);
        return { engine };
    };
    return { name, attempt };
}

function downloading(around: Surroundings): Step {
    const { platform, pins, source, say } = around;
    return installing(around, "official release", "download", async (partial) => {
        if (!platform)
            throw new Error(`there is no official release for ${process.platform} on ${process.arch}.`);
        await download(pins.pulumi.version, platform, partial, source, () => {
            say(
                `Downloading Pulumi ${pins.pulumi.version} from ${new URL(source.baseUrl).host} (once, about 100 MB) ...`,
            );
        });
    });
}

function building(around: Surroundings): Step {
    const { pins, npmPackage, env, say } = around;
    return installing(around, "Go", "go", (partial) => buildWithGo(pins, partial, npmPackage, env, say));
}

/**
 * The Pulumi CLI of this machine: the one on PATH where it is new enough, else the one in the cache, else one that is
 * now downloaded or built. Rejects with a sentence that says what was tried and what to do.
 */
export function findEngine(around: Surroundings = thisMachine()): Promise<Engine> {
    const steps = [
        onPath(around.env, around.npmPackage),
        fromCache(around),
        downloading(around),
        building(around),
    ];
    return chooseEngine(steps, around.say);
}

const origins: Readonly<Record<EngineSource, string>> = {
    PATH: "found on PATH",
    download: "the official release, kept",
    go: "built by Go, kept",
};

export function describeEngine({ version, from, pulumi }: Engine): string {
    return `Pulumi ${version}, ${origins[from]}: ${pulumi}`;
}
