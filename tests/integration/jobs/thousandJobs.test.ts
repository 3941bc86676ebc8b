import { surroundings } from "../../../provider/src/modelarts/connect";
import type { Goal } from "../../../provider/src/reconcile/decide";
import { reach } from "../../../provider/src/reconcile/reconcile";
import { FakeClock } from "../../support/fakeClock";
import { connected, emulated } from "../../support/emulatedClient";
import { Traffic } from "../../support/traffic";

const count = 1000;
/** As it is where nothing is set; empty is not set. */
const limitMs = 900_000;
const defaults = {
    "huaweicloud:maxRetries": "",
    "modelarts:retryDelay": "",
    "modelarts:requestTimeout": "",
};

const emulator = emulated({
    rateLimit: 5,
    boot: 10,
    stop: 5,
    jobQuota: count,
    runningQuota: count,
});
const names = Array.from({ length: count }, (_, i) => `board-${i}`);

/** How often each call was answered so; what was throttled is one of its own. */
function answers(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { call, status } of emulator().requests) {
        const answer = status === 429 ? "throttled" : `${call} ${status}`;
        counts[answer] = (counts[answer] ?? 0) + 1;
    }
    return counts;
}

/* Time leaps when nothing is under way, for the emulator too: half an hour of it takes as long as its requests do. */
describe("a thousand jobs, where five calls a second are let in", () => {
    const traffic = new Traffic();
    const clock = new FakeClock(Date.now());
    beforeAll(() => {
        jest.spyOn(Date, "now").mockImplementation(() => clock.now());
    });
    afterAll(() => {
        traffic.close();
        jest.restoreAllMocks();
    });

    function all<T>(work: (name: string) => Promise<T>): Promise<T[]> {
        return clock.until(Promise.all(names.map(work)), traffic.quiet);
    }

    test("are made and deleted, each once, and none fails", async () => {
        const { watched: jobs } = connected(emulator(), defaults, surroundings(clock));
        const bring = (id: string, goal: Goal, deadline: number, created: boolean) =>
            reach(id, { goal, created, limitMs, deadline, limitAdvice: "" }, { jobs, clock, phaseMs: 0 });
        const ids = new Map<string, string>();

        const made = await all(async (name) => {
            const deadline = clock.now() + limitMs;
            const { id } = await jobs.create({ name, trainUrl: "/bucket/logs/" }, { deadline });
            ids.set(name, id);
            return bring(id, "running", deadline, true);
        });
        expect(new Set(ids.values()).size).toBe(count);
        expect(made.filter((job) => job?.status.phase !== "running")).toEqual([]);
        const named = emulator().jobs.map(({ name }) => name);
        expect(named.sort()).toEqual([...names].sort());
        const { throttled, ...making } = answers();
        expect(throttled).toBeGreaterThan(0);
        const looks = ["list 200", "show 200"];
        expect(Object.keys(making).filter((answer) => !looks.includes(answer))).toEqual(["create 200"]);
        expect(making).toMatchObject({ "create 200": count });

        emulator().clearRequests();
        await all((name) => bring(ids.get(name) ?? "", "gone", clock.now() + limitMs, false));
        expect(emulator().jobs).toEqual([]);
        expect(answers()).toMatchObject({ "stop 200": count, "delete 200": count, "show 404": count });
    }, 180_000);
});
