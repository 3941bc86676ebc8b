import type { Job } from "../../provider/src/modelarts/job";
import { statusFromCode } from "../../provider/src/modelarts/status";
import { type JobLocation } from "../../provider/src/modelarts/location";
import { encodeState, type ResourceState, toState } from "../../provider/src/properties/state";
import { validResource } from "./inputs";

export const jobLocation: JobLocation = {
    region: "cn-north-4",
    projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e",
};

/** Makes a job as the client reads it from a response. */
export function sampleJob(statusCode = 8, fields: Partial<Job> = {}): Job {
    return {
        id: "8992",
        name: "board-1",
        description: "",
        status: statusFromCode(statusCode),
        trainUrl: "/bucket/folder/",
        serviceUrl: "https://console.example.org/8992/",
        createdAt: "2024-01-31T23:59:59.000Z",
        resourceId: "r-1",
        runningSeconds: 90,
        ...fields,
    };
}

/** Makes the state of a resource with these arguments and this observed job. */
export function resourceState(
    args: Readonly<Record<string, unknown>>,
    job: Job = sampleJob(),
): ResourceState {
    const resource = validResource(args);
    const { inputs } = resource;
    const own = inputs.visualizationId === undefined ? { name: inputs.name ?? "" } : {};
    return toState(resource, { ...job, ...own }, jobLocation);
}

/** Makes that state as the dynamic provider returns it to the engine. */
export function stateOf(
    args: Readonly<Record<string, unknown>>,
    job?: Job,
): Readonly<Record<string, unknown>> {
    return encodeState(resourceState(args, job));
}
