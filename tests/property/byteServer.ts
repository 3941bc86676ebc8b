import { type AddressInfo, createServer, type Socket } from "node:net";

/** The response to a request, byte by byte, and what happens to the connection then. */
export interface RawResponse {
    readonly bytes: Buffer;
    readonly then: "close" | "reset" | "keep";
}

export interface ByteServer {
    readonly url: string;
    /** Gives the response to every request from now on, by its first line. */
    respond: (request: string) => RawResponse;
    /** The first lines of the requests that came. */
    readonly requests: string[];
    close(): Promise<void>;
}

/** Returns the response of a service without faults. */
export function jsonResponse(text: string): RawResponse {
    const body = Buffer.from(text);
    const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    return { bytes: Buffer.concat([Buffer.from(head), body]), then: "keep" };
}

/** Starts one server for all tests of a file. */
export function useByteServer(): () => ByteServer {
    let server: ByteServer;
    beforeAll(async () => {
        server = await startByteServer();
    });
    afterAll(() => server.close());
    return () => server;
}

/** Starts a server that recognizes nothing of HTTP but the begin of a request. */
async function startByteServer(): Promise<ByteServer> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket));
        // A client that has read enough closes the connection during a response.
        socket.on("error", () => undefined);
        socket.on("data", (data) => {
            const first = /^[A-Z]+ .* HTTP\/1\.1$/m.exec(data.toString("latin1"))?.[0];
            if (first === undefined) return;
            byteServer.requests.push(first);
            const { bytes, then } = byteServer.respond(first);
            if (then === "close") socket.end(bytes);
            else socket.write(bytes, () => then === "reset" && socket.resetAndDestroy());
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const byteServer: ByteServer = {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        respond: () => jsonResponse("{}"),
        requests: [],
        async close() {
            for (const socket of sockets) socket.destroy();
            await new Promise((resolve) => server.close(resolve));
        },
    };
    return byteServer;
}
