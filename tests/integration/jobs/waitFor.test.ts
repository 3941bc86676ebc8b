import type { Job, WaitOptions, WaitState } from "../../../provider/src/modelarts/job";
import { createRuntime } from "../../../provider/src/modelarts/connect";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";
import { quickClock } from "../../support/fakeClock";

const emulator = useEmulator();
const runningCode = 8;
const killedCode = 12;
const failedCode = 11;
const startingCode = 1;
const stoppingCode = 9;

function waitFor(id: string, state: WaitState, options?: WaitOptions): Promise<Job | undefined> {
    const { waitFor: wait } = connectToEmulator(emulator(), { "modelarts:pollInterval": "0.01" });
    return wait(id, state, options);
}

/** Makes a client on whose clock half a minute passes in 0.3 s. */
const connectQuickly = () =>
    connectToEmulator(emulator(), { "modelarts:pollInterval": "1" }, createRuntime(quickClock));

/** Does something when the service has received so many reads. */
function afterReads(count: number, action: () => void): void {
    const end = emulator().onRequest(() => {
        const reads = emulator().requests.filter(({ call }) => call === "show" || call === "list");
        if (reads.length < count) return;
        end();
        action();
    });
}

describe("waitFor resolves", () => {
    test("with the job when it is in the state", async () => {
        const { id } = emulator().makeJob({ status: startingCode, name: "board" });
        afterReads(3, () => emulator().moveJob(id, runningCode));
        expect(await waitFor(id, "running")).toMatchObject({
            id,
            name: "board",
            status: { name: "RUNNING" },
        });
        expect(emulator().requests.length).toBeGreaterThanOrEqual(3);
    });

    test("after one poll, with a job that is in the state already", async () => {
        const { id } = emulator().makeJob({ status: killedCode });
        expect(await waitFor(id, "stopped")).toMatchObject({ status: { name: "KILLED" } });
        expect(emulator().requests.map(({ call }) => call)).toEqual(["show"]);
    });

    test("with undefined when the job is deleted", async () => {
        const { id } = emulator().makeJob({ status: killedCode });
        afterReads(3, () => {
            emulator().removeJob(id);
        });
        const client = connectQuickly();
        expect(await client.waitFor(id, "deleted")).toBeUndefined();
        expect(await client.waitFor(id, "deleted")).toBeUndefined();
    });

    test("with undefined at the first poll that does not find a job which the client has deleted", async () => {
        emulator().setOptions({ deleteAtOnce: true });
        const { id } = emulator().makeJob({ status: killedCode });
        const client = connectToEmulator(emulator());
        await client.jobs.delete(id);
        expect(await client.waitFor(id, "deleted")).toBeUndefined();
        expect(emulator().requests.map(({ call }) => call)).toEqual(["delete", "show"]);
    });

    test("with undefined at the first poll that does not find a job which was old when it was given", async () => {
        const client = connectToEmulator(emulator());
        const job: Pick<Job, "id"> = { id: "7", ...{ createdAt: "2024-01-31T00:00:00Z" } };
        expect(await client.waitFor(job, "deleted")).toBeUndefined();
        expect(emulator().requests.map(({ call }) => call)).toEqual(["show"]);
    });

    test("with the job that show does not know yet", async () => {
        emulator().setOptions({ showDelay: 0.1, boot: 0 });
        const client = connectQuickly();
        const job = await client.jobs.create({ name: "new", trainUrl: "/bucket/folder/" });
        expect((await client.waitFor(job, "running"))?.status.name).toBe("RUNNING");
        expect(emulator().requests.some(({ status }) => status === 404)).toBe(true);
    });

    test("not while a job exists that show does not know: deleted", async () => {
        emulator().setOptions({ showDelay: 1000 });
        const client = connectQuickly();
        const { id } = await client.jobs.create({ name: "new", trainUrl: "/bucket/folder/" });
        const late = await rejectionOf(client.waitFor(id, "deleted", { timeout: 60 }));
        expect(late.kind).toBe("wait-timeout");
        const early = await rejectionOf(waitFor(id, "deleted", { timeout: 0.1 }));
        expect(early.kind).toBe("wait-timeout");
        expect(early.message).toContain("the service does not show the job");
    });

    test.each([
        ["running", killedCode, runningCode],
        ["stopped", failedCode, killedCode],
    ] as const)("when the status lags behind the call: %s", async (state, before, after) => {
        const { id } = emulator().makeJob({ status: before });
        afterReads(3, () => emulator().moveJob(id, after));
        expect((await waitFor(id, state))?.status.state).toBe(state);
    });

    test("after transient errors between the polls", async () => {
        const { id } = emulator().makeJob({ status: startingCode });
        afterReads(2, () => {
            const trouble = { match: { call: "show" }, times: 2 } as const;
            emulator().injectFault({ ...trouble, response: { status: 503 } });
            emulator().injectFault({ ...trouble, kind: "reset-before" });
            emulator().moveJob(id, runningCode);
        });
        expect((await waitFor(id, "running"))?.status.name).toBe("RUNNING");
        expect(emulator().requests.filter(({ status }) => status !== 200).length).toBe(4);
    });

    test("many waits with few lists", async () => {
        const ids = Array.from({ length: 50 }, () => emulator().makeJob({ status: startingCode }).id);
        const { waitFor: wait } = connectToEmulator(emulator(), { "modelarts:pollInterval": "0.01" });
        afterReads(3, () => {
            for (const id of ids) emulator().moveJob(id, runningCode);
        });
        const jobs = await Promise.all(ids.map((id) => wait(id, "running")));
        expect(jobs.map((job) => job?.id)).toEqual(ids);
        expect(emulator().requests.length).toBeLessThan(20);
    });
});

