import { type Agent, type IncomingHttpHeaders, request } from "node:http";
import { request as secureRequest } from "node:https";
import type { Emulator } from "../src/emulator";

/** A response as tests read it. A field is present where the call has it. */
export interface ResponseBody {
    readonly is_success: boolean;
    readonly error_code: string;
    readonly error_msg: string;
    readonly error_message: string;
    readonly error: { readonly code: number; readonly message: string; readonly title: string };
    readonly job_id: number | string;
    readonly job_name: string;
    readonly job_total_count: number;
    readonly status: number | string;
    readonly create_time: number | string;
    readonly duration: number;
    readonly jobs: readonly ResponseBody[];
    readonly projects: readonly { readonly id: string; readonly name: string }[];
    readonly token: { readonly expires_at: string; readonly issued_at: string };
    readonly [name: string]: unknown;
}

export interface Response {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly text: string;
    /** The body as JSON; throws when it is none. */
    readonly json: ResponseBody;
}

export interface RequestOptions {
    readonly headers?: Readonly<Record<string, string>>;
    /** A string goes as it is, anything else as JSON with its content type. */
    readonly body?: unknown;
    readonly agent?: Agent;
    readonly ca?: string;
}

/** Sends one request whose target goes onto the wire exactly as it is given. */
export function send(
    base: string,
    method: string,
    target: string,
    call: RequestOptions = {},
): Promise<Response> {
    const { protocol, hostname, port } = new URL(base);
    const json = call.body !== undefined && typeof call.body !== "string";
    const body = json ? JSON.stringify(call.body) : call.body;
    const headers = {
        ...(json && { "Content-Type": "application/json" }),
        ...(body !== undefined && { "Content-Length": String(Buffer.byteLength(body)) }),
        ...call.headers,
    };
    const options = {
        hostname,
        port,
        method,
        path: target,
        headers,
        agent: call.agent ?? false,
        ca: call.ca,
    };
    return new Promise((resolve, reject) => {
        const outgoing = (protocol === "https:" ? secureRequest : request)(options, (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.on("error", reject);
            response.on("end", () => {
                const text = Buffer.concat(chunks).toString("utf8");
                resolve({
                    status: response.statusCode ?? 0,
                    headers: response.headers,
                    text,
                    get json() {
                        return JSON.parse(text) as ResponseBody;
                    },
                });
            });
        });
        outgoing.on("error", reject);
        outgoing.end(body);
    });
}

/** The calls with the configured token. */
export class EmulatorClient {
    constructor(private readonly emulator: Emulator) {}

    call(method: string, path = "", call: RequestOptions = {}): Promise<Response> {
        const { info, options } = this.emulator;
        const headers = { "X-Auth-Token": options.token, ...call.headers };
        const target = `${new URL(info.modelarts).pathname.replace(/\/$/, "")}/v1/${info.projectId}/visualization-jobs${path}`;
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
