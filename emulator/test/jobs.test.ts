import { EmulatorClient } from "./emulatorClient";
import { type Emulator, startEmulator } from "../src/index";

let emulator: Emulator;
let caller: EmulatorClient;
beforeEach(async () => {
    emulator = await startEmulator({ boot: 100, stop: 60 });
    caller = new EmulatorClient(emulator);
});
afterEach(() => emulator.close());

async function createJob(body: object = { job_name: "board" }): Promise<string> {
    return String((await caller.create(body)).json.job_id);
}

/** Returns the status as it is now, and as it is each time after so many seconds more. */
async function statuses(id: string, ...seconds: readonly number[]): Promise<unknown[]> {
    const observed = [(await caller.show(id)).status];
    for (const wait of seconds) {
        emulator.elapse(wait);
        observed.push((await caller.show(id)).status);
    }
    return observed;
}

describe("a job on its way up", () => {
    test("is INIT, then WAITING, then RUNNING, and stays so", async () => {
        const id = await createJob();
        expect(await statuses(id, 49, 2, 48, 2, 1e6)).toEqual([1, 1, 7, 7, 8, 8]);
    });

    test("is INIT in the response of create, even where it runs at once", async () => {
        emulator.setOptions({ boot: 0 });
        const { json } = await caller.create({ job_name: "board" });
        expect(json).toMatchObject({ is_success: true, job_name: "board", status: "1" });
        expect(await statuses(String(json.job_id))).toEqual([8]);
    });

    test("goes through the statuses that are set", async () => {
        emulator.setOptions({ bootStatuses: [1, 2, 4, 7], boot: 4 });
        const id = await createJob();
        expect(await statuses(id, 1, 1, 1, 1)).toEqual([1, 2, 4, 7, 8]);
    });

    test.each([3, 5, 6, 11, 14, 16, 17, 21, 22, 0, 99])(
        "ends at %d when that was ordered, once",
        async (status) => {
            emulator.setOptions({ failNextStarts: [status] });
            const id = await createJob();
            expect(await statuses(id, 60, 50, 1e6)).toEqual([1, 7, status, status]);
            const next = await createJob({ job_name: "next" });
            expect(await statuses(next, 101)).toEqual([1, 8]);
        },
    );

    test("does not stay on its way down when its start ends there", async () => {
        emulator.setOptions({ failNextStarts: [9], stoppedStatus: 12 });
        const id = await createJob();
        expect(await statuses(id, 101, 58, 2)).toEqual([1, 9, 9, 12]);
    });
});

describe("a job on its way down", () => {
    test.each([10, 12, 13])("is KILLING after a stop, then %d", async (stoppedStatus) => {
        emulator.setOptions({ stoppedStatus });
        const { id } = emulator.makeJob();
        expect((await caller.stop(id)).json).toEqual({ is_success: true });
        expect(await statuses(id, 59, 2, 1e6)).toEqual([9, 9, stoppedStatus, stoppedStatus]);
    });

    test("is KILLING after a delete, then deleted", async () => {
        const { id } = emulator.makeJob({ status: 12 });
        expect((await caller.remove(id)).json).toEqual({ is_success: true });
        expect(await statuses(id, 59)).toEqual([9, 9]);
        emulator.elapse(2);
        expect((await caller.call("GET", `/${id}`)).status).toBe(404);
        expect(emulator.jobs).toEqual([]);
    });

    test("is deleted at once where that is set", async () => {
        emulator.setOptions({ deleteAtOnce: true });
        const { id } = emulator.makeJob({ status: 12 });
        await caller.remove(id);
        expect((await caller.call("GET", `/${id}`)).status).toBe(404);
    });

    test("is still deleted when a stop is taken meanwhile", async () => {
        emulator.setOptions({ stopAccepts: ["stopping"] });
        const { id } = emulator.makeJob({ status: 12 });
        await caller.remove(id);
        await caller.stop(id);
        emulator.elapse(61);
        expect(emulator.job(id)).toBeUndefined();
    });
});

describe("a restart", () => {
    test("takes a stopped job up again under its ID", async () => {
        const { id } = emulator.makeJob({ status: 13 });
        expect((await caller.restart(id)).json).toEqual({ is_success: true });
        expect(await statuses(id, 51, 50)).toEqual([1, 7, 8]);
    });

    test("can fail when that was ordered", async () => {
        emulator.setOptions({ failNextStarts: [11] });
        const { id } = emulator.makeJob({ status: 12 });
        await caller.restart(id);
        expect(await statuses(id, 101)).toEqual([1, 11]);
    });
});