describe("waitFor rejects", () => {
    test("with kind wait-timeout when the time is over, and says the status and the last error", async () => {
        const { id } = emulator().makeJob({ status: startingCode, name: "board" });
        const late = await rejectionOf(waitFor(id, "running", { timeout: 0.05 }));
        expect(late).toMatchObject({ kind: "wait-timeout", job: { id, name: "board" } });
        expect(late.message).toContain("after 0.05 s its status is INIT (1), not running");
        afterReads(emulator().requests.length + 2, () => {
            emulator().injectFault({ match: { call: "show" }, times: "always", response: { status: 503 } });
        });
        const silent = await rejectionOf(waitFor(id, "running", { timeout: 1 }));
        expect(silent.kind).toBe("wait-timeout");
        expect(silent.message).toContain("the last poll failed: ");
    });

    test("with kind wait-timeout when the time of the settings is over", async () => {
        const { id } = emulator().makeJob({ status: runningCode });
        const { waitFor: wait } = connectToEmulator(emulator(), { "modelarts:waitTimeout": "0.05" });
        expect((await rejectionOf(wait(id, "stopped"))).kind).toBe("wait-timeout");
    });

    test.each([
        ["running", startingCode, failedCode, "FAILED (11)"],
        ["running", startingCode, killedCode, "KILLED (12)"],
        ["stopped", stoppingCode, failedCode, "FAILED (11)"],
        ["deleted", killedCode, failedCode, "FAILED (11)"],
    ] as const)(
        "with kind unexpected-state when the job gets where it stays: %s from %i to %i",
        async (state, from, to, status) => {
            const { id } = emulator().makeJob({ status: from });
            afterReads(2, () => emulator().moveJob(id, to));
            const failure = await rejectionOf(waitFor(id, state));
            expect(failure).toMatchObject({ kind: "unexpected-state", job: { id } });
            expect(failure.message).toContain(status);
        },
    );

    test("with kind unexpected-state for a failed job that stays failed", async () => {
        const { id } = emulator().makeJob({ status: failedCode });
        expect((await rejectionOf(waitFor(id, "running"))).kind).toBe("unexpected-state");
        expect(emulator().requests).toHaveLength(5);
    });

    test.each(["running", "stopped"] as const)(
        "with kind not-found when there is no such job: %s",
        async (state) => {
            const { id } = emulator().makeJob({ status: startingCode });
            afterReads(2, () => {
                emulator().removeJob(id);
            });
            expect((await rejectionOf(connectQuickly().waitFor(id, state))).kind).toBe("not-found");
        },
    );

    test("with the error of the first poll", async () => {
        const { id } = emulator().makeJob();
        emulator().injectFault({ match: { call: "show" }, times: "always", response: { status: 503 } });
        expect((await rejectionOf(waitFor(id, "stopped"))).kind).toBe("server-error");
    });

    test("with the signal's reason on abort, before and between the polls", async () => {
        const reason = new Error("enough");
        const { id } = emulator().makeJob({ status: startingCode });
        await expect(waitFor(id, "running", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
        expect(emulator().requests).toEqual([]);
        const controller = new AbortController();
        afterReads(2, () => {
            controller.abort(reason);
        });
        await expect(waitFor(id, "running", { signal: controller.signal })).rejects.toBe(reason);
    });

    test.each([
        ["state", "vanished", {}],
        ["state", undefined, {}],
        ["timeout", "running", { timeout: -1 }],
        ["timeout", "running", { timeout: "1" }],
        ["signal", "running", { signal: true }],
        ["options", "running", null],
    ])("with kind settings for an invalid %s, and sends nothing", async (_, state, options) => {
        const call = waitFor("8992", state as WaitState, options as WaitOptions);
        expect((await rejectionOf(call)).kind).toBe("settings");
        expect(emulator().requests).toEqual([]);
    });
});

test("waitFor never changes a job", async () => {
    const { id } = emulator().makeJob({ status: runningCode });
    for (const state of ["stopped", "deleted"] as const)
        await rejectionOf(waitFor(id, state, { timeout: 0.05 }));
    expect(new Set(emulator().requests.map(({ call }) => call))).toEqual(new Set(["show"]));
});
