import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { hashOf } from "../../../tools/engine/createOnce";
import { executable } from "../../../tools/engine/executables";
import { describeMachine, type MachineEnvironment } from "../../../tools/engine/findEngine";
import { build, buildOnce } from "../../../tools/engine/goBuild";
import { goRelease, moduleVersion, type SeparatePin } from "../../../tools/engine/pins";
import { changeOfEngine, withChangedEngine } from "./engineChange";

const folder = path.join(__dirname, "..", "engine");
const sources = ["pulumi-modelarts", "tests", "simulation", "engine"];

/** Returns a hash that changes with every change of the program and of the versions that it pins. */
function hashOfSources(): string {
    const names = readdirSync(folder).filter((name) => /\.(?:go|s|mod|sum)$/.test(name));
    const files = names.sort().flatMap((name) => [`${name}\n`, readFileSync(path.join(folder, name))]);
    return hashOf(changeOfEngine, ...files);
}

/**
 * Finds the path of the program that plays histories with Pulumi's engine. It is in the cache, or else Go builds it.
 *
 * @throws Error that says why there is none.
 */
export async function requireEngineFile(machine: MachineEnvironment = describeMachine()): Promise<string> {
    const goMod = readFileSync(path.join(folder, "go.mod"), "utf8");
    const version = moduleVersion(goMod, "github.com/pulumi/pulumi/pkg/v3");
    const program: SeparatePin = {
        folder,
        module: sources.join("/"),
        package: sources.join("/"),
        version,
        go: goRelease(goMod),
        hash: hashOfSources(),
    };
    const announcement = `Go builds the engine of the simulation with Pulumi ${version} (once, about 3 minutes) ...`;
    try {
        const buildFolder = await buildOnce("simulation", program, machine, announcement, (partial) =>
            withChangedEngine(folder, partial, machine.env, (env) => build(program, partial, env)),
        );
        return path.join(buildFolder, executable("engine"));
    } catch (error) {
        const reason = (error as Error).message;
        throw new Error(`There is no engine for the simulation, and it cannot be built: ${reason}`, {
            cause: error,
        });
    }
}
