import type { JobQuery, Jobs } from "../../provider/src/modelarts/job";
import type { Emulator } from "../../emulator/src";
import { all } from "./emulatedClient";

export interface OneCall {
    readonly name: "create" | "list" | "show" | "update" | "stop" | "restart" | "delete";
    /** In what status a job takes the call. */
    readonly status: number;
    readonly run: (jobs: Jobs, id: string) => Promise<unknown>;
}

/** Each call of the service once. */
export const sevenCalls: readonly OneCall[] = [
    { name: "create", status: 8, run: (jobs) => jobs.create({ name: "new", trainUrl: "/bucket/logs/" }) },
    { name: "list", status: 8, run: (jobs) => all(jobs.list()) },
    { name: "show", status: 8, run: (jobs, id) => jobs.get(id) },
    { name: "update", status: 8, run: (jobs, id) => jobs.update(id, { description: "état" }) },
    { name: "stop", status: 8, run: (jobs, id) => jobs.stop(id) },
    { name: "restart", status: 12, run: (jobs, id) => jobs.restart(id) },
    { name: "delete", status: 12, run: (jobs, id) => jobs.delete(id) },
];

export const onJobs = sevenCalls.filter(({ name }) => name !== "create" && name !== "list");

/** Makes a job that takes the call, and makes the call. */
export function perform({ status, run }: OneCall, jobs: Jobs, emulator: Emulator): Promise<unknown> {
    return run(jobs, emulator.makeJob({ status }).id);
}

/** Every parameter of a list. */
export const fullQuery: Required<JobQuery> = {
    status: 8,
    nameContains: "a b+c&d=é",
    workspaceId: "w1",
    sortBy: "createdAt",
    order: "desc",
};
