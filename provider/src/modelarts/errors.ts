/**
 * Kind of an error, for programs that handle errors differently.
 * - `settings`: a setting is missing or wrong; nothing was sent to ModelArts
 * - `network`, `timeout`, `certificate`, `redirect`: no response of the service arrived
 * - `unexpected-response`: a response arrived that the service never sends (a proxy's page, an empty body)
 * - `not-offered`: the gateway knows no such API at this endpoint
 * - `not-found`: it is certain that the service has no such job
 * - `duplicate-name`, `quota`, `invalid`: the service does not accept such a job
 * - `wrong-status`: the status of the job does not allow the call
 * - `token-expired`, `unauthenticated`, `permission-denied`, `wrong-project`, `account`, `agency`: the service does not
 *   accept the credentials, or they do not allow the call
 * - `throttled`, `server-error`: the service has a transient problem of its own
 * - `wait-timeout`: the job did not reach the desired state in time
 * - `unexpected-state`: the job reached a state that it does not leave by itself, such as `failed`
 * - `cancelled`: the run was cancelled while it waited, or before a request was sent
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

/** Kinds of errors that may pass: a later request may succeed. */
export const transientErrors = [
    "network",
    "timeout",
    "throttled",
    "server-error",
    "unexpected-response",
] as const;

/** The parts of a job that are known when an error occurs. */
export interface JobRef {
    readonly id?: string | undefined;
    readonly name?: string | undefined;
}

export interface ErrorDetails {
    readonly kind: ErrorKind;
    /** The operation that failed, as it follows "Could not": `stop visualization job "board" (8992)`. */
    readonly operation: string;
    /** The reason of the failure, one sentence without its full stop. */
    readonly reason: string;
    /** The next step for the user, in whole sentences. */
    readonly hint?: string | undefined;
    /** Parts of the service's response, if one arrived. */
    readonly httpStatus?: number | undefined;
    readonly code?: string | undefined;
    readonly serviceMessage?: string | undefined;
    readonly requestId?: string | undefined;
    /** Time that the service asks to wait, in milliseconds. */
    readonly retryAfterMs?: number | undefined;
    /** The service's time of the response, in milliseconds since 1970. */
    readonly serverTime?: number | undefined;
    readonly job?: JobRef | undefined;
    /** The service may have carried out the request: it was sent, and no clear rejection arrived. */
    readonly outcomeUnknown?: boolean | undefined;
    /** The name of the host does not resolve. */
    readonly hostNotFound?: boolean | undefined;
}

/** Maximum length of a part in characters. A hint may list the IDs of many jobs. */
const maxPartLength = 1000;

/**
 * The error of every call. Programs distinguish errors by `kind`, not by text. The message has the operation, the reason
 * and a hint for the next step, and contains no secret.
 */
export class ModelArtsError extends Error {
    /** Kind of the error. */
    readonly kind: ErrorKind;
    /** HTTP status of the response; `undefined` where no response arrived. */
    readonly httpStatus: number | undefined;
    /** The service's error code, such as `ModelArts.0105`. */
    readonly code: string | undefined;
    /** The service's error message, on one line, without secrets. */
    readonly serviceMessage: string | undefined;
    /** The service's ID of the request, for its support. */
    readonly requestId: string | undefined;
    /** Time that the service asked to wait, in milliseconds. */
    readonly retryAfterMs: number | undefined;
    /** The service's time of the response, in milliseconds since 1970; `undefined` where it is not known. */
    readonly serverTime: number | undefined;
    /** The operation that failed, as it follows "Could not" in the message. */
    readonly operation: string;
    /** The reason of the failure, without the full stop that it has in the message. */
    readonly reason: string;
    /** The next step for the user, as at the end of the message; `undefined` where there is none to name. */
    readonly hint: string | undefined;
    /** The job of the operation: its `id` and `name`, if they are known. */
    readonly job: JobRef | undefined;
    /** Whether the service may have carried out the request: it was sent, and no clear rejection arrived. */
    readonly outcomeUnknown: boolean;
    /** Whether the name of the host, or of the proxy, does not resolve. A misspelt region or endpoint is the usual cause. */
    readonly hostNotFound: boolean;

    /** @internal */
    constructor(details: ErrorDetails) {
        // An argument, a setting or a name in the text may contain line breaks.
        const operation = toOneLine(details.operation, maxPartLength);
        const reason = toOneLine(details.reason, maxPartLength);
        const hint = details.hint === undefined ? undefined : toOneLine(details.hint, maxPartLength);
        super(`Could not ${operation}: ${reason}.${hint === undefined ? "" : ` ${hint}`}`);
        this.name = "ModelArtsError";
        this.kind = details.kind;
        this.operation = operation;
        this.reason = reason;
        this.hint = hint;
        this.httpStatus = details.httpStatus;
        this.code = details.code;
        this.serviceMessage = details.serviceMessage;
        this.requestId = details.requestId;
        this.retryAfterMs = details.retryAfterMs;
        this.serverTime = details.serverTime;
        this.job = details.job;
        this.outcomeUnknown = details.outcomeUnknown ?? false;
        this.hostNotFound = details.hostNotFound ?? false;
        // The place in this package does not help the user, and it contains local paths.
        this.stack = `${this.name}: ${this.message}`;
    }

    /** The console, and Pulumi for an error that no one handles, show the sentence and no fields. */
    [Symbol.for("nodejs.util.inspect.custom")](): string {
        return this.stack ?? this.message;
    }
}

/** Returns the same error with some details replaced, and without its hint unless a new one is given. */
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
        serverTime,
        job,
        outcomeUnknown,
        hostNotFound,
    } = error;
    return new ModelArtsError({
        kind,
        operation,
        reason,
        httpStatus,
        code,
        serviceMessage,
        requestId,
        retryAfterMs,
        serverTime,
        job,
        outcomeUnknown,
        hostNotFound,
        ...changes,
    });
}

/** Returns whether an error is a {@link ModelArtsError}; with kinds, whether it is of one of them. */
export function isModelArtsError(error: unknown, ...kinds: readonly ErrorKind[]): error is ModelArtsError {
    return error instanceof ModelArtsError && (kinds.length === 0 || kinds.includes(error.kind));
}

/** Resolves with the result of a call, or with `undefined` where it rejects with kind `not-found`. */
export async function ignoreNotFound<T>(call: Promise<T>): Promise<T | undefined> {
    try {
        return await call;
    } catch (error) {
        if (isModelArtsError(error, "not-found")) return undefined;
        throw error;
    }
}

/** Returns text like `visualization job "board" (8992)`, with the known parts of the job. */
export function describeJob(job: JobRef | undefined): string {
    const name = job?.name === undefined ? "" : ` "${job.name}"`;
    const id = job?.id === undefined ? "" : ` (${job.id})`;
    return `visualization job${name}${id}`;
}

/** Returns text of a server on one line and of bounded length, so that it cannot forge a line of a log. */
export function toOneLine(text: string, maxLength = 300): string {
    const line = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
    const characters = Array.from(line.slice(0, maxLength + 1));
    return line.length > maxLength ? `${characters.slice(0, -1).join("")}…` : line;
}
