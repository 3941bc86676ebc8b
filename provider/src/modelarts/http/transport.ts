import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { rootCertificates } from "node:tls";
import axios, { type AxiosError, type AxiosInstance, type AxiosRequestConfig } from "axios";
import { type ErrorDetails, type JobRef, ModelArtsError, toOneLine } from "../errors";
import { proxyFor } from "./proxy";
import type { HttpRequest } from "./request";

/** A response whose body has not been parsed. */
export interface HttpResponse {
    readonly status: number;
    /** Headers by lower-case name. */
    readonly headers: Readonly<Record<string, string>>;
    readonly text: string;
}

export interface SendOptions {
    /** The operation, for the message of an error. */
    readonly operation: string;
    readonly job?: JobRef | undefined;
    /** Whether sending the request twice has the same effect as sending it once. */
    readonly idempotent: boolean;
    readonly signal?: AbortSignal | undefined;
}

/** Sends one request once and unchanged. Rejects only where no response arrived. */
export interface Transport {
    send(request: HttpRequest, options: SendOptions): Promise<HttpResponse>;
}

export interface TransportSettings {
    /** Limit of the whole request, from the connection to the last byte of the response. */
    readonly requestTimeoutMs: number;
    /** Accepts any certificate, for these requests alone. */
    readonly insecure: boolean;
    /** PEM file of authorities to trust in addition to those of Node.js. */
    readonly caFile?: string | undefined;
}

// A literal path with the package's name is found from source, compiled and bundled.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { version } = require("pulumi-modelarts/package.json") as { version: string };

/** Maximum size of a response. A list of a thousand jobs takes half a megabyte. */
const maxResponseBytes = 8 * 1024 * 1024;

/** Maximum size of the headers of a response. A token of IAM, which is one of them, may have 100,000 characters. */
const maxHeaderSize = 256 * 1024;

/** Sends a request like axios without redirects, which does not hand this size on. */
const transport = {
    request: (options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) =>
        (options.protocol === "https:" ? https : http).request({ ...options, maxHeaderSize }, onResponse),
};

const certificateCodes =
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_)/;
/** Codes of errors before a request was sent. */
const unsentCodes = new Set([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "EADDRNOTAVAIL",
]);

export class AxiosTransport implements Transport {
    private readonly client: AxiosInstance;
    /**
     * Agents without connection pool. A server may close an idle connection while a request is sent on it, so
     * requests that must not be repeated use a new one.
     */
    private readonly unpooledAgents: AxiosRequestConfig;
    private readonly timeoutMs: number;

    constructor(settings: TransportSettings) {
        // The timeout of a signal is in whole milliseconds.
        this.timeoutMs = Math.max(1, Math.round(settings.requestTimeoutMs));
        const tlsOptions = {
            rejectUnauthorized: !settings.insecure,
            ...(settings.caFile === undefined
                ? {}
                : { ca: [...rootCertificates, ...readExtraAuthorities(), readCaBundle(settings.caFile)] }),
        };
        const agents = (keepAlive: boolean) => ({
            httpAgent: new http.Agent({ keepAlive }),
            httpsAgent: new https.Agent({ keepAlive, ...tlsOptions }),
        });
        this.unpooledAgents = agents(false);
        this.client = axios.create({
            adapter: "http",
            transport,
            ...agents(true),
            headers: { "User-Agent": `pulumi-modelarts/${version}` },
            maxRedirects: 0,
            maxContentLength: maxResponseBytes,
            responseType: "text",
            transformRequest: [(body: unknown) => body],
            transformResponse: [(body: unknown) => body],
            validateStatus: () => true,
        });
    }

