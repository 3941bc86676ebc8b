import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { TLSSocket } from "node:tls";
import { type Delivery, firstHalf } from "./faults/delivery";
import type { RawRequest } from "./request";

export interface ListenerOptions {
    /** The address has to be one of 127.0.0.0/8. @defaultValue 127.0.0.1 */
    readonly host?: string;
    /** With 0 the listener uses any free port. @defaultValue 0 */
    readonly port?: number;
    /** The listener serves HTTPS with this key and this certificate, in PEM. */
    readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
}

type Handler = (request: RawRequest) => Promise<Delivery>;

/** Reads whole requests, delivers responses, and closes all its connections on close. */
export class Listener {
    private readonly server;
    /** Counts the requests of each open connection. */
    private readonly requestCounts = new Map<Socket, number>();

    constructor(
        private readonly options: ListenerOptions,
        private readonly limits: { readonly keepAlive: number },
    ) {
        const settings = { maxHeaderSize: 256 * 1024, keepAliveTimeout: 0 };
        const { tls } = options;
        this.server = tls ? createHttps({ ...settings, ...tls }) : createHttp(settings);
        for (const event of ["connection", "secureConnection"])
            this.server.on(event, (socket: Socket) => {
                this.requestCounts.set(socket, 0);
                socket.on("error", () => socket.destroy());
                socket.on("close", () => this.requestCounts.delete(socket));
            });
    }

    /** Begins to listen, and returns the URL. */
    async listen(): Promise<string> {
        const { host = "127.0.0.1", port = 0, tls } = this.options;
        if (!/^127(\.\d{1,3}){3}$/.test(host))
            throw new RangeError(`The host ${host} is not in 127.0.0.0/8.`);
        await new Promise<void>((resolve, reject) => {
            this.server.once("error", reject);
            this.server.listen(port, host, resolve);
        });
        return `${tls ? "https" : "http"}://${host}:${(this.server.address() as AddressInfo).port}`;
    }

    onRequest(handle: Handler): void {
        this.server.on("request", (request: IncomingMessage, response: ServerResponse) => {
            void this.serve(request, response, handle);
        });
    }

    async close(): Promise<void> {
        const end = new Promise((resolve) => this.server.close(resolve));
        for (const socket of this.requestCounts.keys()) socket.destroy();
        await end;
    }

    private async serve(request: IncomingMessage, response: ServerResponse, handle: Handler): Promise<void> {
        const { socket, method = "", url: target = "", rawHeaders } = request;
        const previousCount = this.requestCounts.get(socket) ?? 0;
        this.requestCounts.set(socket, previousCount + 1);
        const abortController = new AbortController();
        response.on("close", () => {
            abortController.abort();
        });
        response.on("finish", () => {
            this.closeWhenIdle(socket);
        });
        try {
            const message = { method, target, rawHeaders, body: await buffer(request) };
            const connection = { reused: previousCount > 0, signal: abortController.signal };
            const delivery = await handle({ ...message, ...connection });
            if (!response.destroyed) deliver(response, delivery);
        } catch (error) {
            if (response.headersSent || socket.destroyed) socket.destroy();
            else response.writeHead(500, { "Content-Type": "text/plain" }).end(String(error));
        }
    }

    private closeWhenIdle(socket: Socket): void {
        if (this.limits.keepAlive === 0) return;
        const count = this.requestCounts.get(socket);
        setTimeout(() => {
            if (this.requestCounts.get(socket) === count) socket.destroy();
        }, this.limits.keepAlive).unref();
    }
}

function deliver(response: ServerResponse, delivery: Delivery): void {
    if (delivery.kind === "no-response") return;
    const { socket } = response;
    if (delivery.kind === "reset") {
        if (socket instanceof TLSSocket) socket.destroy();
        else socket?.resetAndDestroy();
        return;
    }
    const { status, headers } = delivery;
    if (delivery.kind === "slow-body") {
        response.writeHead(status, headers).flushHeaders();
        const timer = setInterval(() => response.write(" "), delivery.interval);
        response.on("close", () => {
            clearInterval(timer);
        });
        return;
    }
    const length = status === 204 ? {} : { "Content-Length": Buffer.byteLength(delivery.body) };
    response.writeHead(status, { ...headers, ...length });
    if (delivery.kind === "response") response.end(delivery.body);
    else response.write(firstHalf(delivery.body), () => socket?.destroy());
}
