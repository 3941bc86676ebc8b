import path from "node:path";
import type { Lifecycle } from "../../provider/src/lifecycle/lifecycle";
import type { Machine } from "../../provider/src/lifecycle/machine";
import type { Inputs, Resource } from "../../provider/src/properties/inputs";
import { ProcessesOfHome } from "./engineRuns";
import type { SettingValues } from "./settings";
import { urnOf } from "./urns";

export const boardUrn = urnOf("board", { type: "pulumi-nodejs:dynamic/modelarts:VisualizationJob" });
export const board: Resource = {
    urn: boardUrn,
    inputs: { name: "board", trainUrl: "/bucket/logs/", deletionPolicy: "delete" },
};
export const boardWith = (inputs: Inputs): Resource => ({ ...board, inputs: { ...board.inputs, ...inputs } });

/** Makes a machine on which the CLI uses this backend. */
export const machineWith = (backend: string): Machine => ({
    environment: { PULUMI_HOME: "/home/.pulumi", PULUMI_BACKEND_URL: backend },
});

/** Starts runs of one stack, each in a new process, that end in the middle of a create or just after it. */
export class InterruptedRuns extends ProcessesOfHome {
    start(machine: Machine = {}, settings: SettingValues = {}): Lifecycle {
        return this.startLifecycle(machine, settings);
    }

    /** Creates a job whose ID the engine, killed at once, does not store in the state. */
    async createAndKill(resource: Resource, machine: Machine = {}): Promise<string> {
        const { id } = await this.start(machine).create(resource);
        this.emulator.clearRequests();
        return id;
    }

    /** Creates a job, after which the engine ends the process at once. */
    async createAndEnd(resource: Resource): Promise<string> {
        const run = this.start();
        const { id } = await run.create(resource);
        run.close();
        this.emulator.clearRequests();
        return id;
    }

    /** Makes a create whose response is lost; its search fails too. With `reset-before` the request does not arrive. */
    async loseCreate(kind: "reset-before" | "reset-after", run = this.start()): Promise<void> {
        this.emulator.injectFault({ match: { call: "create" }, kind });
        this.emulator.injectFault({ match: { call: "list" }, times: 4, response: { status: 503 } });
        await expect(run.create(board)).rejects.toMatchObject({ outcomeUnknown: true });
    }

    /** Returns the files of the pending create records. */
    get records(): readonly string[] {
        return this.home.names.filter((name) => path.basename(path.dirname(name)) === "creating");
    }
}

/** Returns the name that a resource gets if its inputs have none. */
export function automaticName(
    run: Lifecycle,
    inputs: Readonly<Record<string, unknown>> = {},
    urn = boardUrn,
): string | undefined {
    const all = { trainUrl: "/bucket/logs/", ...inputs };
    return run.check({}, { urn, inputs: all }).inputs.name;
}
