import { once } from "node:events";
import { type Agent, type IncomingMessage, request } from "node:http";
import { request as secureRequest } from "node:https";
import { text as readText } from "node:stream/consumers";
import type { Emulator } from "../src/emulator";
import { startEmulator } from "../src/index";

/** A response as tests read it. A field is present where the call has it. */
export interface ResponseBody {
    readonly error: { readonly code: number; readonly message: string };
    readonly job_id: number | string;
    readonly duration: number;
    readonly jobs: readonly ResponseBody[];
    readonly projects: readonly { readonly name: string }[];
    readonly token: { readonly expires_at: string; readonly issued_at: string; readonly catalog: unknown };
    readonly [name: string]: unknown;
}

export interface RequestOptions {
    readonly headers?: Readonly<Record<string, string>>;
    /** A string goes as it is, anything else as JSON with its content type. */
    readonly body?: unknown;
    readonly agent?: Agent;
    readonly ca?: string;
}

/** Sends one request whose path and query go onto the wire exactly as they are given. */
export async function send(base: string, method: string, path: string, call: RequestOptions = {}) {
    const { protocol, hostname, port } = new URL(base);
    const { agent = false, ca } = call;
    const json = call.body !== undefined && typeof call.body !== "string";
    const body = json ? JSON.stringify(call.body) : call.body;
    const headers = {
        ...(json && { "Content-Type": "application/json" }),
        ...(body !== undefined && { "Content-Length": String(Buffer.byteLength(body)) }),
        ...call.headers,
    };
    const start = protocol === "https:" ? secureRequest : request;
    const clientRequest = start({ hostname, port, method, path, headers, agent, ca });
    clientRequest.end(body);
    const [response] = (await once(clientRequest, "response")) as [IncomingMessage];
    clientRequest.on("error", () => undefined);
    const text = await readText(response);
    return {
        status: response.statusCode,
        headers: response.headers,
        text,
        /** The body as JSON; throws when it is none. */
        get json() {
            return JSON.parse(text) as ResponseBody;
        },
    };
}

export type Response = Awaited<ReturnType<typeof send>>;

/** The calls with the configured token. */
export class EmulatorClient {
    constructor(private readonly emulator: Emulator) {}

    call(method: string, path = "", call: RequestOptions = {}): Promise<Response> {
        const { info, options } = this.emulator;
        const headers = { "X-Auth-Token": options.token, ...call.headers };
        const target = `/v1/${info.projectId}/visualization-jobs${path}`;
        return send(info.url, method, target, { ...call, headers });
    }

    create(body: object): Promise<Response> {
        return this.call("POST", "", { body: { train_url: "/bucket/logs/", ...body } });
    }

    async show(id: string | number): Promise<ResponseBody> {
        return (await this.call("GET", `/${id}`)).json;
    }

    stop(id: string | number): Promise<Response> {
        return this.call("POST", `/${id}/stop`);
    }

    restart(id: string | number): Promise<Response> {
        return this.call("POST", `/${id}/restart`);
    }

    remove(id: string | number): Promise<Response> {
        return this.call("DELETE", `/${id}`);
    }
}

/** Starts an emulator for each test of a file, whose jobs start at once, and returns it and its caller. */
export function useEmulator(): { readonly emulator: () => Emulator; readonly caller: () => EmulatorClient } {
    let emulator: Emulator;
    beforeEach(async () => {
        emulator = await startEmulator({ boot: 0 });
    });
    afterEach(() => emulator.close());
    return { emulator: () => emulator, caller: () => new EmulatorClient(emulator) };
}
