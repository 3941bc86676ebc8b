import { fillHint, type ServiceContext, type RequestContext, readResponse } from "./responses";
import type { Authenticator } from "./authenticator";
import type { Clock } from "../clock";
import { isModelArtsError, type ModelArtsError, withDetails } from "../errors";
import type { Limits } from "../limits";
import type { RateLimiter } from "./rateLimiter";
import { RequestSlots } from "./requestSlots";
import { computeRetryDelay, type RetryPolicy } from "./retry";
import { percentEncode, type HttpRequest } from "./request";
import type { Transport } from "./transport";
import {
    assertNotCancelled,
    endedRunError,
    queueError,
    throttledError,
    awaitBeforeSend,
} from "./unsentRequest";

/** One call of a service: the request, and how its response is read. */
export interface ApiRequest<T> extends RequestContext<T>, Limits {
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    /** The path below the endpoint, percent-encoded. */
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    /** JSON text. Where it is left out, the request has no body at all. */
    readonly body?: string;
    /** Whether sending the request twice has the same effect as sending it once. */
    readonly idempotent: boolean;
    /** Ends the call until its request is sent. A request that is sent is not interrupted, and not sent again. */
    readonly signalUntilSent?: AbortSignal | undefined;
    /** Sends the request once, whatever the error. */
    readonly noRetry?: boolean | undefined;
    /** The service may not accept this kind of credential here: a rejection says nothing about it for other requests. */
    readonly mayNotFitCredential?: boolean;
}

export interface HttpClientOptions {
    readonly transport: Transport;
    readonly authenticator: Authenticator;
    readonly service: Omit<ServiceContext, "now"> & {
        /** Name of the service in signatures. */
        readonly id: "modelarts" | "iam";
    };
    /** Headers that every request has. */
    readonly headers: Readonly<Record<string, string>>;
    readonly retryPolicy: RetryPolicy;
    /** All clients of this endpoint share it. */
    readonly rateLimiter: RateLimiter;
    readonly clock: Clock;
    /** Returns a number from 0 to 1. */
    readonly random: () => number;
    /** Whether the run for which the requests are sent goes on. It is asked before each one that changes something. */
    readonly isRunAlive: () => Promise<boolean>;
}

/**
 * Headers of every request. Both references of ModelArts call `Content-Type` mandatory, also for a request without a
 * body. `X-Language` sets the language of the service's messages.
 */
const commonHeaders = {
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-Language": "en-us",
} as const;

/** Maximum number of concurrent requests. More would not end sooner, and would all be throttled together. */
const maxInFlight = 32;

/**
 * Client of one service at one endpoint: authenticates, sends, retries where that is safe, and reads the response.
 */
export class HttpClient {
    private readonly slots: RequestSlots;

    constructor(private readonly options: HttpClientOptions) {
        this.slots = new RequestSlots(options.clock, maxInFlight);
    }

    async send<T>(request: ApiRequest<T>): Promise<T> {
        const { authenticator, clock, rateLimiter, retryPolicy, random } = this.options;
        const limits = limitsOf(request);
        let isRefreshed = false;
        let lastError: ModelArtsError | undefined;
        for (let attempt = 0; ;) {
            const outcome = await this.attempt(request, limits, lastError);
            if (outcome.error === undefined) return outcome.value;
            const { error, headers } = outcome;
            lastError = error;
            if (!isRefreshed && request.mayNotFitCredential !== true) {
                isRefreshed = await awaitBeforeSend(
                    request,
                    error,
                    authenticator.refresh(error, headers, limits),
                );
                if (isRefreshed) continue;
            }
            const mayRetry = request.noRetry !== true;
            const delay = mayRetry
                ? computeRetryDelay(error, attempt++, request.idempotent, retryPolicy, random())
                : undefined;
            const isThrottled = error.kind === "throttled";
            // The other calls slow down, whether this one is retried or not.
            if (isThrottled) rateLimiter.onThrottled(delay ?? error.retryAfterMs ?? retryPolicy.retryDelayMs);
            if (delay === undefined || clock.monotonicNow() + delay > deadlineOf(limits)) throw error;
            limits.onRetry?.(error);
            if (!isThrottled) await clock.sleep(delay, limits.signal);
        }
    }

