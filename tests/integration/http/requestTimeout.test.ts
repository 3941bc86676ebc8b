import { type AddressInfo, createServer, type Socket } from "node:net";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { callsOnOneJob, performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const impatient = { "modelarts:requestTimeout": "0.2" };

describe("a service that does not answer in time", () => {
    test.each(jobApiCalls)(
        "ends the call with a timeout that says where and how long: silence on $name",
        async (call) => {
            emulator().injectFault({ match: { call: call.name }, kind: "silence", times: "always" });
            const failure = await rejectionOf(
                performCall(call, connectToEmulator(emulator(), impatient).jobs, emulator()),
            );
            expect(failure.kind).toBe("timeout");
            for (const part of [new URL(emulator().info.url).host, "0.2 s"])
                expect(failure.message).toContain(part);
        },
    );

    test.each(jobApiCalls)(
        "ends the call with a timeout, though a byte comes now and then: $name",
        async (call) => {
            emulator().injectFault({
                match: { call: call.name },
                kind: "drip",
                interval: 20,
                times: "always",
            });
            const failure = await rejectionOf(
                performCall(call, connectToEmulator(emulator(), impatient).jobs, emulator()),
            );
            expect(failure.kind).toBe("timeout");
        },
    );

    test("is told with the setting that would give it more time", async () => {
        emulator().injectFault({ kind: "silence" });
        const failure = await rejectionOf(connectToEmulator(emulator(), impatient).jobs.get("1"));
        expect(failure.message).toContain("modelarts:requestTimeout");
    });

    test("ends the call where the answer is late as a whole", async () => {
        const { id } = emulator().makeJob();
        emulator().injectFault({ match: { call: "stop" }, kind: "delay", seconds: 3 });
        const failure = await rejectionOf(connectToEmulator(emulator(), impatient).jobs.stop(id));
        expect(failure).toMatchObject({ kind: "timeout", outcomeUnknown: true });
    });

    test("ends the call where the connection is never served", async () => {
        const sockets: Socket[] = [];
        const server = createServer((socket) => sockets.push(socket));
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        try {
            const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
            const values = { ...impatient, "huaweicloud:endpoints": JSON.stringify({ modelarts: url }) };
            expect((await rejectionOf(connectToEmulator(emulator(), values).jobs.get("1"))).kind).toBe(
                "timeout",
            );
        } finally {
            for (const socket of sockets) socket.destroy();
            await new Promise((resolve) => server.close(resolve));
        }
    });

    test("of a project lookup ends that as well", async () => {
        emulator().injectFault({ match: { call: "projects" }, kind: "drip", interval: 20 });
        const { jobs } = connectToEmulator(emulator(), { ...impatient, "huaweicloud:projectId": "" });
        const failure = await rejectionOf(jobs.get("1"));
        expect(failure.kind).toBe("timeout");
        expect(failure.message).toContain("look up the project");
    });
});

describe("a caller who gives up", () => {
    test.each(["silence", "drip"] as const)("ends the call with his own reason: %s", async (kind) => {
        emulator().injectFault({ match: { call: "show" }, kind });
        const reason = new Error("the caller has given up");
        const controller = new AbortController();
        const end = emulator().onRequest(() => {
            end();
            controller.abort(reason);
        });
        await expect(connectToEmulator(emulator()).jobs.get("1", { signal: controller.signal })).rejects.toBe(
            reason,
        );
    });

    test("before the call sends nothing", async () => {
        const reason = new Error("the caller has given up");
        const options = { signal: AbortSignal.abort(reason) };
        const { jobs } = connectToEmulator(emulator());
        await expect(jobs.get("1", options)).rejects.toBe(reason);
        await expect(jobs.stop("1", options)).rejects.toBe(reason);
        await expect(jobs.create({ name: "board", trainUrl: "/bucket/logs/" }, options)).rejects.toBe(reason);
        await expect(collect(jobs.list({}, options))).rejects.toBe(reason);
        expect(emulator().requests).toEqual([]);
    });
});

describe("a connection that breaks", () => {
    const broken = (["reset-before", "half"] as const).flatMap((kind) =>
        callsOnOneJob.map((call) => ({ kind, call, name: call.name })),
    );

    test.each(broken)("is told as trouble of the network: $kind at $name", async ({ kind, call }) => {
        emulator().injectFault({ match: { call: call.name }, kind });
        const failure = await rejectionOf(performCall(call, connectToEmulator(emulator()).jobs, emulator()));
        expect(failure).toMatchObject({ kind: "network", outcomeUnknown: true });
        expect(failure.message).toContain(new URL(emulator().info.url).host);
    });
});
