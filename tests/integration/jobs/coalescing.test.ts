import { createRuntime } from "../../../provider/src/modelarts/connect";
import { isModelArtsError } from "../../../provider/src/modelarts/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { AutoAdvanceClock } from "../../support/fakeClock";

const emulator = useEmulator();
const connect = () => connectToEmulator(emulator()).pollingJobs;
type PollingJobs = ReturnType<typeof connect>;
const getFrom =
    (jobs: PollingJobs): PollingJobs["get"] =>
    (id, options) =>
        jobs.get(id, options);
const numberedIds = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

function makeJobs(count: number): string[] {
    const ids = numberedIds(count);
    for (const id of ids) emulator().makeJob({ id, name: `job-${id}`, status: 12 });
    return ids;
}

/** Counts the number of requests of each call. */
function countCalls(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { call } of emulator().requests) counts[call] = (counts[call] ?? 0) + 1;
    return counts;
}

/** Polls `width` jobs at a time, as the engine does. */
async function runConcurrently<T>(ids: readonly string[], width: number, poll: (id: string) => Promise<T>) {
    const remaining = ids.entries();
    const results: T[] = [];
    const one = async () => {
        for (const [index, id] of remaining) results[index] = await poll(id);
    };
    await Promise.all(Array.from({ length: width }, one));
    return results;
}

describe("concurrent reads", () => {
    test("send one list, and each gets its own job", async () => {
        const ids = makeJobs(100);
        const get = getFrom(connect());
        const jobs = await Promise.all(ids.map((id) => get(id)));
        expect(jobs.map(({ id, name }) => [id, name])).toEqual(ids.map((id) => [id, `job-${id}`]));
        expect(countCalls()).toEqual({ list: 1 });
    });

    test("of one job send one show", async () => {
        const [id = ""] = makeJobs(1);
        const get = getFrom(connect());
        expect(await Promise.all([get(id), get(id)])).toMatchObject([{ id }, { id }]);
        expect(countCalls()).toEqual({ show: 1 });
    });

    test("report a job that the list lacks as not found only after a show", async () => {
        const ids = makeJobs(10);
        emulator().removeJob("3");
        const get = getFrom(connect());
        const polls = await Promise.allSettled(ids.map((id) => get(id)));
        const failedIndexes = polls.flatMap((poll, index) => (poll.status === "rejected" ? [index] : []));
        expect(failedIndexes).toEqual([2]);
        expect(isModelArtsError((polls[2] as PromiseRejectedResult).reason, "not-found")).toBe(true);
        expect(countCalls()).toEqual({ list: 1, show: 1 });
    });

    test("get a job that no list has with a show, and later without a list", async () => {
        const ids = numberedIds(10);
        for (const id of ids) emulator().makeJob({ id, workspaceId: "7" });
        const get = getFrom(connect());
        for (const lists of [1, 1]) {
            expect((await Promise.all(ids.map((id) => get(id)))).map(({ id }) => id)).toEqual(ids);
            expect(countCalls()["list"]).toBe(lists);
        }
        expect(countCalls()["show"]).toBe(20);
    });

    test("send shows when the user may not list, and no further list", async () => {
        const ids = makeJobs(5);
        const response = { status: 403, body: { error_code: "ModelArts.0112", error_msg: "no" } };
        emulator().injectFault({ match: { call: "list" }, times: "always", response });
        const get = getFrom(connect());
        for (let time = 0; time < 2; time++) await Promise.all(ids.map((id) => get(id)));
        expect(countCalls()).toEqual({ list: 1, show: 10 });
    });

    test("of few jobs do not list many pages again and again", async () => {
        makeJobs(2000);
        emulator().setOptions({ perPageMax: 100, perPageAbove: "clamped" });
        const few = ["1", "2", "3", "4"];
        const get = getFrom(connect());
        for (let time = 0; time < 3; time++) await Promise.all(few.map((id) => get(id)));
        // Each time there are four pages, one attempt at a large page, and four shows.
        expect(emulator().requests.length).toBeLessThanOrEqual(4 + 1 + 4 * 3);
    });

    test("send at most 33 requests at the same time", async () => {
        const ids = makeJobs(200);
        emulator().injectFault({ match: { call: "list" }, times: "always", response: { status: 403 } });
        emulator().injectFault({ match: { call: "show" }, times: "always", kind: "delay", seconds: 0.02 });
        let maxPending = 0;
        emulator().onRequest(() => {
            const pending = emulator().requests.filter(({ outcome }) => outcome === "pending").length;
            maxPending = Math.max(maxPending, pending);
        });
        const get = getFrom(connect());
        await Promise.all(ids.map((id) => get(id)));
        expect(maxPending).toBeGreaterThan(8);
        expect(maxPending).toBeLessThanOrEqual(33);
    });
});

