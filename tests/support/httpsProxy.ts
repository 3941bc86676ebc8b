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
    readonly plain: readonly string[];
    close(): Promise<void>;
}

/** What it does in place of making a tunnel: answers with these bytes and ends; `null`: nothing, ever. */
export type Refusal = string | null;

/** A proxy on this machine that records, and leads every tunnel to one port of it, whatever host was asked for. */
export async function connectProxy(targetPort: number, refuse?: Refusal): Promise<ConnectProxy> {
    const tunnels: Tunnel[] = [];
    const plain: string[] = [];
    const sockets = new Set<Socket>();
    const keep = (socket: Socket) => {
        sockets.add(socket);
        socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    };
    const server = createServer((request, response) => {
        plain.push(`${request.method ?? ""} ${request.url ?? ""}`);
        response.writeHead(400).end();
    });
    server.on("connection", keep);
    server.on("connect", ({ url = "", headers }: IncomingMessage, socket: Socket) => {
        tunnels.push({ target: url, headers });
        if (refuse === null) return;
        if (refuse !== undefined) {
            socket.end(refuse);
            return;
        }
        const onward = connect(targetPort, "127.0.0.1", () => {
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
            onward.pipe(socket).pipe(onward);
        });
        keep(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        port: (server.address() as AddressInfo).port,
        tunnels,
        plain,
        close: async () => {
            for (const socket of sockets) socket.destroy();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
