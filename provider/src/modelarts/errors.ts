/**
 * What went wrong, as a caller has to tell it apart.
 * - `settings`: a setting is missing or wrong; nothing was sent
 * - `network`, `timeout`, `certificate`, `redirect`: no answer of the service came
 * - `not-the-service`: an answer came that the service does not give (a proxy's page, an empty body)
 * - `not-offered`: the gateway knows no such API at this endpoint
 * - `gone`: a sure "no such job", and nothing else
 * - `duplicate-name`, `quota`, `invalid`: the service does not want such a job
 * - `wrong-status`: what the job is doing does not allow the call; look at the job
 * - `token-expired`, `unauthenticated`, `denied`, `wrong-project`, `account`, `agency`: who asks, or for whom
 * - `throttled`, `service`: passing trouble at the service
 * - `wait`: the job did not reach the state that was waited for
 * - `refused`: any other refusal
 */
export type FailureKind =
    | "settings"
    | "network"
    | "timeout"
    | "certificate"
    | "redirect"
    | "not-the-service"
    | "not-offered"
    | "gone"
    | "wrong-status"
    | "duplicate-name"
    | "quota"
    | "invalid"
    | "throttled"
    | "token-expired"
    | "unauthenticated"
    | "denied"
    | "wrong-project"
    | "account"
    | "agency"
    | "service"
    | "wait"
    | "refused";

/** Trouble that may be over at the next try. */
export const passingTrouble = ["network", "timeout", "throttled", "service", "not-the-service"] as const;

/** A job as far as it is known when something goes wrong. */
export interface JobRef {
    readonly id?: string | undefined;
    readonly name?: string | undefined;
}

export interface FailureDetails {
    readonly kind: FailureKind;
    /** What was tried, as it continues "Could not …": `stop visualization job "board" (8992)`. */
    readonly attempted: string;
    /** What came of it, one sentence without its full stop. */
    readonly because: string;
    /** What a person does next, whole sentences. */
    readonly advice?: string | undefined;
    /** The service's own answer, where there was one. */
    readonly httpStatus?: number | undefined;
    readonly code?: string | undefined;
    readonly serviceMessage?: string | undefined;
    readonly requestId?: string | undefined;
    /** How long the service asks to wait, in milliseconds. */
    readonly retryAfterMs?: number | undefined;
    readonly job?: JobRef | undefined;
    /** The service may have done what was asked: the request went out, and no clear refusal came back. */
    readonly maybeDone?: boolean | undefined;
}

/** Characters; an advice may list the IDs of many jobs. */
const partLimit = 1000;

/**
 * The one error of this package. Told apart by `kind`, never by its text. Its message says what was tried, what came of
 * it, and what to do next; it holds no secret.
 */
export class ModelArtsFailure extends Error {
    /** What went wrong. */
    readonly kind: FailureKind;
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
    readonly attempted: string;
    /** What came of it. */
    readonly because: string;
    /** The job it was about, as far as it is known: its `id` and `name`. */
    readonly job: JobRef | undefined;
    /** The service may have done what was asked: the request went out, and no clear refusal came back. */
    readonly maybeDone: boolean;

    /** @internal */
    constructor(details: FailureDetails) {
        // On one line even where an argument, a setting or a name is in it that holds more than one.
        const attempted = oneLine(details.attempted, partLimit);
        const because = oneLine(details.because, partLimit);
        const advice = details.advice === undefined ? "" : ` ${oneLine(details.advice, partLimit)}`;
        super(`Could not ${attempted}: ${because}.${advice}`);
        this.name = "ModelArtsFailure";
        this.kind = details.kind;
        this.attempted = attempted;
        this.because = because;
        this.httpStatus = details.httpStatus;
        this.code = details.code;
        this.serviceMessage = details.serviceMessage;
        this.requestId = details.requestId;
        this.retryAfterMs = details.retryAfterMs;
        this.job = details.job;
        this.maybeDone = details.maybeDone ?? false;
        // A person reads the sentence; where in this package it was thrown helps nobody and names local paths.
        this.stack = `${this.name}: ${this.message}`;
    }
}

/** The same failure with other words where they say more, such as an advice that knows the job. */
export function reworded(failure: ModelArtsFailure, words: Partial<FailureDetails>): ModelArtsFailure {
    const {
        kind,
        attempted,
        because,
        httpStatus,
        code,
        serviceMessage,
        requestId,
        retryAfterMs,
        job,
        maybeDone,
    } = failure;
    const told = { httpStatus, code, serviceMessage, requestId, retryAfterMs, job, maybeDone };
    return new ModelArtsFailure({ kind, attempted, because, ...told, ...words });
}

/** Whether an error is a {@link ModelArtsFailure}, of one of these kinds where any are given. */
export function isFailure(error: unknown, ...kinds: readonly FailureKind[]): error is ModelArtsFailure {
    return error instanceof ModelArtsFailure && (kinds.length === 0 || kinds.includes(error.kind));
}

/** What a call gives; `undefined` for a sure "no such job", and for nothing else. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
    try {
        return await call;
    } catch (error) {
        if (isFailure(error, "gone")) return undefined;
        throw error;
    }
}

/** `visualization job "board" (8992)`, with what is known of it. */
export function nameOf(job: JobRef | undefined): string {
    const name = job?.name === undefined ? "" : ` "${job.name}"`;
    const id = job?.id === undefined ? "" : ` (${job.id})`;
    return `visualization job${name}${id}`;
}

/** On one line and of bounded length, whatever a server sent: no line of a log can be forged with it. */
export function oneLine(text: string, limit = 300): string {
    const line = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
    const characters = Array.from(line.slice(0, limit + 1));
    return line.length > limit ? `${characters.slice(0, -1).join("")}…` : line;
}