describe("the running time", () => {
    test("grows while the job runs, and only then", async () => {
        const id = await createJob();
        const duration = async () => (await caller.show(id)).duration;
        emulator.elapse(99);
        expect(await duration()).toBe(0);
        emulator.elapse(11);
        const runningDuration = await duration();
        expect(runningDuration).toBeGreaterThanOrEqual(10_000);
        expect(runningDuration).toBeLessThan(30_000);
        emulator.elapse(100);
        expect(await duration()).toBeGreaterThanOrEqual(runningDuration + 100_000);
        await caller.stop(id);
        const stoppedDuration = await duration();
        expect(stoppedDuration).toBeGreaterThanOrEqual(runningDuration + 100_000);
        emulator.elapse(1000);
        expect(await duration()).toBe(stoppedDuration);
    });

    test("is added up over restarts", async () => {
        const { id } = emulator.makeJob({ status: 12, duration: 5000 });
        await caller.restart(id);
        emulator.elapse(101);
        expect((await caller.show(id)).duration).toBeGreaterThanOrEqual(6000);
    });
});

describe("an automatic stop", () => {
    const schedule = [{ type: "stop", time_unit: "HOURS", duration: 2 }];
    beforeEach(() => {
        emulator.setOptions({ boot: 0, hour: 500, autoStoppedStatus: 13 });
    });

    test("comes when the hours have passed", async () => {
        const id = await createJob({ job_name: "board", schedule });
        expect(await statuses(id, 990, 20, 60)).toEqual([8, 8, 9, 13]);
    });

    test("starts its clock when the job runs", async () => {
        emulator.setOptions({ boot: 100 });
        const id = await createJob({ job_name: "board", schedule });
        expect(await statuses(id, 1010, 100)).toEqual([1, 8, 9]);
    });

    test("begins again with a restart", async () => {
        const id = await createJob({ job_name: "board", schedule });
        expect(await statuses(id, 1070)).toEqual([8, 13]);
        await caller.restart(id);
        expect(await statuses(id, 990, 20)).toEqual([8, 8, 9]);
    });

    test("goes on counting over a restart where that is set, and is spent once", async () => {
        emulator.setOptions({ renewOnRestart: false });
        const id = await createJob({ job_name: "board", schedule });
        emulator.elapse(900);
        await caller.stop(id);
        emulator.elapse(60);
        await caller.restart(id);
        expect(await statuses(id, 90, 20, 60)).toEqual([8, 8, 9, 13]);
        await caller.restart(id);
        expect(await statuses(id, 1e6)).toEqual([8, 8]);
    });

    test("does not come after 0 hours", async () => {
        const id = await createJob({ job_name: "never", schedule: [{ ...schedule[0], duration: 0 }] });
        expect(await statuses(id, 1e6)).toEqual([8, 8]);
    });
});

describe("the description", () => {
    test("is set, and cleared, and nothing else changes", async () => {
        const before = emulator.makeJob({ status: 12, description: "old" });
        const response = await caller.call("PUT", `/${before.id}`, { body: { job_desc: "0" } });
        expect([response.status, response.json]).toEqual([200, { is_success: true }]);
        expect(emulator.job(before.id)).toEqual({ ...before, description: "0" });
        await caller.call("PUT", `/${before.id}`, { body: { job_desc: "" } });
        expect(emulator.job(before.id)).toEqual({ ...before, description: "" });
    });
});

describe("a new job", () => {
    test("can be unknown to calls with its ID for a while", async () => {
        emulator.setOptions({ showDelay: 60 });
        const id = await createJob();
        expect((await caller.call("GET", `/${id}`)).status).toBe(404);
        expect((await caller.stop(id)).status).toBe(404);
        expect((await caller.call("GET")).json.jobs).toHaveLength(1);
        emulator.elapse(60);
        expect((await caller.call("GET", `/${id}`)).status).toBe(200);
    });

    test("can be missing in lists for a while", async () => {
        emulator.makeJob({ createdAt: Date.now() - 60_000 });
        emulator.setOptions({ listDelay: 60 });
        const id = await createJob();
        const { json } = await caller.call("GET");
        expect([json.job_total_count, json.jobs.length]).toEqual([1, 1]);
        expect((await caller.call("GET", `/${id}`)).status).toBe(200);
        emulator.elapse(60);
        expect((await caller.call("GET")).json.job_total_count).toBe(2);
    });
});

describe("IDs", () => {
    test("begin at 8992 and go up", async () => {
        expect([await createJob({ job_name: "a" }), await createJob({ job_name: "b" })]).toEqual([
            "8992",
            "8993",
        ]);
    });

    test("can be beyond 2^53, and are bare numbers then too", async () => {
        emulator.setOptions({ firstId: "9007199254740993", jobIdForm: "number" });
        const { text } = await caller.create({ job_name: "far" });
        expect(text).toContain('"job_id":9007199254740993,');
        expect((await caller.call("GET", "/9007199254740993")).text).toContain('"job_id":9007199254740993,');
        expect((await caller.call("GET", "/9007199254740992")).status).toBe(404);
    });
});
