import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { type Delivery, firstHalf, type RawResponse } from "./faults/delivery";

/** Turns a delivery into bytes and actions on the connection. */
export function deliver(response: ServerResponse, delivery: Delivery): void {
    switch (delivery.kind) {
        case "response":
            writeHead(response, delivery);
            response.end(delivery.body);
            return;
        case "truncated":
            writeHead(response, delivery);
            response.write(firstHalf(delivery.body), () => response.socket?.destroy());
            return;
        case "slow-body":
            sendSlowly(response, delivery);
            return;
        case "reset":
            resetConnection(response.socket);
            return;
        case "no-response":
            return;
    }
}

function writeHead(response: ServerResponse, { status, headers, body }: RawResponse): void {
    const length = status === 204 ? {} : { "Content-Length": Buffer.byteLength(body) };
    response.writeHead(status, { ...headers, ...length });
}

function sendSlowly(
    response: ServerResponse,
    { status, headers, interval }: Extract<Delivery, { kind: "slow-body" }>,
): void {
    response.writeHead(status, headers);
    response.flushHeaders();
    const timer = setInterval(() => response.write(" "), interval);
    response.on("close", () => {
        clearInterval(timer);
    });
}

function resetConnection(socket: Socket | null): void {
    if (socket instanceof TLSSocket) socket.destroy();
    else socket?.resetAndDestroy();
}
