import { surroundings } from "../../../provider/modelarts/connect";
import type { Goal } from "../../../provider/reconcile/decide";
import { reach } from "../../../provider/reconcile/reconcile";
import { FastClock } from "../../unit/weather/fakeClock";
import { connected, emulated, noKey } from "../emulated";

const count = 1000;
/** Of all that has to do with time, on both sides: twenty of its seconds are one of ours. */
const times = 20;
/** As it is where nothing is set. */
const limitMs = 900_000;

const emulator = emulated({
    rateLimit: 5,
    second: 1 / times,
    boot: 10 / times,
    stop: 5 / times,
    jobQuota: count,
    runningQuota: count,
});

const names = Array.from({ length: count }, (_, i) => `board-${i}`);

/** How often each call was served. All others were throttled, or something else went wrong. */
function served(): { calls: Record<string, number>; refused: number[] } {
    const calls: Record<string, number> = {};
    const refused = new Set<number>();
    for (const { call, status } of emulator().requests) {
        if (status === 200) calls[call] = (calls[call] ?? 0) + 1;
        else refused.add(status ?? 0);
    }
    return { calls, refused: [...refused].sort() };
}

test("a thousand jobs are made and deleted where five calls a second are let in: each once, and none fails", async () => {
    const clock = new FastClock(times);
    const defaults = {
        "huaweicloud:maxRetries": "",
        "modelarts:retryDelay": "",
        "modelarts:requestTimeout": "",
    };
    // A signature has a time of its own.
    const token = { ...noKey, "huaweicloud:token": emulator().options.token };
    const { watched: jobs } = connected(emulator(), { ...defaults, ...token }, surroundings(clock));
    const bring = (id: string, goal: Goal, deadline: number, created: boolean) =>
        reach(id, { goal, created, limitMs, deadline, limitAdvice: "" }, { jobs, clock, phaseMs: 0 });

    const made = await Promise.all(
        names.map(async (name) => {
            const deadline = clock.now() + limitMs;
            const { id } = await jobs.create({ name, trainUrl: "/bucket/logs/" }, { deadline });
            return bring(id, "running", deadline, true);
        }),
    );
    expect(new Set(made.map((job) => job?.id)).size).toBe(count);
    expect(made.filter((job) => job?.status.phase !== "running")).toEqual([]);
    expect(
        emulator()
            .jobs.map(({ name }) => name)
            .sort(),
    ).toEqual([...names].sort());
    expect(served()).toMatchObject({ calls: { create: count }, refused: [429] });

    emulator().clearRequests();
    await Promise.all(made.map((job) => bring(job?.id ?? "", "gone", clock.now() + limitMs, false)));
    expect(emulator().jobs).toEqual([]);
    expect(served()).toMatchObject({ calls: { stop: count, delete: count }, refused: [404, 429] });
}, 180_000);
