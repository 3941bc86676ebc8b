import * as v from "valibot";
import type { Control } from "./control";
import type { Delivery } from "./faults/delivery";
import { readFault } from "./faults/fault";
import { jobPatchSchema, jobSetupSchema } from "./jobs/jobSetup";
import { isRecord, parseJson, readObject } from "./json";
import { decodeComponent } from "./query";
import type { IncomingRequest } from "./request";

type Action = (control: Control, id: string, body: () => unknown) => unknown;

/** Maps method and path under /_emulator/ to an action. "*" is the ID of a job. */
const actions: Readonly<Record<string, Action>> = {
    "GET info": (control) => control.info,
    "GET jobs": (control) => control.jobs,
    "POST jobs": (control, _, body) => {
        const input = body();
        const setups = [input].flat().map((one) => readObject(jobSetupSchema, one, "job"));
        const jobs = setups.map((setup) => control.makeJob(setup));
        return Array.isArray(input) ? jobs : jobs[0];
    },
    "GET jobs/*": (control, id) => control.changeJob(id, {}),
    "PUT jobs/*": (control, id, body) => control.changeJob(id, readObject(jobPatchSchema, body(), "job")),
    "DELETE jobs/*": (control, id) => {
        control.removeJob(id);
    },
    "GET requests": (control) => control.requests,
    "DELETE requests": (control) => {
        control.clearRequests();
    },
    "GET faults": (control) => control.faults,
    "POST faults": (control, _, body) => control.injectFault(readFault(body())),
    "DELETE faults": (control) => {
        control.clearFaults();
    },
    "GET options": (control) => control.options,
    "PUT options": (control, _, body) => {
        const changes = body();
        if (!isRecord(changes)) throw new TypeError("Options are an object.");
        control.setOptions(changes);
        return control.options;
    },
    "POST tokens/expire": (control) => {
        control.expireTokens();
    },
    "POST elapse": (control, _, body) => {
        const elapse = v.safeParse(v.object({ seconds: v.pipe(v.number(), v.minValue(0)) }), body());
        if (!elapse.success) throw new TypeError("Time elapses in seconds.");
        control.elapse(elapse.output.seconds);
        return control.jobs;
    },
};

/** Handles a request to the control API over HTTP. Such requests are not recorded and need no credentials. */
export function handleControlRequest(control: Control, { method, path, body }: IncomingRequest): Delivery {
    const resource = path.slice("/_emulator/".length);
    const [, id] = /^jobs\/([^/]+)$/.exec(resource) ?? [];
    const name = `${method} ${id === undefined ? resource : "jobs/*"}`;
    const action = actions[name];
    if (!action) return jsonDelivery(404, { error: `There is no ${name}.`, actions: Object.keys(actions) });
    const readBody = () => {
        const value = parseJson(body.toString("utf8"));
        if (value === undefined) throw new TypeError("The body must be JSON.");
        return value;
    };
    try {
        const result = action(control, decodeComponent(id ?? ""), readBody);
        if (result === undefined) return { kind: "response", status: 204, headers: {}, body: "" };
        return jsonDelivery(method === "POST" ? 201 : 200, result);
    } catch (error) {
        if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
        return jsonDelivery(error instanceof RangeError ? 404 : 400, { error: error.message });
    }
}

function jsonDelivery(status: number, body: unknown): Delivery {
    const headers = { "Content-Type": "application/json" };
    return { kind: "response", status, headers, body: `${JSON.stringify(body)}\n` };
}
