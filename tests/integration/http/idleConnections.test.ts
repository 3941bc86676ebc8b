import { connected, emulated } from "../../support/emulatedClient";
import { onJobs, perform, sevenCalls } from "../../support/apiCalls";

const emulator = emulated();

const retrying = { "huaweicloud:maxRetries": "1" };
const once = ["create", "stop", "restart", "delete"];

/** Happens to every request on a connection that has carried one before. */
const onReused = (kind: "reset-before" | "reset-after") =>
    emulator().fault({ match: { reused: true }, times: "always", kind });

describe("a connection that the server closes just as it is used again", () => {
    test("does not fail a call that may be repeated", async () => {
        const { jobs } = connected(emulator(), retrying);
        const { id } = emulator().makeJob();
        await jobs.get(id);
        const fault = emulator().fault({ match: { reused: true }, kind: "reset-before" });
        expect((await jobs.get(id)).id).toBe(id);
        expect(fault.fired).toBe(1);
    });

    test("does not fail an update, which may be repeated as well", async () => {
        const { jobs } = connected(emulator(), retrying);
        const { id } = emulator().makeJob();
        await jobs.get(id);
        const fault = emulator().fault({ match: { reused: true, call: "update" }, kind: "reset-after" });
        await jobs.update(id, { description: "x" });
        expect(fault.fired).toBe(1);
        expect(emulator().job(id)?.description).toBe("x");
    });

    test.each(sevenCalls.filter(({ name }) => once.includes(name)))(
        "is never used for $name, which must not be repeated",
        async (call) => {
            const { jobs } = connected(emulator());
            await jobs.get(emulator().makeJob({ name: "other" }).id);
            const fault = onReused("reset-before");
            await perform(call, jobs, emulator());
            expect(fault.fired).toBe(0);
            expect(emulator().requests.map((request) => request.call)).toEqual(["show", call.name]);
        },
    );

    test("is none for a look right after another: connections are kept", async () => {
        const { jobs } = connected(emulator());
        const { id } = emulator().makeJob();
        const fault = emulator().fault({
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
    test.each(onJobs)("answers $name all the same, with no retry", async (call) => {
        emulator().setOptions({ keepAlive: 20 });
        const { jobs } = connected(emulator());
        await jobs.get(emulator().makeJob().id);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await perform(call, jobs, emulator());
        expect(emulator().requests.map((request) => request.call)).toEqual(["show", call.name]);
    });
});
