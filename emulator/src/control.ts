import type { Delivery } from "./faults/delivery";
import type { FaultSpec, FaultView } from "./faults/fault";
import { readFault } from "./faults/readFault";
import type { IncomingRequest } from "./incomingRequest";
import type { EmulatorInfo } from "./info";
import type { JobView } from "./jobs/job";
import { checkJobPatch, checkJobSetup, type JobPatch, type JobSetup } from "./jobs/jobAdmin";
import type { Options } from "./options/options";
import { isRecord, toNumber } from "./options/spec";
import { decodeComponent } from "./query";
import type { RecordedRequest } from "./requestLog";

/** What the control API does with an emulator. */
interface ControlledEmulator {
    readonly info: EmulatorInfo;
    readonly jobs: readonly JobView[];
    readonly requests: readonly RecordedRequest[];
    readonly faults: readonly FaultView[];
    readonly options: Readonly<Options>;
    makeJob(setup: JobSetup): JobView;
    changeJob(id: string, patch: JobPatch): JobView;
    removeJob(id: string): void;
    clearRequests(): void;
    injectFault(fault: FaultSpec): FaultView;
    clearFaults(): void;
    setOptions(changes: Readonly<Record<string, unknown>>): void;
    expireTokens(): void;
    elapse(seconds: number): void;
}

type Action = (emulator: ControlledEmulator, argument: string, body: () => unknown) => unknown;

/** By method and path under /_emulator/; "*" is the ID of a job. */
const actions: Readonly<Record<string, Action>> = {
    "GET info": (emulator) => emulator.info,
    "GET jobs": (emulator) => emulator.jobs,
    "POST jobs": (emulator, _, body) => {
        const input = body();
        const setups = Array.isArray(input) ? input.map(checkJobSetup) : [checkJobSetup(input)];
        const jobs = setups.map((order) => emulator.makeJob(order));
        return Array.isArray(input) ? jobs : jobs[0];
    },
    "GET jobs/*": (emulator, id) => emulator.changeJob(id, {}),
    "PUT jobs/*": (emulator, id, body) => emulator.changeJob(id, checkJobPatch(body())),
    "DELETE jobs/*": (emulator, id) => {
        emulator.removeJob(id);
    },
    "GET requests": (emulator) => emulator.requests,
    "DELETE requests": (emulator) => {
        emulator.clearRequests();
    },
    "GET faults": (emulator) => emulator.faults,
    "POST faults": (emulator, _, body) => emulator.injectFault(readFault(body())),
    "DELETE faults": (emulator) => {
        emulator.clearFaults();
    },
    "GET options": (emulator) => emulator.options,
    "PUT options": (emulator, _, body) => {
        const input = body();
        if (!isRecord(input)) throw new TypeError("Options are an object.");
        emulator.setOptions(input);
        return emulator.options;
    },
    "POST tokens/expire": (emulator) => {
        emulator.expireTokens();
    },
    "POST elapse": (emulator, _, body) => {
        const input = body();
        const seconds = isRecord(input) && typeof input.seconds === "number" ? input.seconds : toNumber("");
        if (!(seconds >= 0)) throw new TypeError("Time elapses in seconds.");
        emulator.elapse(seconds);
        return emulator.jobs;
    },
};

/** The control API over HTTP. Its requests are not recorded and need no credentials. */
export class Control {
    constructor(private readonly emulator: ControlledEmulator) {}

    handle(incoming: IncomingRequest): Delivery {
        const path = incoming.path.slice("/_emulator/".length);
        const [, id = ""] = /^jobs\/([^/]+)$/.exec(path) ?? [];
        const name = `${incoming.method} ${id === "" ? path : "jobs/*"}`;
        const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
        if (!action)
            return jsonDelivery(404, { error: `There is no ${name}.`, actions: Object.keys(actions) });
        try {
            const result = action(this.emulator, decodeComponent(id), () => bodyOf(incoming));
            if (result === undefined) return { kind: "response", status: 204, headers: {}, body: "" };
            return jsonDelivery(incoming.method === "POST" ? 201 : 200, result);
        } catch (error) {
            if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
            return jsonDelivery(error instanceof RangeError ? 404 : 400, { error: error.message });
        }
    }
}

function bodyOf(incoming: IncomingRequest): unknown {
    try {
        return JSON.parse(incoming.body.toString("utf8"));
    } catch {
        throw new TypeError("The body must be JSON.");
    }
}

function jsonDelivery(status: number, body: unknown): Delivery {
    const headers = { "Content-Type": "application/json" };
    return { kind: "response", status, headers, body: `${JSON.stringify(body)}\n` };
}
