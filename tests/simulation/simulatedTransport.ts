import type { Emulator } from "../../emulator/src";
import type { Clock } from "../../provider/src/modelarts/clock";
import { ModelArtsError } from "../../provider/src/modelarts/errors";
import type { HttpRequest } from "../../provider/src/modelarts/http/request";
import {
    type HttpResponse,
    networkError,
    type SendOptions,
    timeoutError,
    type Transport,
} from "../../provider/src/modelarts/http/transport";

/** What happens to one request on its way. `before` and `after`: whether the service has carried it out. */
export const networkFaults = [
    "reset-before",
    "reset-after",
    "silence-before",
    "silence-after",
    "half-response",
    "server-error-before",
    "server-error-after",
    "throttled",
    "late",
] as const;
export type NetworkFault = (typeof networkFaults)[number];

/** The way between a provider process and the service. */
export interface Network {
    readonly service: Emulator;
    /** Milliseconds that a request and its response are on their way. */
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
        const fail = (details: ReturnType<typeof timeoutError>): never => {
            throw new ModelArtsError({ operation, job, ...details });
        };
        await clock.sleep(network.drawLatency(), signal);
        signal?.throwIfAborted();
        const isCarriedOut = !/before|throttled/.test(fault ?? "");
        const delivery = isCarriedOut ? await this.deliver(request) : undefined;
        const status = delivery?.kind === "response" ? String(delivery.status) : (delivery?.kind ?? "-");
        network.log(`${request.method} ${pathname}${search} ${fault ?? "ok"} ${status}`);
        if (fault?.startsWith("silence") === true) {
            await clock.sleep(this.timeoutMs, signal);
            signal?.throwIfAborted();
            return fail(timeoutError(host, this.timeoutMs / 1000));
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
        if (fault?.startsWith("reset") === true || fault === "half-response" || delivery?.kind !== "response")
            return fail(networkError({ code: "ECONNRESET", message: "socket hang up" }, host));
        return response(delivery.status, delivery.body, delivery.headers);
    }

    private deliver({ method, url, headers, body }: HttpRequest): ReturnType<Emulator["handle"]> {
        return this.network.service.handle({
            method,
            target: url.pathname + url.search,
            rawHeaders: ["host", url.host, ...Object.entries(headers).flat()],
            ...(body === undefined ? {} : { body: Buffer.from(body) }),
        });
    }
}

function response(
    status: number,
    text: string,
    headers: Readonly<Record<string, string>> = {},
): HttpResponse {
    const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    return { status, text, headers: Object.fromEntries(entries) };
}
