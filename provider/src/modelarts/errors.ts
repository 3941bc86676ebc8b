/**
 * What went wrong, in the kinds that a caller has to tell apart.
 * - `settings`: a setting is missing or wrong; nothing was sent
 * - `network`, `timeout`, `certificate`, `redirect`: no response of the service arrived
 * - `unexpected-response`: a response arrived that the service does not give (a proxy's page, an empty body)
 * - `not-offered`: the gateway knows no such API at this endpoint
 * - `not-found`: the service has no such job, for certain
 * - `duplicate-name`, `quota`, `invalid`: the service does not accept such a job
 * - `wrong-status`: the status of the job does not allow the call
 * - `token-expired`, `unauthenticated`, `permission-denied`, `wrong-project`, `account`, `agency`: the credentials, or
 *   what they may do
 * - `throttled`, `server-error`: the service has transient trouble of its own
 * - `wait-timeout`: the job did not reach the desired state in time
 * - `unexpected-state`: the job reached a state that it does not leave by itself, such as `failed`
 * - `cancelled`: the run was cancelled while it waited
 * - `rejected`: the service rejected the request for any other reason
 */
export type ErrorKind =
    | "settings"
    | "network"
    | "timeout"
    | "certificate"
    | "redirect"
    | "unexpected-response"
    | "not-offered"
    | "not-found"
    | "wrong-status"
    | "duplicate-name"
    | "quota"
    | "invalid"
    | "throttled"
    | "token-expired"
    | "unauthenticated"
    | "permission-denied"
    | "wrong-project"
    | "account"
    | "agency"
    | "server-error"
    | "wait-timeout"
    | "unexpected-state"
    | "cancelled"
    | "rejected";

/** Trouble that may be over at the next try. */
export const transientErrors = [
    "network",
    "timeout",
    "throttled",
    "server-error",
    "unexpected-response",
] as const;

/** A job as far as it is known when something goes wrong. */
export interface JobRef {
    readonly id?: string | undefined;
    readonly name?: string | undefined;
}

export interface ErrorDetails {
    readonly kind: ErrorKind;
    /** What was tried, as it continues "Could not …": `stop visualization job "board" (8992)`. */
    readonly operation: string;
    /** What came of it, one sentence without its full stop. */
    readonly reason: string;
    /** What a person does next, whole sentences. */
    readonly hint?: string | undefined;
    /** The service's own answer, where there was one. */
    readonly httpStatus?: number | undefined;
    readonly code?: string | undefined;
    readonly serviceMessage?: string | undefined;
    readonly requestId?: string | undefined;
    /** How long the service asks to wait, in milliseconds. */
    readonly retryAfterMs?: number | undefined;
    readonly job?: JobRef | undefined;
    /** The service may have done what was asked: the request went out, and no clear refusal came back. */
    readonly outcomeUnknown?: boolean | undefined;
}

/** Characters; an advice may list the IDs of many jobs. */
const maxPartLength = 1000;

/**
 * The one error of this package. Told apart by `kind`, never by its text. Its message says what was tried, what came of
 * it, and what to do next; it holds no secret.
 */
export class ModelArtsError extends Error {
    /** What went wrong. */
    readonly kind: ErrorKind;
    /** HTTP status of the service's answer, where there was one. */
    readonly httpStatus: number | undefined;
    /** The service's code, such as `ModelArts.0105`. */
    readonly code: string | undefined;
    /** The service's own words, on one line, without secrets. */
    readonly serviceMessage: string | undefined;
    /** The service's ID of the request. Its support asks for it. */
    readonly requestId: string | undefined;
    /** How long the service asked to wait, in milliseconds. */
    readonly retryAfterMs: number | undefined;
    /** What was tried, as it continues "Could not …". */
    readonly operation: string;
    /** What came of it. */
    readonly reason: string;
    /** The job it was about, as far as it is known: its `id` and `name`. */
    readonly job: JobRef | undefined;
    /** The service may have done what was asked: the request went out, and no clear refusal came back. */
    readonly outcomeUnknown: boolean;

    /** @internal */
    constructor(details: ErrorDetails) {
        // On one line even where an argument, a setting or a name is in it that holds more than one.
        const operation = toOneLine(details.operation, maxPartLength);
        const reason = toOneLine(details.reason, maxPartLength);
        const hint = details.hint === undefined ? "" : ` ${toOneLine(details.hint, maxPartLength)}`;
        super(`Could not ${operation}: ${reason}.${hint}`);
        this.name = "ModelArtsError";
        this.kind = details.kind;
        this.operation = operation;
        this.reason = reason;
        this.httpStatus = details.httpStatus;
        this.code = details.code;
        this.serviceMessage = details.serviceMessage;
        this.requestId = details.requestId;
        this.retryAfterMs = details.retryAfterMs;
        this.job = details.job;
        this.outcomeUnknown = details.outcomeUnknown ?? false;
        // A person reads the sentence; where in this package it was thrown helps nobody and names local paths.
        this.stack = `${this.name}: ${this.message}`;
    }
}

/** The same failure with other words where they say more, such as an advice that knows the job. */
export function withDetails(error: ModelArtsError, changes: Partial<ErrorDetails>): ModelArtsError {
    const {
        kind,
        operation,
        reason,
        httpStatus,
        code,
        serviceMessage,
        requestId,
        retryAfterMs,
        job,
        outcomeUnknown,
    } = error;
    const observedDetails = {
        httpStatus,
        code,
        serviceMessage,
        requestId,
        retryAfterMs,
        job,
        outcomeUnknown,
    };
    return new ModelArtsError({ kind, operation, reason, ...observedDetails, ...changes });
}

/** Whether an error is a {@link ModelArtsError}, of one of these kinds where any are given. */
export function isModelArtsError(error: unknown, ...kinds: readonly ErrorKind[]): error is ModelArtsError {
    return error instanceof ModelArtsError && (kinds.length === 0 || kinds.includes(error.kind));
}

/** What a call gives; `undefined` for a sure "no such job", and for nothing else. */
export async function ignoreNotFound<T>(call: Promise<T>): Promise<T | undefined> {
    try {
        return await call;
    } catch (error) {
        if (isModelArtsError(error, "not-found")) return undefined;
        throw error;
    }
}

/** `visualization job "board" (8992)`, with what is known of it. */
export function describeJob(job: JobRef | undefined): string {
    const name = job?.name === undefined ? "" : ` "${job.name}"`;
    const id = job?.id === undefined ? "" : ` (${job.id})`;
    return `visualization job${name}${id}`;
}

/** On one line and of bounded length, whatever a server sent: no line of a log can be forged with it. */
export function toOneLine(text: string, maxLength = 300): string {
    const line = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
    const characters = Array.from(line.slice(0, maxLength + 1));
    return line.length > maxLength ? `${characters.slice(0, -1).join("")}…` : line;
}
