import pLimit from "p-limit";
import { type Answerer, type Question, valueOf } from "./responses";
import type { Auth } from "./authenticator";
import type { Clock } from "../clock";
import { isFailure, ModelArtsFailure, reworded } from "../errors";
import type { Pace } from "./rateLimiter";
import { retryDelay, type RetryPolicy } from "./retry";
import { encode, type UnsignedRequest } from "./request";
import type { Transport } from "./transport";

/** One call of a service: what to send, and how to read what comes back. */
export interface Call<T> extends Question<T> {
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    /** Below the endpoint, percent-encoded. */
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    /** JSON. Left out: the request has no body at all. */
    readonly body?: string;
    /** Doing it twice is the same as doing it once. */
    readonly repeatable: boolean;
    readonly signal?: AbortSignal | undefined;
    /** Milliseconds since 1970; no attempt begins after it. */
    readonly deadline?: number | undefined;
    /** Not worth a second try. */
    readonly passing?: boolean | undefined;
}

export interface ExchangeParts {
    readonly transport: Transport;
    readonly auth: Auth;
    readonly service: Omit<Answerer, "now"> & {
        /** As signatures name it. */ readonly id: "modelarts" | "iam";
    };
    /** Headers of every request. */
    readonly headers: Readonly<Record<string, string>>;
    readonly retry: RetryPolicy;
    /** Shared by all who call this endpoint. */
    readonly pace: Pace;
    readonly clock: Clock;
    /** From 0 to 1. */
    readonly random: () => number;
}

/** More at once would not be served sooner, and would all be refused together. */
const underWayLimit = 32;

/** One service at one endpoint: authorises, sends, tries again where that is safe, and reads the answer. */
export class Exchange {
    private readonly underWay = pLimit(underWayLimit);

    constructor(private readonly parts: ExchangeParts) {}

    async call<T>(call: Call<T>): Promise<T> {
        const { auth, clock, pace, retry, random } = this.parts;
        const deadline = call.deadline ?? Infinity;
        let renewed = false;
        let last: ModelArtsFailure | undefined;
        for (let attempt = 0; ;) {
            const outcome = await this.underWay(() => this.attempt(call, deadline, last));
            if (!("failure" in outcome)) return outcome.value;
            const { failure, headers } = outcome;
            last = failure;
            if (!renewed && (await auth.renew(failure, headers, deadline))) {
                renewed = true;
                continue;
            }
            if (failure.kind === "token-expired") throw reworded(failure, { advice: auth.whenExpired });
            const again = call.passing !== true;
            const delay = again
                ? retryDelay(failure, attempt++, call.repeatable, retry, random())
                : undefined;
            const throttled = failure.kind === "throttled";
            // Whether this call goes on or not: the others are to slow down.
            if (throttled) pace.throttled(delay ?? failure.retryAfterMs ?? retry.retryDelayMs);
            if (delay === undefined || clock.now() + delay > deadline) throw failure;
            if (!throttled) await clock.sleep(delay, call.signal);
        }
    }

    /** One attempt, when its turn has come. Rejects where it is not even made. */
    private async attempt<T>(
        call: Call<T>,
        deadline: number,
        last: ModelArtsFailure | undefined,
    ): Promise<{ value: T } | { failure: ModelArtsFailure; headers: Readonly<Record<string, string>> }> {
        const { auth, pace, service } = this.parts;
        call.signal?.throwIfAborted();
        if (!(await pace.turn(deadline, call.signal))) throw last ?? this.noTurn(call);
        const request = this.request(call);
        // Each attempt is authorised anew: a signature is bound to its time.
        const headers = await auth.headersFor(request, service.id, deadline);
        try {
            const signed = { ...request, headers: { ...request.headers, ...headers } };
            return { value: await this.send(call, signed) };
        } catch (error) {
            if (!isFailure(error)) throw error;
            if (error.httpStatus !== undefined && error.kind !== "throttled") pace.served();
            return { failure: error, headers };
        }
    }

    private async send<T>(call: Call<T>, request: UnsignedRequest): Promise<T> {
        const answer = await this.parts.transport.send(request, {
            attempted: call.attempted,
            job: call.job,
            repeatable: call.repeatable,
            signal: call.signal,
        });
        const value = valueOf(call, answer, { ...this.parts.service, now: this.parts.clock.now() });
        this.parts.pace.served();
        return value;
    }

    private noTurn(call: Call<unknown>): ModelArtsFailure {
        return new ModelArtsFailure({
            kind: "throttled",
            attempted: call.attempted,
            because: `${this.parts.service.title} throttles requests, and the time for this one is over`,
            advice: "Try again later, or with fewer resources at once (`--parallel`).",
            job: call.job,
        });
    }

    private request(call: Call<unknown>): UnsignedRequest {
        const url = new URL(this.parts.service.endpoint + call.path);
        url.search = Object.entries(call.query ?? {})
            .map(([name, value]) => `${encode(name)}=${encode(value)}`)
            .join("&");
        const headers = { Accept: "application/json", ...this.parts.headers };
        return call.body === undefined
            ? { method: call.method, url, headers }
            : {
                  method: call.method,
                  url,
                  headers: { ...headers, "Content-Type": "application/json" },
                  body: call.body,
              };
    }
}
