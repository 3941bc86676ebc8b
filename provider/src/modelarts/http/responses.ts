import { type ErrorMeaning, findMeaning, lockedAccessKey } from "./errorCodes";
import { type ErrorDetails, type ErrorKind, type JobRef, ModelArtsError, toOneLine } from "../errors";
import { parseRetryAfter } from "./retry";
import type { HttpResponse } from "./transport";
import { readJson, readErrorResponse, type ErrorResponse } from "./body";

/** The service that sent a response, and the time by this machine's clock. */
export interface ServiceContext {
    /** Name of the service in messages: `ModelArts`, `IAM`. */
    readonly displayName: string;
    readonly endpoint: string;
    readonly region: string;
    /** Milliseconds since 1970. */
    readonly now: number;
    /** What to try, besides the hint of the error, where the endpoint does not respond. */
    readonly alternativeHint?: string | undefined;
    /** The credential is a token, or a user name and a password. */
    readonly usesToken: boolean;
    /** Removes secrets from text that a server sent. */
    readonly redact: (text: string) => string;
}

/** The request of a response. */
export interface RequestContext<T> {
    readonly operation: string;
    /** Reads the value; `undefined` where the JSON is not a response of the service. */
    readonly parse: (json: unknown, headers: HttpResponse["headers"]) => T | undefined;
    readonly job?: JobRef | undefined;
    /** The IAM action that allows the call. */
    readonly iamAction?: string;
    /** Hints for some kinds of errors, which replace the general ones. */
    readonly hints?: Partial<Readonly<Record<ErrorKind, string>>>;
}

/** Returns the value of a response. Throws a `ModelArtsError`, whose kind the error code decides, then the HTTP status. */
export function readResponse<T>(
    context: RequestContext<T>,
    response: HttpResponse,
    service: ServiceContext,
): T {
    if (response.status >= 300 && response.status < 400) throw redirectError(context, response, service);
    const json = readJson(response.text);
    const isSuccess = response.status >= 200 && response.status < 300;
    const errorResponse = readErrorResponse(json);
    if (errorResponse !== undefined) throw rejectionError(context, response, service, errorResponse);
    const value = isSuccess ? context.parse(json, response.headers) : undefined;
    if (value === undefined) throw unexpectedResponseError(context, response, service);
    return value;
}

/** A message names the clock as a cause where it is off by more than this: a signature is valid for 15 minutes. */
const clockToleranceMs = 5 * 60_000;

function rejectionError(
    context: RequestContext<unknown>,
    response: HttpResponse,
    service: ServiceContext,
    errorResponse: ErrorResponse,
): ModelArtsError {
    const code =
        errorResponse.code === String(response.status)
            ? undefined
            : sanitize(errorResponse.code, 40, service);
    const message = sanitize(errorResponse.message, 300, service);
    const meaning = findMeaning(response.status, code, message);
    // "No such job" is certain only where the call was about one job.
    const kind = meaning.kind === "not-found" && context.job?.id === undefined ? "invalid" : meaning.kind;
    const requestId = sanitize(errorResponse.requestId ?? response.headers["x-request-id"], 80, service);
    const responseParts = [
        String(response.status),
        code,
        message && `"${message}"`,
        requestId && `(request ID ${requestId})`,
    ];
    return new ModelArtsError({
        kind,
        operation: context.operation,
        reason: `${service.displayName} responded with ${responseParts.filter(Boolean).join(" ")}`,
        hint: createHint(meaning, context, response, service),
        code,
        serviceMessage: message,
        ...responseDetails(context, response, service),
        requestId,
        // A service that is throttled inside may have carried out the request before.
        outcomeUnknown: kind === "server-error" || (kind === "throttled" && response.status >= 500),
    });
}

function createHint(
    meaning: ErrorMeaning,
    context: RequestContext<unknown>,
    response: HttpResponse,
    service: ServiceContext,
): string | undefined {
    const serverTimeMs = parseServerTime(response);
    const mayBeSignature =
        meaning.kind === "unauthenticated" && meaning !== lockedAccessKey && !service.usesToken;
    if (mayBeSignature && Math.abs(serverTimeMs - service.now) > clockToleranceMs) {
        const [localTime, serviceTime] = [service.now, serverTimeMs].map((time) =>
            new Date(time).toISOString(),
        );
        return `Set the clock of this machine: it says ${localTime}, the service says ${serviceTime}, and signatures are bound to the time.`;
    }
    const { hint, tokenHint = hint } = meaning;
    const text = context.hints?.[meaning.kind] ?? (service.usesToken ? tokenHint : hint);
    return text === undefined ? undefined : fillHint(text, context, service);
}

/** Fills `{action}` and `{where}`. */
export function fillHint(
    hint: string,
    { iamAction = "for this call" }: Pick<RequestContext<unknown>, "iamAction">,
    { region, endpoint }: Pick<ServiceContext, "region" | "endpoint">,
): string {
    return hint.replace("{action}", iamAction).replace("{where}", `region ${region}, endpoint ${endpoint}`);
}

function redirectError(
    context: RequestContext<unknown>,
    response: HttpResponse,
    service: ServiceContext,
): ModelArtsError {
    const target = sanitize(response.headers["location"], 200, service) ?? "an unnamed address";
    return new ModelArtsError({
        kind: "redirect",
        operation: context.operation,
        reason: `${service.endpoint} redirects to ${target}, and redirects are not followed`,
        hint: "Set the endpoint to the address of the service itself.",
        ...responseDetails(context, response, service),
    });
}

function unexpectedResponseError(
    context: RequestContext<unknown>,
    response: HttpResponse,
    service: ServiceContext,
): ModelArtsError {
    const { status, headers, text } = response;
    const { kind } = status < 300 ? { kind: "unexpected-response" as const } : findMeaning(status, undefined);
    const isTransient = kind === "throttled" || kind === "server-error";
    const type = sanitize(headers["content-type"], 60, service) ?? "no content type";
    const excerpt = sanitize(text, 80, service) ?? "";
    const bodyText = excerpt === "" ? "an empty body" : `"${excerpt}"`;
    return new ModelArtsError({
        kind: isTransient ? kind : "unexpected-response",
        operation: context.operation,
        reason: `the response of ${service.endpoint} is not from ${service.displayName}: HTTP status ${status}, ${type}, ${bodyText}`,
        hint: "Check the endpoint, and whether a proxy or a login page stands before it.",
        ...responseDetails(context, response, service),
        outcomeUnknown: status < 300 || kind === "server-error",
    });
}

function responseDetails(
    context: RequestContext<unknown>,
    response: HttpResponse,
    service: ServiceContext,
): Partial<ErrorDetails> {
    return {
        job: context.job,
        httpStatus: response.status,
        requestId: sanitize(response.headers["x-request-id"], 80, service),
        serverTime: parseServerTime(response) || undefined,
        retryAfterMs: parseRetryAfter(
            response.headers["retry-after"],
            parseServerTime(response) || service.now,
        ),
    };
}

/** Returns the service's time in milliseconds since 1970, or `NaN` where the response has none. */
function parseServerTime(response: HttpResponse): number {
    return Date.parse(response.headers["date"] ?? "");
}

function sanitize(
    text: string | undefined,
    maxLength: number,
    { redact }: ServiceContext,
): string | undefined {
    return text === undefined ? undefined : toOneLine(redact(text), maxLength);
}
