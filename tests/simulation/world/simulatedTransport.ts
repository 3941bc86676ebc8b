import type { Emulator } from "../../../emulator/src";
import type { Clock } from "../../../provider/src/modelarts/clock";
import { ModelArtsError } from "../../../provider/src/modelarts/errors";
import type { HttpRequest } from "../../../provider/src/modelarts/http/request";
import {
    type HttpResponse,
    networkError,
    type SendOptions,
    responseTimeoutError,
    type Transport,
} from "../../../provider/src/modelarts/http/transport";

/** What happens to one request on its way. `before` and `after` say whether the service has carried it out. */
export const networkFaults = [
    "reset-before",
    "reset-after",
    "silence-before",
    "silence-after",
    "half-response",
    "server-error-before",
    "server-error-after",
    "other-page-before",
    "other-page-after",
    "refused",
    "throttled",
    "late",
] as const;
export type NetworkFault = (typeof networkFaults)[number];

/** The way between a provider process and the service. */
export interface Network {
    /** The service that a request is for. */
    readonly route: (request: HttpRequest) => Emulator;
    /** Whether the service neither shows nor lists a job, since it is new. */
    readonly isHidden: (service: Emulator, id: string) => boolean;
    /** A request is on its way, with a fault or without. */
    readonly onSend: (request: HttpRequest, fault: NetworkFault | undefined) => void;
    /** Draws the milliseconds that a request, or its response, is on its way. */
    drawLatency(): number;
    drawFault(): NetworkFault | undefined;
    log(line: string): void;
}

/** Sends requests to an emulator in this process. A fault appears to the client as it does over a real connection. */
export class SimulatedTransport implements Transport {
    constructor(
        private readonly network: Network,
        private readonly clock: Clock,
        private readonly timeoutMs: number,
    ) {}

    async send(request: HttpRequest, options: SendOptions): Promise<HttpResponse> {
        const { network, clock } = this;
        const { operation, job, signal } = options;
        const fault = network.drawFault();
        const { host, pathname, search } = request.url;
        const fail = (details: ReturnType<typeof responseTimeoutError>): never => {
            throw new ModelArtsError({ operation, job, ...details });
        };
        network.onSend(request, fault);
        await clock.sleep(network.drawLatency(), signal);
        signal?.throwIfAborted();
        const isCarriedOut = !/before|throttled|refused/.test(fault ?? "");
        const delivery = isCarriedOut ? await this.deliver(request) : undefined;
        const status = delivery?.kind === "response" ? String(delivery.status) : (delivery?.kind ?? "-");
        network.log(`${request.method} ${pathname}${search} ${fault ?? "ok"} ${status}`);
        if (fault?.startsWith("silence") === true) {
            await clock.sleep(this.timeoutMs, signal);
            signal?.throwIfAborted();
            return fail(responseTimeoutError(host, this.timeoutMs / 1000));
        }
        if (fault === "late") await clock.sleep(this.timeoutMs * 0.9, signal);
        await clock.sleep(network.drawLatency(), signal);
        signal?.throwIfAborted();
        if (fault === "throttled")
            return response(429, `{"error_code":"APIG.0308","error_msg":"throttled"}`, {
                "retry-after": "1",
            });
        if (fault?.startsWith("server-error") === true)
            return response(503, `{"error_code":"ModelArts.0010","error_msg":"try again"}`);
        if (fault?.startsWith("other-page") === true)
            return response(200, "<!DOCTYPE html><title>Sign in to this network</title>", {
                "content-type": "text/html",
            });
        if (fault === "refused")
            return fail(networkError({ code: "ECONNREFUSED", message: "connect ECONNREFUSED" }, host));
        if (fault?.startsWith("reset") === true || fault === "half-response" || delivery?.kind !== "response")
            return fail(networkError({ code: "ECONNRESET", message: "socket hang up" }, host));
        return response(delivery.status, delivery.body, delivery.headers);
    }

    private async deliver(request: HttpRequest): ReturnType<Emulator["handle"]> {
        const { method, url, headers, body } = request;
        const service = this.network.route(request);
        const delivery = await service.handle({
            method,
            target: url.pathname + url.search,
            rawHeaders: ["host", url.host, ...Object.entries(headers).flat()],
            ...(body === undefined ? {} : { body: Buffer.from(body) }),
        });
        if (method !== "GET" || delivery.kind !== "response" || delivery.status !== 200) return delivery;
        const isHidden = (id: string): boolean => this.network.isHidden(service, id);
        const requestedId = /visualization-jobs\/(\d+)$/.exec(url.pathname)?.[1];
        if (requestedId !== undefined && isHidden(requestedId))
            return {
                ...delivery,
                status: 404,
                body: `{"error_code":"ModelArts.0015","error_message":"There is no such job."}`,
            };
        return url.pathname.endsWith("/visualization-jobs")
            ? { ...delivery, body: withoutJobs(delivery.body, isHidden) }
            : delivery;
    }
}

/** Returns a list without the jobs that the service does not list yet. */
function withoutJobs(text: string, isHidden: (id: string) => boolean): string {
    if (![...text.matchAll(/"job_id":"?(\d+)/g)].some(([, id = ""]) => isHidden(id))) return text;
    const list = JSON.parse(text) as { jobs: { job_id: string | number }[] };
    return JSON.stringify({ ...list, jobs: list.jobs.filter(({ job_id }) => !isHidden(String(job_id))) });
}

function response(
    status: number,
    text: string,
    headers: Readonly<Record<string, string>> = {},
): HttpResponse {
    const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    return { status, text, headers: Object.fromEntries(entries) };
}
