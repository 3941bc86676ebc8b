import type { ErrorKind } from "../../../provider/src/modelarts/errors";
import type { SettingValues } from "../../support/settings";
import type { ApiCallName } from "../../support/allCalls";

/** `?`: the service may have done it, and the failure says so. */
type Outcome = "value" | ErrorKind | `${ErrorKind}?`;
type ReadCall = "list" | "show" | "projects" | "tokens";
type WriteCall = Exclude<ApiCallName, ReadCall | "create">;

/** What comes out; how many requests the service sees; and what it has done in the end. */
type ReadOutcome = `${Exclude<Outcome, `${string}?`>}, ${number}`;
type WriteOutcome = `${Outcome}, ${number}, ${"done" | "nothing"}`;
/** After the plus: how often the job is looked for. */
type CreateOutcome = `${Outcome}, ${number}+${number}, ${"done" | "nothing"}`;

export type ExpectedOutcomes = Readonly<
    Record<ReadCall, ReadOutcome> & Record<WriteCall, WriteOutcome> & Record<"create", CreateOutcome>
>;

/** Two retries; the limit of a request is short where it is waited for, and far away where it is not. */
export function retrySettingsFor(outcomes: ExpectedOutcomes): SettingValues {
    return {
        "huaweicloud:maxRetries": "2",
        "modelarts:retryDelay": "0.002",
        "modelarts:requestTimeout": outcomes.stop.startsWith("timeout") ? "1" : "30",
    };
}

/** One outcome for all reads, one for all writes. */
export function sameOutcomes(
    read: ReadOutcome,
    write: WriteOutcome,
    create: CreateOutcome,
): ExpectedOutcomes {
    return {
        create,
        list: read,
        show: read,
        projects: read,
        tokens: read,
        update: write,
        stop: write,
        restart: write,
        delete: write,
    };
}

/** What is the same twice as once is repeated, and succeeds. */
export function repeatedOutcomes(write: WriteOutcome, create: CreateOutcome): ExpectedOutcomes {
    return { ...sameOutcomes("value, 2", write, create), update: "value, 2, done" };
}
