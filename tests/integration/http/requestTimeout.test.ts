import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { Reconciler } from "../../../provider/src/reconcile/reconcile";
import { systemClock } from "../../../provider/src/modelarts/clock";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { callsOnOneJob } from "../../support/apiCalls";

/**
 * A program that listens and then blocks its thread, so that connections stay pending once the backlog of the system is
 * full.
 */
const program = `
const { createServer } = require("node:net");
const { parentPort } = require("node:worker_threads");
const server = createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
});
`;

interface UnresponsiveListener {
    readonly url: string;
    close(): Promise<void>;
}

/** Starts a listener on this machine that never accepts a connection. */
async function startUnresponsiveListener(): Promise<UnresponsiveListener> {
    const worker = new Worker(program, { eval: true });
    const [port] = (await once(worker, "message")) as [number];
    await new Promise((resolve) => setTimeout(resolve, 100));
    const fillers: Socket[] = [];
    const close = async () => {
        for (const filler of fillers) filler.destroy();
        await worker.terminate();
    };
    // This fills the backlog until one connection stays pending.
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

const emulator = useEmulator();
const shortTimeout = { "modelarts:requestTimeout": "0.2" };
const connectTo = (endpoints: object, values = {}) =>
    connectToEmulator(emulator(), {
        ...shortTimeout,
        "huaweicloud:endpoints": JSON.stringify(endpoints),
        ...values,
    });

test("names host, timeout and setting in the error", async () => {
    emulator().injectFault({ kind: "no-response" });
    const error = await rejectionOf(connectToEmulator(emulator(), shortTimeout).jobs.get("1"));
    expect(error.kind).toBe("timeout");
    for (const part of [new URL(emulator().info.url).host, "within 0.2 s", "modelarts:requestTimeout"])
        expect(error.message).toContain(part);
});

test("applies to the lookup of a project", async () => {
    emulator().injectFault({ match: { call: "projects" }, kind: "slow-body", interval: 20 });
    const values = { ...shortTimeout, "huaweicloud:projectId": "" };
    const error = await rejectionOf(connectToEmulator(emulator(), values).jobs.get("1"));
    expect(error.kind).toBe("timeout");
    expect(error.message).toContain("look up the project");
});

test("applies to a server that accepts connections and never responds", async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
        const modelarts = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const error = await rejectionOf(connectTo({ modelarts }).jobs.get("1"));
        expect(error.kind).toBe("timeout");
    } finally {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
    }
});

describe("with a listener that never accepts a connection", () => {
    let listener: UnresponsiveListener;
    beforeAll(async () => {
        listener = await startUnresponsiveListener();
    });
    afterAll(() => listener.close());

    test("fails every call with host and timeout", async () => {
        const { jobs } = connectTo({ modelarts: listener.url });
        const errors = callsOnOneJob.map(({ run }) => rejectionOf(run(jobs, "1")));
        for (const error of await Promise.all(errors)) {
            expect(error.kind).toBe("timeout");
            expect(error.message).toContain(new URL(listener.url).host);
            expect(error.message).toContain("within 0.2 s");
        }
    });

    test("fails the lookup of a project and the call that needs it", async () => {
        const endpoints = { modelarts: emulator().info.modelarts, iam: listener.url };
        const { jobs } = connectTo(endpoints, { "huaweicloud:projectId": "" });
        const error = await rejectionOf(jobs.get("1"));
        expect(error.kind).toBe("timeout");
        expect(error.message).toContain("look up the project");
        expect(emulator().requests).toEqual([]);
    });
});

test.each([{ kind: "no-response" }, { kind: "slow-body", interval: 50 }] as const)(
    "ends one poll of a wait, and not the wait: $kind",
    async (fault) => {
        const { jobs } = connectToEmulator(emulator(), shortTimeout);
        const { id } = emulator().makeJob();
        emulator().setOptions({ stop: 0 });
        emulator().injectFault({ match: { call: "show" }, nth: 2, ...fault });
        const deadline = systemClock.monotonicNow() + 30_000;
        const operation = { kind: "update", timeoutMs: 30_000, deadline } as const;
        const job = await new Reconciler(
            { id, goal: "stopped" },
            jobs,
            { clock: systemClock, intervalMs: 20 },
            operation,
        ).run();
        expect(job?.status.state).toBe("stopped");
        expect(emulator().requests.map(({ call }) => call)).toEqual(["show", "stop", "show", "show"]);
    },
);
