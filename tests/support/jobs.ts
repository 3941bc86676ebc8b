import type { Job } from "../../provider/src/modelarts/job";
import { statusOf } from "../../provider/src/modelarts/status";
import { type Place } from "../../provider/src/modelarts/location";
import { type Outputs, outputsOf } from "../../provider/src/properties/state";
import { checkedInputs } from "./inputs";

export const place: Place = { region: "cn-north-4", projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e" };

/** A job as the service shows it; a number is its status. */
export function someJob(status = 8, fields: Partial<Job> = {}): Job {
    return {
        id: "8992",
        name: "board-1",
        description: "",
        status: statusOf(status),
        trainUrl: "/bucket/folder/",
        serviceUrl: "https://console.example.org/8992/",
        createdAt: "2024-01-31T23:59:59.000Z",
        resourceId: "r-1",
        runningSeconds: 90,
        ...fields,
    };
}

/** What is in the state of a resource with these arguments, whose job was last seen so. */
export function stateOf(args: Readonly<Record<string, unknown>>, job: Job = someJob()): Outputs {
    const inputs = checkedInputs(args);
    const own = inputs.visualizationId === undefined ? { name: inputs.name ?? "" } : {};
    return outputsOf(inputs, { ...job, ...own }, place);
}
