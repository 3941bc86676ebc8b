import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { rootCertificates } from "node:tls";
import axios, { type AxiosError, type AxiosInstance, type AxiosRequestConfig } from "axios";
import { type FailureDetails, type JobRef, ModelArtsFailure, oneLine } from "../errors";
import { proxyFor } from "./proxy";
import type { UnsignedRequest } from "./request";

/** What came back, before anybody has looked into it. */
export interface Answer {
    readonly status: number;
    /** By lower-case name. */
    readonly headers: Readonly<Record<string, string>>;
    readonly text: string;
}

export interface SendOptions {
    /** What is being tried, for the sentence of a failure. */
    readonly attempted: string;
    readonly job?: JobRef | undefined;
    /** Doing it twice is the same as doing it once. */
    readonly repeatable: boolean;
    readonly signal?: AbortSignal | undefined;
}

/** Sends one request, once, exactly as it stands. Rejects only where no answer came. */
export interface Transport {
    send(request: UnsignedRequest, options: SendOptions): Promise<Answer>;
}

export interface TransportSettings {
    /** For the whole request, from the connection to the last byte of the answer. */
    readonly requestTimeoutMs: number;
    /** Accept any certificate, for these requests alone. */
    readonly insecure: boolean;
    /** A PEM bundle to trust beside the usual ones. */
    readonly caFile?: string | undefined;
}

// By the package's own name, and literally, so that it is found from source, compiled and bundled.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { version } = require("pulumi-modelarts/package.json") as { version: string };

/** Answers beyond this are not the service's: a thousand jobs take half a megabyte. */
const answerLimitBytes = 8 * 1024 * 1024;

const certificateCodes =
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_)/;
/** Failures before a request could leave. */
const neverSent = new Set([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "EADDRNOTAVAIL",
]);

export class AxiosTransport implements Transport {
    private readonly client: AxiosInstance;
    /** A server may close an idle connection just as it is used again: what must not be repeated gets a fresh one. */
    private readonly fresh: AxiosRequestConfig;
    private readonly limitMs: number;

    constructor(settings: TransportSettings) {
        // A signal counts in whole milliseconds.
        this.limitMs = Math.max(1, Math.round(settings.requestTimeoutMs));
        const tlsOptions = {
            rejectUnauthorized: !settings.insecure,
            ...(settings.caFile === undefined ? {} : { ca: [...rootCertificates, bundle(settings.caFile)] }),
        };
        const agents = (keepAlive: boolean) => ({
            httpAgent: new http.Agent({ keepAlive }),
            httpsAgent: new https.Agent({ keepAlive, ...tlsOptions }),
        });
        this.fresh = agents(false);
        this.client = axios.create({
            adapter: "http",
            ...agents(true),
            headers: { "User-Agent": `pulumi-modelarts/${version}` },
            maxRedirects: 0,
            maxContentLength: answerLimitBytes,
            responseType: "text",
            transformRequest: [(body: unknown) => body],
            transformResponse: [(body: unknown) => body],
            validateStatus: () => true,
        });
    }

    async send(
        request: UnsignedRequest,
        { attempted, job, repeatable, signal }: SendOptions,
    ): Promise<Answer> {
        const proxy = proxyFor(request.url);
        const limit = AbortSignal.timeout(this.limitMs);
        try {
            const response = await this.client.request<string>({
                ...(repeatable ? {} : this.fresh),
                proxy,
                method: request.method,
                url: request.url.href,
                // `false` keeps axios from adding a form's content type to a request without a body.
                headers: { "Content-Type": false, ...request.headers },
                data: request.body,
                signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
            });
            const headers = Object.entries(response.headers as Record<string, unknown>).map(
                ([name, value]): [string, string] => [name.toLowerCase(), String(value)],
            );
            return { status: response.status, headers: Object.fromEntries(headers), text: response.data };
        } catch (error) {
            signal?.throwIfAborted();
            const where = request.url.host;
            const limitSeconds = this.limitMs / 1000;
            throw new ModelArtsFailure({
                attempted,
                job,
                ...(limit.aborted ? timedOut(where, limitSeconds) : unanswered(error as AxiosError, where)),
            });
        }
    }
}

function bundle(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        throw new ModelArtsFailure({
            kind: "settings",
            attempted: `read the CA bundle ${file}`,
            because: oneLine((error as Error).message),
            advice: "Set huaweicloud:cacertFile (or HW_CACERT) to a readable PEM file.",
        });
    }
}

type Unanswered = Omit<FailureDetails, "attempted">;

function timedOut(where: string, limitSeconds: number): Unanswered {
    return {
        kind: "timeout",
        because: `${where} gave no whole answer within ${limitSeconds} s`,
        advice: "Check the network, or raise modelarts:requestTimeout (seconds).",
        maybeDone: true,
    };
}

function unanswered(error: AxiosError, where: string): Unanswered {
    const code = error.code ?? "";
    const what = oneLine(error.message);
    if (certificateCodes.test(code)) {
        return {
            kind: "certificate",
            because: `the certificate of ${where} is not trusted (${code}: ${what})`,
            advice:
                "Trust its authority with huaweicloud:cacertFile (or HW_CACERT), " +
                "or switch the check off for these requests with huaweicloud:insecure (or HW_INSECURE).",
        };
    }
    if (what.includes("maxContentLength")) {
        return {
            kind: "not-the-service",
            because: `${where} answers without end: more than ${answerLimitBytes / 1024 / 1024} MiB`,
            advice: "Check the endpoint, and whether a proxy stands before it.",
            maybeDone: true,
        };
    }
    return {
        kind: "network",
        because: `no answer from ${where} (${code === "" ? what : `${code}: ${what}`})`,
        advice: "Check the network, the region and the endpoint.",
        maybeDone: !neverSent.has(code),
    };
}
