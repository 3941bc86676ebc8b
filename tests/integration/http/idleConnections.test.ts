import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { callsOnOneJob, performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();

const retrying = { "huaweicloud:maxRetries": "1" };
const once = ["create", "stop", "restart", "delete"];

/** Happens to every request on a connection that has carried one before. */
const onReused = (kind: "reset-before" | "reset-after") =>
    emulator().injectFault({ match: { reused: true }, times: "always", kind });

describe("a connection that the server closes just as it is used again", () => {
    test("does not fail a call that may be repeated", async () => {
        const { jobs } = connectToEmulator(emulator(), retrying);
        const { id } = emulator().makeJob();
        await jobs.get(id);
        const fault = emulator().injectFault({ match: { reused: true }, kind: "reset-before" });
        expect((await jobs.get(id)).id).toBe(id);
        expect(fault.fired).toBe(1);
    });

    test("does not fail an update, which may be repeated as well", async () => {
        const { jobs } = connectToEmulator(emulator(), retrying);
        const { id } = emulator().makeJob();
        await jobs.get(id);
        const fault = emulator().injectFault({
            match: { reused: true, call: "update" },
            kind: "reset-after",
        });
        await jobs.update(id, { description: "x" });
        expect(fault.fired).toBe(1);
        expect(emulator().job(id)?.description).toBe("x");
    });

    test.each(jobApiCalls.filter(({ name }) => once.includes(name)))(
        "is never used for $name, which must not be repeated",
        async (call) => {
            const { jobs } = connectToEmulator(emulator());
            await jobs.get(emulator().makeJob({ name: "other" }).id);
            const fault = onReused("reset-before");
            await performCall(call, jobs, emulator());
            expect(fault.fired).toBe(0);
            expect(emulator().requests.map((request) => request.call)).toEqual(["show", call.name]);
        },
    );

    test("is none for a look right after another: connections are kept", async () => {
        const { jobs } = connectToEmulator(emulator());
        const { id } = emulator().makeJob();
        const fault = emulator().injectFault({
            match: { reused: true },
            times: "always",
            kind: "delay",
            seconds: 0,
        });
        for (let i = 0; i < 3; i++) await jobs.get(id);
        expect(fault.fired).toBe(2);
    });
});

describe("a server that closes idle connections soon, and tells nobody", () => {
    test.each(callsOnOneJob)("answers $name all the same, with no retry", async (call) => {
        emulator().setOptions({ keepAlive: 20 });
        const { jobs } = connectToEmulator(emulator());
        await jobs.get(emulator().makeJob().id);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await performCall(call, jobs, emulator());
        expect(emulator().requests.map((request) => request.call)).toEqual(["show", call.name]);
    });
});
