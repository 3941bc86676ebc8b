import type { Connection } from "../../provider/src/modelarts/connect";
import type { Emulator } from "../../emulator/src";
import type { Values } from "./settings";
import { noKey } from "./emulatedClient";
import { type OneCall, sevenCalls } from "./apiCalls";

export type NineCallName = OneCall["name"] | "projects" | "tokens";

/** One call of the client that makes the service see one call of that name, where nothing goes wrong. */
export interface NineCall {
    readonly name: NineCallName;
    /** What is set on top of the usual. */
    readonly values: (emulator: Emulator) => Values;
    /** Makes what the call needs, if anything; gives the ID of the job that it is about. */
    readonly prepare: (emulator: Emulator) => string;
    readonly run: (connection: Connection, id: string) => Promise<unknown>;
    /** What it gives where all goes well. */
    readonly value: (emulator: Emulator, id: string) => unknown;
    /** Whether the service has done it; left out where there is nothing to be done. */
    readonly did?: (emulator: Emulator, id: string) => boolean;
}

const unset: Values = { "huaweicloud:projectId": "" };

export function withPassword({ info }: Emulator): Values {
    return {
        ...noKey,
        "huaweicloud:userName": info.userName,
        "huaweicloud:password": info.password,
        "huaweicloud:domainName": info.domainName,
    };
}

const onJob = (emulator: Emulator, id: string) => emulator.job(id);
type Rest = Pick<NineCall, "value" | "did">;

const rest: Readonly<Record<OneCall["name"], Rest>> = {
    create: {
        value: ({ jobs: [job] }) => expect.objectContaining({ id: job?.id, name: "new" }) as unknown,
        did: ({ jobs }) => jobs.length === 1,
    },
    list: { value: (_, id) => [expect.objectContaining({ id }) as unknown] },
    show: { value: (_, id) => expect.objectContaining({ id }) as unknown },
    update: { value: () => undefined, did: (one, id) => onJob(one, id)?.description === "état" },
    stop: { value: () => undefined, did: (one, id) => onJob(one, id)?.status !== 8 },
    restart: { value: () => undefined, did: (one, id) => onJob(one, id)?.status !== 12 },
    delete: { value: () => undefined, did: (one, id) => onJob(one, id)?.status !== 12 },
};

/** The seven calls of the service, and the two of IAM. */
export const nineCalls: readonly NineCall[] = [
    ...sevenCalls.map(({ name, status, run }: OneCall) => ({
        name,
        values: () => ({}),
        prepare: (emulator: Emulator) => (name === "create" ? "" : emulator.makeJob({ status }).id),
        run: ({ jobs }: Connection, id: string) => run(jobs, id),
        ...rest[name],
    })),
    {
        name: "projects",
        values: () => unset,
        prepare: () => "",
        run: ({ projectId }) => projectId(),
        value: ({ info }) => info.projectId,
    },
    {
        name: "tokens",
        values: (emulator) => ({ ...unset, ...withPassword(emulator) }),
        prepare: () => "",
        run: ({ projectId }) => projectId(),
        value: ({ info }) => info.projectId,
    },
];
