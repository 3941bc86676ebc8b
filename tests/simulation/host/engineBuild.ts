import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { createOnce } from "../../../tools/engine/createOnce";
import { executable } from "../../../tools/engine/executables";
import { describeMachine, type MachineEnvironment } from "../../../tools/engine/findEngine";
import { build, hasGo } from "../../../tools/engine/goBuild";
import { cacheRoot } from "../../../tools/engine/installation";
import { goRelease, type GoProgram, moduleVersion } from "../../../tools/engine/pins";
import { changeOfEngine, withChangedEngine } from "./engineChange";

const folder = path.join(__dirname, "..", "engine");
const sources = ["pulumi-modelarts", "tests", "simulation", "engine"];
const limitMs = 40 * 60_000;

/** Changes with every change of the program and of the versions that it pins. */
function hashOfSources(): string {
    const hash = createHash("sha256").update(changeOfEngine);
    const names = readdirSync(folder).filter((name) => /\.(?:go|s|mod|sum)$/.test(name));
    for (const name of names.sort()) hash.update(`${name}\n`).update(readFileSync(path.join(folder, name)));
    return hash.digest("hex").slice(0, 12);
}

/**
 * The path of the program that plays histories with Pulumi's engine: the one in the cache, else one that Go builds.
 *
 * @throws Error that says why there is none.
 */
export async function requireEngineFile(machine: MachineEnvironment = describeMachine()): Promise<string> {
    const { env, home, log } = machine;
    const goMod = readFileSync(path.join(folder, "go.mod"), "utf8");
    const version = moduleVersion(goMod, "github.com/pulumi/pulumi/pkg/v3");
    const name = ["simulation", version, process.platform, process.arch, hashOfSources()].join("-");
    const program: GoProgram = {
        folder,
        module: sources.join("/"),
        package: sources.join("/"),
        version,
        go: goRelease(goMod),
    };
    const cached = path.join(cacheRoot(env, home), name);
    try {
        await createOnce(cached, limitMs, async (partial) => {
            if (!(await hasGo(env))) throw new Error("there is no go on PATH.");
            log(`Go builds the engine of the simulation with Pulumi ${version} (once, about 3 minutes) ...`);
            await withChangedEngine(folder, partial, env, (changed) => build(program, partial, changed));
        });
    } catch (error) {
        const reason = (error as Error).message;
        throw new Error(`There is no engine for the simulation, and it cannot be built: ${reason}`, {
            cause: error,
        });
    }
    return path.join(cached, executable("engine"));
}
