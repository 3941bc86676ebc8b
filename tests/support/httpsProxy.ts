import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface Tunnel {
    /** The CONNECT request names this `host:port`. */
    readonly target: string;
    readonly headers: IncomingMessage["headers"];
}

export interface HttpsProxy {
    readonly url: string;
    readonly tunnels: readonly Tunnel[];
    /** Contains the host of each tunnel once, without the port 443, until a test clears it. */
    readonly hosts: Set<string>;
    /** Contains the requests without a tunnel, which the proxy could read. */
    readonly plainRequests: readonly string[];
    close(): Promise<void>;
}

/** The proxy responds to CONNECT with these bytes and closes the connection. With `null` it never responds. */
export type TunnelRejection = string | null;

/** Starts a proxy on this machine that connects the tunnels of all hosts to the server at one local address. */
export async function startHttpsProxy(targetUrl: string, rejection?: TunnelRejection): Promise<HttpsProxy> {
    const tunnels: Tunnel[] = [];
    const hosts = new Set<string>();
    const plainRequests: string[] = [];
    const sockets = new Set<Socket>();
    const track = (socket: Socket) => {
        sockets.add(socket);
        socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    };
    const server = createServer(({ method = "", url = "" }, response) => {
        plainRequests.push(`${method} ${url}`);
        response.writeHead(400).end();
    });
    server.on("connection", track);
    server.on("connect", ({ url = "", headers }: IncomingMessage, socket: Socket) => {
        tunnels.push({ target: url, headers });
        hosts.add(url.replace(/:443$/, ""));
        if (rejection === null) return;
        if (rejection !== undefined) {
            socket.end(rejection);
            return;
        }
        const upstream = connect(Number(new URL(targetUrl).port), "127.0.0.1", () => {
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
            upstream.pipe(socket).pipe(upstream);
        });
        track(upstream);
        socket.on("close", () => upstream.destroy());
        upstream.on("close", () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        url: `http://127.0.0.1:${port}`,
        tunnels,
        hosts,
        plainRequests,
        close: async () => {
            for (const socket of sockets) socket.destroy();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
