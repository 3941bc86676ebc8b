import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface Tunnel {
    /** `host:port`, as it was asked for. */
    readonly target: string;
    readonly headers: IncomingMessage["headers"];
}

export interface ConnectProxy {
    readonly port: number;
    readonly tunnels: readonly Tunnel[];
    /** Requests that came without a tunnel, which the proxy can read. */
    readonly plainRequests: readonly string[];
    close(): Promise<void>;
}

/** What it does in place of making a tunnel: answers with these bytes and ends; `null`: nothing, ever. */
export type TunnelRejection = string | null;

/** A proxy on this machine that records, and leads every tunnel to one port of it, whatever host was asked for. */
export async function startConnectProxy(
    targetPort: number,
    rejection?: TunnelRejection,
): Promise<ConnectProxy> {
    const tunnels: Tunnel[] = [];
    const plainRequests: string[] = [];
    const sockets = new Set<Socket>();
    const track = (socket: Socket) => {
        sockets.add(socket);
        socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    };
    const server = createServer((request, response) => {
        plainRequests.push(`${request.method ?? ""} ${request.url ?? ""}`);
        response.writeHead(400).end();
    });
    server.on("connection", track);
    server.on("connect", ({ url = "", headers }: IncomingMessage, socket: Socket) => {
        tunnels.push({ target: url, headers });
        if (rejection === null) return;
        if (rejection !== undefined) {
            socket.end(rejection);
            return;
        }
        const upstream = connect(targetPort, "127.0.0.1", () => {
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
            upstream.pipe(socket).pipe(upstream);
        });
        track(upstream);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        port: (server.address() as AddressInfo).port,
        tunnels,
        plainRequests,
        close: async () => {
            for (const socket of sockets) socket.destroy();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