describe("consecutive reads", () => {
    test("of a thousand jobs with a maximum age send one list, a small page and a large one", async () => {
        const ids = makeJobs(1000);
        const get = getFrom(connect());
        const jobs = await runConcurrently(ids, 8, (id) => get(id, { maxAgeMs: 60_000 }));
        expect(jobs.map(({ id }) => id)).toEqual(ids);
        expect(countCalls()).toEqual({ list: 2 });
    });

    test("without a maximum age send a request each", async () => {
        makeJobs(1);
        const get = getFrom(connect());
        await get("1");
        emulator().moveJob("1", 8);
        expect((await get("1")).status.name).toBe("RUNNING");
    });

    test("do not reuse an observation from before an action on the job", async () => {
        const ids = makeJobs(3);
        const jobs = connect();
        const get = getFrom(jobs);
        await Promise.all(ids.map((id) => get(id)));
        await jobs.delete("2");
        emulator().removeJob("2");
        await expect(get("2", { maxAgeMs: 60_000 })).rejects.toMatchObject({ kind: "not-found" });
        expect((await get("3", { maxAgeMs: 60_000 })).id).toBe("3");
        expect(countCalls()).toEqual({ list: 1, delete: 1, show: 1 });
    });
});

describe("a list that fails", () => {
    const listFault = { match: { call: "list" }, times: "always", response: { status: 503 } } as const;

    test("fails each read without retries, with the job in the error", async () => {
        const ids = makeJobs(3);
        emulator().injectFault(listFault);
        const jobs = connectToEmulator(emulator(), { "huaweicloud:maxRetries": "3" }).pollingJobs;
        const polls = await Promise.allSettled(ids.map((id) => jobs.get(id, { noRetry: true })));
        for (const [index, poll] of polls.entries()) {
            expect(poll).toMatchObject({ reason: { kind: "server-error", job: { id: ids[index] } } });
            expect((poll as PromiseRejectedResult).reason).toMatchObject({
                message: expect.stringContaining(`look up visualization job (${ids[index] ?? ""})`) as string,
            });
        }
        expect(countCalls()).toEqual({ list: 1 });
    });

    test("is replaced by shows for reads with retries", async () => {
        const ids = makeJobs(3);
        emulator().injectFault(listFault);
        const get = getFrom(connect());
        expect((await Promise.all(ids.map((id) => get(id)))).map(({ id }) => id)).toEqual(ids);
        expect(countCalls()).toEqual({ list: 1, show: 3 });
    });
});

test.each([-3_600_000, 3_600_000])(
    "reuses an observation by its age when the time of day is set by %i ms",
    async (byMs) => {
        const ids = makeJobs(2);
        const clock = new AutoAdvanceClock();
        const get = getFrom(connectToEmulator(emulator(), {}, createRuntime(clock)).pollingJobs);
        await Promise.all(ids.map((id) => get(id)));
        clock.setTimeOfDay(byMs);
        // Without this the service would reject the signature.
        emulator().setOptions({ clockSkew: byMs / 1000 });
        emulator().moveJob("1", 8);
        expect((await get("1", { maxAgeMs: 1000 })).status.name).toBe("KILLED");
        await clock.sleep(2000);
        expect((await get("1", { maxAgeMs: 1000 })).status.name).toBe("RUNNING");
    },
);
