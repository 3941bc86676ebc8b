import type { ApiConnection } from "../../provider/src/modelarts/connect";
import type { Emulator } from "../../emulator/src";
import type { SettingValues } from "./settings";
import { withoutAccessKey } from "./emulatedClient";
import { type JobApiCall, jobApiCalls } from "./apiCalls";

export type ApiCallName = JobApiCall["name"] | "projects" | "tokens";

/** One call of the client that makes the service see one call of that name, where nothing goes wrong. */
export interface ApiCall {
    readonly name: ApiCallName;
    /** What is set on top of the usual. */
    readonly values: (emulator: Emulator) => SettingValues;
    /** Makes what the call needs, if anything; gives the ID of the job that it is about. */
    readonly prepare: (emulator: Emulator) => string;
    readonly run: (connection: ApiConnection, id: string) => Promise<unknown>;
    /** What it gives where all goes well. */
    readonly value: (emulator: Emulator, id: string) => unknown;
    /** Whether the service has done it; left out where there is nothing to be done. */
    readonly did?: (emulator: Emulator, id: string) => boolean;
}

const withoutProjectId: SettingValues = { "huaweicloud:projectId": "" };

export function passwordSettings({ info }: Emulator): SettingValues {
    return {
        ...withoutAccessKey,
        "huaweicloud:userName": info.userName,
        "huaweicloud:password": info.password,
        "huaweicloud:domainName": info.domainName,
    };
}

const findJob = (emulator: Emulator, id: string) => emulator.job(id);
type Expectation = Pick<ApiCall, "value" | "did">;

const expectations: Readonly<Record<JobApiCall["name"], Expectation>> = {
    create: {
        value: ({ jobs: [job] }) => expect.objectContaining({ id: job?.id, name: "new" }) as unknown,
        did: ({ jobs }) => jobs.length === 1,
    },
    list: { value: (_, id) => [expect.objectContaining({ id }) as unknown] },
    show: { value: (_, id) => expect.objectContaining({ id }) as unknown },
    update: { value: () => undefined, did: (one, id) => findJob(one, id)?.description === "état" },
    stop: { value: () => undefined, did: (one, id) => findJob(one, id)?.status !== 8 },
    restart: { value: () => undefined, did: (one, id) => findJob(one, id)?.status !== 12 },
    delete: { value: () => undefined, did: (one, id) => findJob(one, id)?.status !== 12 },
};

/** The seven calls of the service, and the two of IAM. */
export const apiCalls: readonly ApiCall[] = [
    ...jobApiCalls.map(({ name, status, run }: JobApiCall) => ({
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
