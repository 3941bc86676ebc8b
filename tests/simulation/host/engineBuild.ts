import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { executable } from "../../../tools/engine/executables";
import { describeMachine, type MachineEnvironment } from "../../../tools/engine/findEngine";
import { build, buildOnce } from "../../../tools/engine/goBuild";
import { readGoProgram } from "../../../tools/engine/pins";
import { changeOfEngine, withChangedEngine } from "./engineChange";

const folder = path.join(__dirname, "..", "engine");
const packageName = "pulumi-modelarts/tests/simulation/engine";

/** Reads all that the built program depends on: its sources, the versions that it pins, and the changed engine. */
function readSources(): (string | Buffer)[] {
    const names = readdirSync(folder).filter((name) => /\.(?:go|s|mod|sum)$/.test(name));
    const files = names.sort().flatMap((name) => [`${name}\n`, readFileSync(path.join(folder, name))]);
    return [changeOfEngine, ...files];
}

/**
 * Finds the path of the program that plays histories with Pulumi's engine. It is in the cache, or else Go builds it.
 *
 * @throws Error that says why there is none.
 */
export async function requireEngineFile(machine: MachineEnvironment = describeMachine()): Promise<string> {
    const module = "github.com/pulumi/pulumi/pkg/v3";
    const program = readGoProgram(folder, module, packageName, readSources());
    const announcement = `Go builds the engine of the simulation with Pulumi ${program.version} (once, about 3 minutes) ...`;
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
