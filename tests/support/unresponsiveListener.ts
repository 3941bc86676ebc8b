import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** Listens and then blocks its thread, so that connections stay pending once the backlog of the system is full. */
const program = `
const { createServer } = require("node:net");
const { parentPort } = require("node:worker_threads");
const server = createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
});
`;

export interface UnresponsiveListener {
    readonly url: string;
    close(): Promise<void>;
}

/** Starts a listener on this machine that never accepts a connection. */
export async function startUnresponsiveListener(): Promise<UnresponsiveListener> {
    const worker = new Worker(program, { eval: true });
    const [port] = (await once(worker, "message")) as [number];
    await new Promise((resolve) => setTimeout(resolve, 100));
    const fillers: Socket[] = [];
    const close = async () => {
        for (const filler of fillers) filler.destroy();
        await worker.terminate();
    };
    // Fills the backlog until one connection stays pending.
    for (let i = 0; i < 10; i++) {
        const filler = connect(port, "127.0.0.1").on("error", () => undefined);
        fillers.push(filler);
        const isConnected = await Promise.race([
            once(filler, "connect").then(() => true),
            new Promise<boolean>((resolve) => setTimeout(resolve, 200, false)),
        ]);
        if (!isConnected) return { url: `http://127.0.0.1:${port}`, close };
    }
    await close();
    throw new Error("The system accepts every connection.");
}
