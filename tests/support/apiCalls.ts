import type { JobQuery, JobsClient } from "../../provider/src/modelarts/job";
import type { Emulator } from "../../emulator/src";
import { collect } from "./emulatedClient";

export interface JobApiCall {
    readonly name: "create" | "list" | "show" | "update" | "stop" | "restart" | "delete";
    /** In what status a job takes the call. */
    readonly status: number;
    readonly run: (jobs: JobsClient, id: string) => Promise<unknown>;
}

/** Each call of the service once. */
export const jobApiCalls: readonly JobApiCall[] = [
    { name: "create", status: 8, run: (jobs) => jobs.create({ name: "new", trainUrl: "/bucket/logs/" }) },
    { name: "list", status: 8, run: (jobs) => collect(jobs.list()) },
    { name: "show", status: 8, run: (jobs, id) => jobs.get(id) },
    { name: "update", status: 8, run: (jobs, id) => jobs.update(id, { description: "état" }) },
    { name: "stop", status: 8, run: (jobs, id) => jobs.stop(id) },
    { name: "restart", status: 12, run: (jobs, id) => jobs.restart(id) },
    { name: "delete", status: 12, run: (jobs, id) => jobs.delete(id) },
];

export const callsOnOneJob = jobApiCalls.filter(({ name }) => name !== "create" && name !== "list");

/** Makes a job that takes the call, and makes the call. */
export function performCall(
    { status, run }: JobApiCall,
    jobs: JobsClient,
    emulator: Emulator,
): Promise<unknown> {
    return run(jobs, emulator.makeJob({ status }).id);
}

/** Every parameter of a list. */
export const queryWithAllParameters: Required<JobQuery> = {
    status: 8,
    nameContains: "a b+c&d=é",
    workspaceId: "w1",
    sortBy: "createdAt",
    order: "desc",
};
