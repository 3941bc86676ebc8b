import type { Emulator, StartOptions } from "../../emulator/src";
import type { Lifecycle } from "../../provider/src/lifecycle/lifecycle";
import type { Machine } from "../../provider/src/lifecycle/machine";
import { systemClock } from "../../provider/src/modelarts/clock";
import type { Resource } from "../../provider/src/properties/inputs";
import type { ResourceState } from "../../provider/src/properties/state";
import { twoProjects, useEmulator } from "./emulatedClient";
import { MemoryFiles } from "./memoryFiles";
import type { SettingValues } from "./settings";
import { newLifecycle } from "./testLifecycle";
import { urnOf } from "./urns";

/** The state has such a resource from an earlier run. */
export interface ExistingResource {
    readonly id: string;
    readonly state: ResourceState;
    readonly resource: Resource;
}

/** Starts provider processes that share the home of a user. */
export class ProcessesOfHome {
    readonly home = new MemoryFiles();
    readonly warnings: string[] = [];

    constructor(protected readonly emulator: Emulator) {}

    protected startLifecycle(machine: Machine, settings: SettingValues, signal?: AbortSignal): Lifecycle {
        const messages = {
            progress: () => undefined,
            warn: (_: string | undefined, text: string) => void this.warnings.push(text),
        };
        return newLifecycle(this.emulator, { files: this.home, ...machine }, { messages, signal }, settings);
    }
}

/** Starts runs of the engine, with their provider processes, on one machine. */
class EngineRuns extends ProcessesOfHome {
    private processCount = 0;

    /** Starts a process of the engine run at this address. Waits for other resources are short. */
    startProcess(engineAddress: string, settings: SettingValues = {}, signal?: AbortSignal): Lifecycle {
        const clock = {
            ...systemClock,
            sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 20, signal),
        };
        const processId = ++this.processCount;
        const machine = { clock, engineAddress, processId, isProcessAlive: () => true };
        // Limits of calls are sleeps too. On a busy machine a twentieth of the usual limit is too short.
        return this.startLifecycle(machine, { "modelarts:waitTimeout": "100", ...settings }, signal);
    }

    /** Starts the only process of a new run. */
    start(settings: SettingValues = {}, signal?: AbortSignal): Lifecycle {
        return this.startProcess(`127.0.0.1:${1000 + this.processCount}`, settings, signal);
    }

    async createExisting(name: string, inputs: object): Promise<ExistingResource> {
        const run = this.start();
        const resource = check(run, name, inputs);
        const { id, state } = await run.create(resource);
        run.close();
        return { id, state, resource };
    }
}

/** Checks a resource and returns it with its inputs. @throws Error where the check finds a failure. */
export function check(run: Lifecycle, name: string, inputs: object, olds: object = {}): Resource {
    const urn = urnOf(name);
    const result = run.check({ ...olds }, { urn, inputs: { ...inputs } });
    if (result.failures.length > 0) throw new Error(JSON.stringify(result.failures));
    return { urn, inputs: result.inputs };
}

/** Checks a resource of the state, and compares it. */
export function checkAndDiff(
    run: Lifecycle,
    existing: ExistingResource,
    name: string,
    inputs: object,
): Resource {
    const resource = check(run, name, inputs, existing.resource.inputs);
    run.diff(existing.id, existing.state, resource);
    return resource;
}

/** Starts an emulator with two projects for all tests of a file, and for each test a machine of its own. */
export function useEngineRuns(options: StartOptions = {}) {
    const emulator = useEmulator({ boot: 0.05, stop: 0.05, projects: twoProjects, ...options });
    let runs: EngineRuns;
    beforeEach(() => {
        runs = new EngineRuns(emulator());
    });
    return {
        emulator,
        runs: () => runs,
        /** Returns the jobs of the service, such as `8992 RUNNING`. */
        service: () => emulator().jobs.map(({ id, statusName }) => `${id} ${statusName}`),
    };
}
