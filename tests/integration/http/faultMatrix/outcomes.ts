import type { Effect } from "../../../../emulator/src";
import type { ErrorKind } from "../../../../provider/src/modelarts/errors";
import type { SettingValues } from "../../../support/settings";
import type { ApiCallName } from "../../../support/apiCalls";

/** With `?`, the error says that the outcome is unknown. */
type Outcome = "value" | ErrorKind | `${ErrorKind}?`;
type ReadCall = "list" | "show" | "projects" | "tokens";
type WriteCall = Exclude<ApiCallName, ReadCall | "create">;

/** The value or the error kind; the number of requests; whether the service did the work. */
type ReadOutcome = `${Exclude<Outcome, `${string}?`>}, ${number}`;
type WriteOutcome = `${Outcome}, ${number}, ${"done" | "nothing"}`;
/** After the plus: the number of lists that search for the job. */
type CreateOutcome = `${Outcome}, ${number}+${number}, ${"done" | "nothing"}`;

export interface FaultMatrixRow {
    readonly fault: string;
    readonly effect: Effect & { readonly carryOut?: boolean };
    readonly why: string;
    /** With the fault at the first request only. */
    readonly once: ExpectedOutcomes;
    /** With the fault at every request of the call; left out where no call is retried. */
    readonly always?: ExpectedOutcomes;
}

export type ExpectedOutcomes = Readonly<
    Record<ReadCall, ReadOutcome> & Record<WriteCall, WriteOutcome> & Record<"create", CreateOutcome>
>;

/** Two retries. The request timeout is short where the test waits for it, and long where it must not expire. */
export function retrySettingsFor(outcomes: ExpectedOutcomes): SettingValues {
    return {
        "huaweicloud:maxRetries": "2",
        "modelarts:retryDelay": "0.002",
        "modelarts:requestTimeout": outcomes.stop.startsWith("timeout") ? "1" : "30",
    };
}

/** One outcome for all reads, one for all writes, one for create. */
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

/** Reads and the update succeed at the second attempt, the other calls are not retried. */
export function retriedOutcomes(write: WriteOutcome, create: CreateOutcome): ExpectedOutcomes {
    return { ...sameOutcomes("value, 2", write, create), update: "value, 2, done" };
}
