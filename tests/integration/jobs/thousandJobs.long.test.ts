import { createRuntime } from "../../../provider/src/modelarts/connect";
import type { WaitState } from "../../../provider/src/modelarts/job";
import { Reconciler } from "../../../provider/src/reconcile/reconcile";
import { FakeClock } from "../../support/fakeClock";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { HttpActivity } from "../../support/traffic";

const count = 1000;
/** The default of modelarts:waitTimeout. */
const timeoutMs = 900_000;
/** An empty value unsets a setting, so that its default counts. */
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

/** Counts the requests by call and HTTP status; throttled requests are counted together. */
function countOutcomes(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { call, status } of emulator().requests) {
        const outcome = status === 429 ? "throttled" : `${call} ${status}`;
        counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
}

/* The clock advances to the next sleeper as soon as no request is open, for the emulator too. */
describe("a thousand jobs at five requests per second", () => {
    const activity = new HttpActivity();
    const clock = new FakeClock(Date.now());
    beforeAll(() => {
        jest.spyOn(Date, "now").mockImplementation(() => clock.timeOfDay());
    });
    afterAll(() => {
        activity.close();
        jest.restoreAllMocks();
    });

    function forEachName<T>(work: (name: string) => Promise<T>): Promise<T[]> {
        return clock.until(Promise.all(names.map(work)), activity.waitUntilIdle);
    }

    test("are each created and deleted once, without an error", async () => {
        const { pollingJobs: jobs } = connectToEmulator(emulator(), defaults, createRuntime(clock));
        const reach = (id: string, goal: WaitState, deadline: number, isNew: boolean) =>
            new Reconciler(
                { id, goal, isNew },
                jobs,
                { clock },
                { kind: "create", timeoutMs, deadline },
            ).run();
        const ids = new Map<string, string>();

        const newJobs = await forEachName(async (name) => {
            const deadline = clock.monotonicNow() + timeoutMs;
            const { id } = await jobs.create({ name, trainUrl: "/bucket/logs/" }, { deadline });
            ids.set(name, id);
            return reach(id, "running", deadline, true);
        });
        expect(new Set(ids.values()).size).toBe(count);
        expect(newJobs.filter((job) => job?.status.state !== "running")).toEqual([]);
        const jobNames = emulator().jobs.map(({ name }) => name);
        expect(jobNames.sort()).toEqual([...names].sort());
        const { throttled, ...outcomes } = countOutcomes();
        expect(throttled).toBeGreaterThan(0);
        const polls = ["list 200", "show 200"];
        expect(Object.keys(outcomes).filter((outcome) => !polls.includes(outcome))).toEqual(["create 200"]);
        expect(outcomes).toMatchObject({ "create 200": count });

        emulator().clearRequests();
        await forEachName((name) =>
            reach(ids.get(name) ?? "", "deleted", clock.monotonicNow() + timeoutMs, false),
        );
        expect(emulator().jobs).toEqual([]);
        expect(countOutcomes()).toMatchObject({ "stop 200": count, "delete 200": count });
        // A list says of most jobs that they are deleted.
        expect(countOutcomes()["show 404"] ?? 0).toBeLessThan(count / 10);
    }, 180_000);
});
