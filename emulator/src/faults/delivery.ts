import type { Socket } from "node:net";
import type { ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import { serialize } from "../json";
import type { CannedResponse, Fault } from "./fault";

/** A serialized response. */
export interface RawResponse {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}

const loginPage =
    "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to go on</h1></body></html>\n";

/** Sends the response as the fault changes it. Returns the HTTP status that was sent, if any. */
export function deliver(
    response: ServerResponse,
    rawResponse: RawResponse,
    fault: Fault | undefined,
): number | undefined {
    const { headers } = rawResponse;
    switch (fault?.kind) {
        case undefined:
        case "delay":
            return send(response, rawResponse);
        case "response":
            return send(response, cannedResponse(fault.response, headers));
        case "reset-before":
        case "reset-after":
            resetConnection(response.socket);
            return undefined;
        case "no-response":
            return undefined;
        case "slow-body":
            return sendSlowly(response, headers, fault.interval ?? 300);
        case "truncated":
            return sendFirstHalf(response, rawResponse);
        case "truncated-json":
            return send(response, { ...rawResponse, body: firstHalf(rawResponse.body) });
        case "html":
            return send(response, {
                status: fault.status ?? 200,
                headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
                body: loginPage,
            });
        case "redirect":
            return send(response, {
                status: fault.status ?? 302,
                headers: { ...headers, Location: fault.location },
                body: "",
            });
        case "empty":
            return send(response, { status: fault.status ?? 200, headers, body: "" });
    }
}

function send(response: ServerResponse, { status, headers, body }: RawResponse): number {
    response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
    response.end(body);
    return status;
}

function cannedResponse(
    { status, body = "", headers = {} }: CannedResponse,
    defaultHeaders: RawResponse["headers"],
): RawResponse {
    const text = typeof body === "string" ? body : serialize(body);
    return { status, headers: { ...defaultHeaders, ...headers }, body: text };
}

function sendSlowly(response: ServerResponse, headers: RawResponse["headers"], interval: number): number {
    response.writeHead(200, headers);
    response.flushHeaders();
    const timer = setInterval(() => response.write(" "), interval);
    response.on("close", () => {
        clearInterval(timer);
    });
    return 200;
}

function sendFirstHalf(response: ServerResponse, { status, headers, body }: RawResponse): number {
    response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
    response.write(firstHalf(body), () => response.socket?.destroy());
    return status;
}

function firstHalf(body: string): string {
    return body.slice(0, Math.floor(body.length / 2));
}

function resetConnection(socket: Socket | null): void {
    if (socket instanceof TLSSocket) socket.destroy();
    else socket?.resetAndDestroy();
}