    async send(
        request: HttpRequest,
        { operation, job, idempotent, signal }: SendOptions,
    ): Promise<HttpResponse> {
        const proxy = proxyFor(request.url);
        const timeoutSignal = AbortSignal.timeout(this.timeoutMs);
        try {
            const response = await this.client.request<string>({
                ...(idempotent ? {} : this.unpooledAgents),
                proxy,
                method: request.method,
                url: request.url.href,
                headers: request.headers,
                data: request.body,
                signal: signal === undefined ? timeoutSignal : AbortSignal.any([timeoutSignal, signal]),
            });
            const headers = Object.entries(response.headers as Record<string, unknown>).map(
                ([name, value]): [string, string] => [name.toLowerCase(), String(value)],
            );
            return { status: response.status, headers: Object.fromEntries(headers), text: response.data };
        } catch (error) {
            signal?.throwIfAborted();
            const host = request.url.host;
            const timeoutSeconds = this.timeoutMs / 1000;
            throw new ModelArtsError({
                operation,
                job,
                ...(timeoutSignal.aborted
                    ? responseTimeoutError(host, timeoutSeconds)
                    : networkError(error as AxiosError, host)),
            });
        }
    }
}

function readCaBundle(file: string): string {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        throw caBundleError(file, toOneLine((error as Error).message));
    }
    const blocks = text.match(/-----BEGIN ([A-Z0-9]+ )?CERTIFICATE-----[^]+?-----END /g) ?? [];
    // Node.js ignores what is no certificate.
    if (!blocks.some((block) => isCertificate(`${block}CERTIFICATE-----`)))
        throw caBundleError(file, "it has no certificate that can be read");
    return text;
}

function isCertificate(pem: string): boolean {
    try {
        // The label of a trusted certificate differs, and so does what comes behind the certificate.
        return new X509Certificate(pem.replace(/BEGIN .*CERTIFICATE/, "BEGIN CERTIFICATE")).subject !== "";
    } catch {
        return false;
    }
}

function caBundleError(file: string, reason: string): ModelArtsError {
    return new ModelArtsError({
        kind: "settings",
        operation: `read the CA bundle ${file}`,
        reason,
        hint: "Set huaweicloud:cacertFile (or HW_CACERT) to a readable PEM file.",
    });
}

/** The authorities of `NODE_EXTRA_CA_CERTS`, which are not among those of Node.js where others are given. */
function readExtraAuthorities(): string[] {
    const file = process.env["NODE_EXTRA_CA_CERTS"] ?? "";
    try {
        return file === "" ? [] : [readFileSync(file, "utf8")];
    } catch {
        // Node.js has warned of it at its start.
        return [];
    }
}

type TransportErrorDetails = Omit<ErrorDetails, "operation">;

export function responseTimeoutError(host: string, timeoutSeconds: number): TransportErrorDetails {
    return {
        kind: "timeout",
        reason: `${host} sent no complete response within ${timeoutSeconds} s`,
        hint: "Check the network, or raise modelarts:requestTimeout (seconds).",
        outcomeUnknown: true,
    };
}

export function networkError(
    error: Pick<AxiosError, "code" | "message">,
    host: string,
): TransportErrorDetails {
    const code = error.code ?? "";
    const message = toOneLine(error.message);
    if (certificateCodes.test(code)) {
        return {
            kind: "certificate",
            reason: `the certificate of ${host} is not trusted (${code}: ${message})`,
            hint:
                "Trust its authority with huaweicloud:cacertFile (or HW_CACERT), " +
                "or switch the check off for these requests with huaweicloud:insecure (or HW_INSECURE).",
        };
    }
    if (message.includes("maxContentLength")) {
        return {
            kind: "unexpected-response",
            reason: `${host} sends a response without end: more than ${maxResponseBytes / 1024 / 1024} MiB`,
            hint: "Check the endpoint, and whether a proxy stands before it.",
            outcomeUnknown: true,
        };
    }
    return {
        kind: "network",
        reason: `no response from ${host} (${code === "" ? message : `${code}: ${message}`})`,
        hint: "Check the network, the region and the endpoint.",
        outcomeUnknown: !unsentCodes.has(code),
        // `EAI_AGAIN` says that the name service did not respond, and nothing of the name.
        hostNotFound: code === "ENOTFOUND",
    };
}