    /** Makes one attempt when the rate limiter allows it. Rejects where nothing was sent. */
    private async attempt<T>(
        request: ApiRequest<T>,
        limits: Limits,
        lastError: ModelArtsError | undefined,
    ): Promise<Outcome<T>> {
        const { authenticator } = this.options;
        assertNotCancelled(request, lastError);
        if (authenticator.prepare !== undefined)
            await awaitBeforeSend(request, lastError, authenticator.prepare(limits));
        const timeoutError = () => lastError ?? queueError(request);
        const slot = this.slots.acquire(limits, timeoutError);
        const release = await awaitBeforeSend(request, lastError, slot);
        try {
            const send = () => this.sendOnce(request, limits, lastError);
            if (authenticator.gate === undefined || request.mayNotFitCredential === true) return await send();
            const { operation, job } = request;
            const outcome = authenticator.gate.pass({ operation, job, limits, timeoutError }, send);
            return await awaitBeforeSend(request, lastError, outcome);
        } finally {
            release();
        }
    }

    private async sendOnce<T>(
        request: ApiRequest<T>,
        limits: Limits,
        lastError: ModelArtsError | undefined,
    ): Promise<Outcome<T>> {
        const { authenticator, rateLimiter, service } = this.options;
        const isAdmitted = await rateLimiter.acquire(deadlineOf(limits), limits.signal);
        assertNotCancelled(request, lastError);
        if (!isAdmitted) throw lastError ?? throttledError(request, service.displayName);
        const httpRequest = this.buildRequest(request);
        // Each attempt has its own headers, since a signature is bound to its time.
        const authentication = authenticator.authenticate(httpRequest, service.id, limits);
        const headers = await awaitBeforeSend(request, lastError, authentication);
        if (request.method !== "GET" && !(await this.options.isRunAlive()))
            throw endedRunError(request, lastError);
        assertNotCancelled(request, lastError);
        try {
            const signedRequest = { ...httpRequest, headers: { ...httpRequest.headers, ...headers } };
            return { value: await this.sendAndRead(request, signedRequest) };
        } catch (error) {
            if (!isModelArtsError(error)) throw error;
            if (error.httpStatus !== undefined && error.kind !== "throttled") rateLimiter.onSuccess();
            return { error: this.addHint(error, request), headers };
        }
    }

    private async sendAndRead<T>(request: ApiRequest<T>, httpRequest: HttpRequest): Promise<T> {
        const response = await this.options.transport.send(httpRequest, {
            operation: request.operation,
            job: request.job,
            idempotent: request.idempotent,
            signal: request.signal,
        });
        const value = readResponse(request, response, {
            ...this.options.service,
            now: this.options.clock.timeOfDay(),
        });
        this.options.rateLimiter.onSuccess();
        return value;
    }

    /** Adds the hint of an expired credential, and to that of an endpoint that does not respond. */
    private addHint(error: ModelArtsError, request: ApiRequest<unknown>): ModelArtsError {
        const { authenticator, service } = this.options;
        if (error.kind === "token-expired")
            return withDetails(error, { hint: fillHint(authenticator.expiredHint, request, service) });
        const { alternativeHint } = service;
        const isUnreachable = error.kind === "network" || error.kind === "timeout";
        if (alternativeHint === undefined || !isUnreachable) return error;
        return withDetails(error, { hint: `${error.hint ?? ""} ${alternativeHint}` });
    }

    private buildRequest(request: ApiRequest<unknown>): HttpRequest {
        const url = new URL(this.options.service.endpoint + request.path);
        url.search = Object.entries(request.query ?? {})
            .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
            .join("&");
        const { method, body } = request;
        const headers = { ...commonHeaders, ...this.options.headers };
        return { method, url, headers, ...(body === undefined ? {} : { body }) };
    }
}

type Outcome<T> =
    | { readonly value: T; readonly error?: never }
    | { readonly error: ModelArtsError; readonly headers: Readonly<Record<string, string>> };

/** Returns the limits of a request that is not sent yet. */
function limitsOf(request: ApiRequest<unknown>): Limits {
    const { signal, signalUntilSent, onRetry } = request;
    return {
        signal: signal ?? signalUntilSent,
        onRetry,
        get deadline() {
            return request.deadline;
        },
    };
}

function deadlineOf({ deadline = Infinity }: Limits): number {
    return deadline;
}
