import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A proxy on this machine that leads every host to one port. */
export interface AllHostsProxy {
    readonly url: string;
    /** The hosts that were asked for, in their order, each once until it is cleared. */
    readonly hosts: Set<string>;
    close(): Promise<void>;
}

export async function startAllHostsProxy(port: number): Promise<AllHostsProxy> {
    const hosts = new Set<string>();
    const open = new Set<Socket>();
    const proxy = createServer((_request, response) => {
        response.writeHead(501).end();
    });
    const connectSockets = (socket: Socket, other: Socket): void => {
        open.add(socket);
        socket.pipe(other);
        socket.once("close", () => {
            open.delete(socket);
            other.destroy();
        });
        socket.on("error", () => other.destroy());
    };
    proxy.on("connect", ({ url = "" }, near: Socket) => {
        hosts.add(url.replace(/:443$/, ""));
        const far = connect(port, "127.0.0.1", () => near.write("HTTP/1.1 200 Connected\r\n\r\n"));
        connectSockets(near, far);
        connectSockets(far, near);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        hosts,
        close: async () => {
            for (const socket of open) socket.destroy();
            proxy.closeAllConnections();
            await new Promise((resolve) => proxy.close(resolve));
        },
    };
}
