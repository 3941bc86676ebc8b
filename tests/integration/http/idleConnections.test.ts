import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { callsOnOneJob, performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const retrying = { "huaweicloud:maxRetries": "1" };
const singleAttemptCalls = ["create", "stop", "restart", "delete"];

describe("a connection that the server closes when it is used again", () => {
    test("does not fail a read, which is retried", async () => {
        const { jobs } = connectToEmulator(emulator(), retrying);
        const { id } = emulator().makeJob();
        await jobs.get(id);
        const fault = emulator().injectFault({ match: { reused: true }, kind: "reset-before" });
        expect((await jobs.get(id)).id).toBe(id);
        expect(fault.applied).toBe(1);
    });

    test("does not fail an update, which is retried", async () => {
        const { jobs } = connectToEmulator(emulator(), retrying);
        const { id } = emulator().makeJob();
        await jobs.get(id);
        const fault = emulator().injectFault({
            match: { reused: true, call: "update" },
            kind: "reset-after",
        });
        await jobs.update(id, { description: "x" });
        expect(fault.applied).toBe(1);
        expect(emulator().job(id)?.description).toBe("x");
    });

    test.each(jobApiCalls.filter(({ name }) => singleAttemptCalls.includes(name)))(
        "is not reused for $name, which must not be retried",
        async (call) => {
            const { jobs } = connectToEmulator(emulator());
            await jobs.get(emulator().makeJob({ name: "other" }).id);
            const fault = emulator().injectFault({
                match: { reused: true },
                times: "always",
                kind: "reset-before",
            });
            await performCall(call, jobs, emulator());
            expect(fault.applied).toBe(0);
            expect(emulator().requests.map((request) => request.call)).toEqual(["show", call.name]);
        },
    );
});

test("reuses a connection for consecutive reads", async () => {
    const { jobs } = connectToEmulator(emulator());
    const { id } = emulator().makeJob();
    const fault = emulator().injectFault({
        match: { reused: true },
        times: "always",
        kind: "delay",
        seconds: 0,
    });
    for (let i = 0; i < 3; i++) await jobs.get(id);
    expect(fault.applied).toBe(2);
});

test.each(callsOnOneJob)(
    "needs no retry for $name after the server closed an idle connection",
    async (call) => {
        emulator().setOptions({ keepAlive: 20 });
        const { jobs } = connectToEmulator(emulator());
        await jobs.get(emulator().makeJob().id);
        await new Promise((resolve) => setTimeout(resolve, 60));
        await performCall(call, jobs, emulator());
        expect(emulator().requests.map((request) => request.call)).toEqual(["show", call.name]);
    },
);
