import type { Auth } from "./auth";
import { meaningOf } from "./codes";
import { type JobRef, ModelArtsFailure, oneLine } from "./failures";
import { encode, type UnsignedRequest } from "./signer";
import type { Answer, Transport } from "./transport";
import { readJson, readRefusal } from "./wire";

/** One call of a service: what to send, and how to read what comes back. */
export interface Call<T> {
    /** As it continues "Could not …". */
    readonly attempted: string;
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    /** Below the endpoint, percent-encoded. */
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    /** JSON. Left out: the request has no body at all. */
    readonly body?: string;
    /** `undefined` where the JSON is not what the service answers. */
    readonly read: (json: unknown) => T | undefined;
    /** Doing it twice is the same as doing it once. */
    readonly repeatable: boolean;
    readonly job?: JobRef;
    /** The IAM action that allows it. */
    readonly action?: string;
    readonly signal?: AbortSignal | undefined;
}

export interface ExchangeParts {
    readonly transport: Transport;
    readonly auth: Auth;
    /** Name of the service, as signatures and sentences have it. */
    readonly service: { readonly id: "modelarts" | "iam"; readonly title: string };
    readonly endpoint: string;
    readonly region: string;
    /** Headers of every request. */
    readonly headers: Readonly<Record<string, string>>;
    /** Takes secrets out of text that a server sent. */
    readonly redact: (text: string) => string;
}

/** One service at one endpoint: authorises, sends, and reads the answer or says what was wrong with it. */
export class Exchange {
    constructor(private readonly parts: ExchangeParts) {}

    async call<T>(call: Call<T>): Promise<T> {
        const request = this.request(call);
        const authorization = await this.parts.auth.headersFor(request, this.parts.service.id);
        const authorized = { ...request, headers: { ...request.headers, ...authorization } };
        const answer = await this.parts.transport.send(authorized, {
            attempted: call.attempted,
            signal: call.signal,
        });
        return this.read(call, answer);
    }

    private request(call: Call<unknown>): UnsignedRequest {
        const url = new URL(this.parts.endpoint + call.path);
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

    private read<T>(call: Call<T>, answer: Answer): T {
        if (answer.status >= 300 && answer.status < 400) throw this.redirected(call, answer);
        const json = readJson(answer.text);
        const ok = answer.status >= 200 && answer.status < 300;
        const refusal = readRefusal(json);
        if (refusal !== undefined || (!ok && json !== undefined)) {
            throw this.refused(call, answer, refusal?.code, refusal?.message, refusal?.requestId);
        }
        const value = ok ? call.read(json) : undefined;
        if (value === undefined) throw this.notTheService(call, answer);
        return value;
    }

    private refused(
        call: Call<unknown>,
        answer: Answer,
        code: string | undefined,
        message: string | undefined,
        requestIdInBody: string | undefined,
    ): ModelArtsFailure {
        const meaning = meaningOf(answer.status, code);
        const serviceMessage = message === undefined ? undefined : this.parts.redact(oneLine(message));
        const requestId = requestIdInBody ?? answer.headers["x-request-id"];
        const said = serviceMessage === undefined ? "" : ` "${serviceMessage}"`;
        const asked = requestId === undefined ? "" : ` (request ID ${oneLine(requestId, 80)})`;
        return new ModelArtsFailure({
            // "No such job" is only sure where the call was about one job.
            kind: meaning.kind === "gone" && call.job?.id === undefined ? "invalid" : meaning.kind,
            attempted: call.attempted,
            because: `${this.parts.service.title} answered ${answer.status}${code === undefined ? "" : ` ${oneLine(code, 40)}`}${said}${asked}`,
            advice: meaning.advice
                ?.replace("{action}", call.action ?? "of this call")
                .replace("{where}", `region ${this.parts.region}, endpoint ${this.parts.endpoint}`),
            httpStatus: answer.status,
            code: code === undefined ? undefined : oneLine(code, 40),
            serviceMessage,
            requestId: requestId === undefined ? undefined : oneLine(requestId, 80),
            job: call.job,
            maybeDone: meaning.kind === "service",
        });
    }

    private redirected(call: Call<unknown>, answer: Answer): ModelArtsFailure {
        const target = this.parts.redact(oneLine(answer.headers["location"] ?? "an unnamed place", 200));
        return new ModelArtsFailure({
            kind: "redirect",
            attempted: call.attempted,
            because: `${this.parts.endpoint} redirects to ${target}, and redirects are not followed`,
            advice: "Set the endpoint to the address of the service itself.",
            httpStatus: answer.status,
            job: call.job,
        });
    }

    private notTheService(call: Call<unknown>, answer: Answer): ModelArtsFailure {
        const { status, headers, text } = answer;
        const type = oneLine(headers["content-type"] ?? "no content type", 60);
        const begin = this.parts.redact(oneLine(text, 80));
        const words = begin === "" ? "an empty body" : `"${begin}"`;
        const title = this.parts.service.title;
        return new ModelArtsFailure({
            kind: status >= 500 ? "service" : "not-the-service",
            attempted: call.attempted,
            because: `what answered at ${this.parts.endpoint} is not ${title}: HTTP status ${status}, ${type}, ${words}`,
            advice: "Check the endpoint, and whether a proxy or a login page stands before it.",
            httpStatus: status,
            job: call.job,
            maybeDone: status < 400 || status >= 500,
        });
    }
}
