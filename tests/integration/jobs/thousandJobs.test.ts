import { createRuntime } from "../../../provider/src/modelarts/connect";
import type { Goal } from "../../../provider/src/reconcile/decide";
import { reconcile } from "../../../provider/src/reconcile/reconcile";
import { FakeClock } from "../../support/fakeClock";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { HttpActivity } from "../../support/traffic";

const count = 1000;
/** As it is where nothing is set; empty is not set. */
const limitMs = 900_000;
const defaults = {
    "huaweicloud:maxRetries": "",
    "modelarts:retryDelay": "",
    "modelarts:requestTimeout": "",
};

const emulator = useEmulator({
    rateLimit: 5,
    boot: 10,
    stop: 5,
    jobQuota: count,
    runningQuota: count,
});
const names = Array.from({ length: count }, (_, i) => `board-${i}`);

/** How often each call was answered so; what was throttled is one of its own. */
function countOutcomes(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { call, status } of emulator().requests) {
        const outcome = status === 429 ? "throttled" : `${call} ${status}`;
        counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
}

/* Time leaps when nothing is under way, for the emulator too: half an hour of it takes as long as its requests do. */
describe("a thousand jobs, where five calls a second are let in", () => {
    const traffic = new HttpActivity();
    const clock = new FakeClock(Date.now());
    beforeAll(() => {
        jest.spyOn(Date, "now").mockImplementation(() => clock.now());
    });
    afterAll(() => {
        traffic.close();
        jest.restoreAllMocks();
    });

    function all<T>(work: (name: string) => Promise<T>): Promise<T[]> {
        return clock.until(Promise.all(names.map(work)), traffic.waitUntilIdle);
    }

    test("are made and deleted, each once, and none fails", async () => {
        const { pollingJobs: jobs } = connectToEmulator(emulator(), defaults, createRuntime(clock));
        const bring = (id: string, goal: Goal, deadline: number, isNew: boolean) =>
            reconcile(
                id,
                { goal, isNew, timeoutMs: limitMs, deadline, timeoutHint: "" },
                { jobs, clock, pollOffsetMs: 0 },
            );
        const ids = new Map<string, string>();

        const made = await all(async (name) => {
            const deadline = clock.now() + limitMs;
            const { id } = await jobs.create({ name, trainUrl: "/bucket/logs/" }, { deadline });
            ids.set(name, id);
            return bring(id, "running", deadline, true);
        });
        expect(new Set(ids.values()).size).toBe(count);
        expect(made.filter((job) => job?.status.state !== "running")).toEqual([]);
        const jobNames = emulator().jobs.map(({ name }) => name);
        expect(jobNames.sort()).toEqual([...names].sort());
        const { throttled, ...making } = countOutcomes();
        expect(throttled).toBeGreaterThan(0);
        const polls = ["list 200", "show 200"];
        expect(Object.keys(making).filter((outcome) => !polls.includes(outcome))).toEqual(["create 200"]);
        expect(making).toMatchObject({ "create 200": count });

        emulator().clearRequests();
        await all((name) => bring(ids.get(name) ?? "", "deleted", clock.now() + limitMs, false));
        expect(emulator().jobs).toEqual([]);
        expect(countOutcomes()).toMatchObject({ "stop 200": count, "delete 200": count, "show 404": count });
    }, 180_000);
});
