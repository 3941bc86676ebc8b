import type { ApiConnection } from "../../provider/src/modelarts/connect";
import type { JobsClient } from "../../provider/src/modelarts/job";
import type { Emulator } from "../../emulator/src";
import { collect, passwordSettings } from "./emulatedClient";
import type { SettingValues } from "./settings";

/** Each of these calls sends one request. */
export type JobCalls = Omit<JobsClient, "waitFor">;

export interface JobApiCall {
    readonly name: "create" | "list" | "show" | "update" | "stop" | "restart" | "delete";
    /** A job in this status accepts the call. */
    readonly status: number;
    readonly run: (jobs: JobCalls, id: string) => Promise<unknown>;
}

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

/** Makes a job that accepts the call, and makes the call. */
export function performCall(
    { status, run }: JobApiCall,
    jobs: JobCalls,
    emulator: Emulator,
): Promise<unknown> {
    return run(jobs, emulator.makeJob({ status }).id);
}

export type ApiCallName = JobApiCall["name"] | "projects" | "tokens";

/** Describes one call of the job API or of IAM, with its expected result. */
export interface ApiCall {
    readonly name: ApiCallName;
    /** Returns the settings that are added to the required ones. */
    readonly values: (emulator: Emulator) => SettingValues;
    /** Makes the job that the call needs, if any, and returns its ID. */
    readonly prepare: (emulator: Emulator) => string;
    readonly run: (connection: ApiConnection, id: string) => Promise<unknown>;
    /** Returns the expected result. */
    readonly value: (emulator: Emulator, id: string) => unknown;
    /** Returns whether the service has done the work. A call that only reads has no such function. */
    readonly isDone?: (emulator: Emulator, id: string) => boolean;
}

const statusOf = (emulator: Emulator, id: string) => emulator.job(id)?.status;

const expectations: Readonly<Record<JobApiCall["name"], Pick<ApiCall, "value" | "isDone">>> = {
    create: {
        value: ({ jobs: [job] }) => expect.objectContaining({ id: job?.id, name: "new" }) as unknown,
        isDone: ({ jobs }) => jobs.length === 1,
    },
    list: { value: (_, id) => [expect.objectContaining({ id }) as unknown] },
    show: { value: (_, id) => expect.objectContaining({ id }) as unknown },
    update: { value: () => undefined, isDone: (emulator, id) => emulator.job(id)?.description === "état" },
    stop: { value: () => undefined, isDone: (emulator, id) => statusOf(emulator, id) !== 8 },
    restart: { value: () => undefined, isDone: (emulator, id) => statusOf(emulator, id) !== 12 },
    delete: { value: () => undefined, isDone: (emulator, id) => statusOf(emulator, id) !== 12 },
};

const withoutProjectId: SettingValues = { "huaweicloud:projectId": "" };

/** Contains the seven calls of the job API, and the project lookup and the authentication of IAM. */
export const apiCalls: readonly ApiCall[] = [
    ...jobApiCalls.map(({ name, status, run }) => ({
        name,
        values: () => ({}),
        prepare: (emulator: Emulator) => (name === "create" ? "" : emulator.makeJob({ status }).id),
        run: ({ jobs }: ApiConnection, id: string) => run(jobs, id),
        ...expectations[name],
    })),
    {
        name: "projects",
        values: () => withoutProjectId,
        prepare: () => "",
        run: ({ projectId }) => projectId(),
        value: ({ info }) => info.projectId,
    },
    {
        name: "tokens",
        values: (emulator) => ({ ...withoutProjectId, ...passwordSettings(emulator) }),
        prepare: () => "",
        run: ({ projectId }) => projectId(),
        value: ({ info }) => info.projectId,
    },
];
