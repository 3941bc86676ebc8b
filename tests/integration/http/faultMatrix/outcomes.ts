import type { Effect } from "../../../../emulator/src";
import type { ErrorKind } from "../../../../provider/src/modelarts/errors";
import type { SettingValues } from "../../../support/settings";
import type { ApiCallName } from "../../../support/apiCalls";

/** The outcome of a call. With `?`, the error says that the outcome is unknown. */
type Outcome = "value" | ErrorKind | `${ErrorKind}?`;
type ReadCall = "list" | "show" | "projects" | "tokens";
type WriteCall = Exclude<ApiCallName, ReadCall | "create">;

/**
 * The outcome of a read: the value or the error kind, and the number of requests. For a write, whether the service did
 * the work comes after them.
 */
type ReadOutcome = `${Exclude<Outcome, `${string}?`>}, ${number}`;
type Work = "done" | "nothing";
type WriteOutcome = `${Outcome}, ${number}, ${Work}`;
/** The outcome of a create. The number after the plus is that of the lists that search for the job. */
type CreateOutcome = `${Outcome}, ${number}+${number}, ${Work}`;

export interface FaultMatrixRow {
    readonly fault: string;
    readonly effect: Effect & { readonly carryOut?: boolean };
    readonly why: string;
    /** The outcomes with the fault at the first request only. */
    readonly once: ExpectedOutcomes;
    /** The outcomes with the fault at every request of the call; left out where no call is retried. */
    readonly always?: ExpectedOutcomes;
}

export type ExpectedOutcomes = Readonly<
    Record<ReadCall, ReadOutcome> & Record<WriteCall, WriteOutcome> & Record<"create", CreateOutcome>
>;

/**
 * Returns settings with two retries. The request timeout is short where the test waits for it, and long where it must
 * not expire.
 */
export function retrySettingsFor(outcomes: ExpectedOutcomes): SettingValues {
    return {
        "huaweicloud:maxRetries": "2",
        "modelarts:retryDelay": "0.002",
        "modelarts:requestTimeout": outcomes.stop.startsWith("timeout") ? "1" : "30",
    };
}

/** Makes one outcome for all reads, one for all writes, and one for create. */
export function sameOutcomes(
    read: ReadOutcome,
    write: WriteOutcome,
    create: CreateOutcome,
): ExpectedOutcomes {
    const reads = { list: read, show: read, projects: read, tokens: read };
    return { create, ...reads, update: write, stop: write, restart: write, delete: write };
}

/** Makes the outcomes of an error after which nothing is retried, since the service has done nothing. */
export function rejectedOutcomes(kind: ErrorKind): ExpectedOutcomes {
    return sameOutcomes(`${kind}, 1`, `${kind}, 1, nothing`, `${kind}, 1+0, nothing`);
}

/**
 * Makes the outcomes of an error that leaves the outcome unknown, and after which nothing is retried. A create searches
 * for its job.
 */
export function unknownOutcome(kind: ErrorKind, work: Work): ExpectedOutcomes {
    return sameOutcomes(`${kind}, 1`, `${kind}?, 1, ${work}`, createOutcome(kind, work));
}

/**
 * Makes the outcomes of an error that leaves the outcome unknown. Reads and the update are retried, and succeed at the
 * second attempt.
 */
export function transientOnce(kind: ErrorKind, work: Work): Pick<FaultMatrixRow, "once"> {
    const outcomes = sameOutcomes("value, 2", `${kind}?, 1, ${work}`, createOutcome(kind, work));
    return { once: { ...outcomes, update: "value, 2, done" } };
}

/** Makes the same, and the outcomes where the error comes at every attempt. */
export function transient(kind: ErrorKind, work: Work): Required<Pick<FaultMatrixRow, "once" | "always">> {
    const outcomes = sameOutcomes(`${kind}, 3`, `${kind}?, 1, ${work}`, createOutcome(kind, work));
    return { ...transientOnce(kind, work), always: { ...outcomes, update: `${kind}?, 3, ${work}` } };
}

/** Makes the outcomes of an error that says that nothing was done, so every call is retried. */
export function throttledOutcomes(): Required<Pick<FaultMatrixRow, "once" | "always">> {
    return {
        once: sameOutcomes("value, 2", "value, 2, done", "value, 2+0, done"),
        always: sameOutcomes("throttled, 3", "throttled, 3, nothing", "throttled, 3+0, nothing"),
    };
}

/** Makes the outcome of a create: it finds its job where the service has done the work. */
function createOutcome(kind: ErrorKind, work: Work): CreateOutcome {
    return work === "done" ? "value, 1+1, done" : `${kind}?, 1+4, nothing`;
}
