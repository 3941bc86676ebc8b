import type { Socket } from "node:net";
import type { ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import { serialize } from "../json";
import type { Canned, Fault } from "./fault";

/** An answer in bytes. */
export interface Reply {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}

const page =
    "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to go on</h1></body></html>\n";

/** Sends what the fault makes of the reply. Answers with the HTTP status that went out, if one did. */
export function deliver(
    response: ServerResponse,
    reply: Reply,
    fault: Fault | undefined,
): number | undefined {
    const { headers } = reply;
    switch (fault?.kind) {
        case undefined:
        case "delay":
            return send(response, reply);
        case "answer":
            return send(response, cannedReply(fault.answer, headers));
        case "reset-before":
        case "reset-after":
            reset(response.socket);
            return undefined;
        case "silence":
            return undefined;
        case "drip":
            return drip(response, headers, fault.interval ?? 300);
        case "half":
            return sendHalf(response, reply);
        case "half-json":
            return send(response, { ...reply, body: half(reply.body) });
        case "html":
            return send(response, {
                status: fault.status ?? 200,
                headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
                body: page,
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

function send(response: ServerResponse, { status, headers, body }: Reply): number {
    response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
    response.end(body);
    return status;
}

function cannedReply({ status, body = "", headers = {} }: Canned, usual: Reply["headers"]): Reply {
    const text = typeof body === "string" ? body : serialize(body);
    return { status, headers: { ...usual, ...headers }, body: text };
}

function drip(response: ServerResponse, headers: Reply["headers"], interval: number): number {
    response.writeHead(200, headers);
    response.flushHeaders();
    const timer = setInterval(() => response.write(" "), interval);
    response.on("close", () => {
        clearInterval(timer);
    });
    return 200;
}

function sendHalf(response: ServerResponse, { status, headers, body }: Reply): number {
    response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
    response.write(half(body), () => response.socket?.destroy());
    return status;
}

function half(body: string): string {
    return body.slice(0, Math.floor(body.length / 2));
}

function reset(socket: Socket | null): void {
    if (socket instanceof TLSSocket) socket.destroy();
    else socket?.resetAndDestroy();
}
