import { isModelArtsError } from "../../../provider/src/modelarts/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();
const watched = () => connectToEmulator(emulator()).pollingJobs;
const numbered = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

function fill(count: number): string[] {
    const ids = numbered(count);
    for (const id of ids) emulator().makeJob({ id, name: `job-${id}`, status: 12 });
    return ids;
}

/** How often each call came. */
function calls(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { call } of emulator().requests) counts[call] = (counts[call] ?? 0) + 1;
    return counts;
}

/** So many at a time, as the engine has it. */
async function runConcurrently<T>(ids: readonly string[], width: number, poll: (id: string) => Promise<T>) {
    const remaining = ids.entries();
    const results: T[] = [];
    const one = async () => {
        for (const [index, id] of remaining) results[index] = await poll(id);
    };
    await Promise.all(Array.from({ length: width }, one));
    return results;
}

describe("looks at the same time", () => {
    test("are one list, and each gets its own job", async () => {
        const ids = fill(100);
        const { get } = bound(watched());
        const jobs = await Promise.all(ids.map((id) => get(id)));
        expect(jobs.map(({ id, name }) => [id, name])).toEqual(ids.map((id) => [id, `job-${id}`]));
        expect(calls()).toEqual({ list: 1 });
    });

    test("are one show, where it is one job", async () => {
        const [id = ""] = fill(1);
        const { get } = bound(watched());
        expect(await Promise.all([get(id), get(id)])).toMatchObject([{ id }, { id }]);
        expect(calls()).toEqual({ show: 1 });
    });

    test("end with a sure no for a job that the list does not have, and only after it was asked for", async () => {
        const ids = fill(10);
        emulator().removeJob("3");
        const { get } = bound(watched());
        const polls = await Promise.allSettled(ids.map((id) => get(id)));
        const failedIndexes = polls.flatMap((poll, index) => (poll.status === "rejected" ? [index] : []));
        expect(failedIndexes).toEqual([2]);
        expect(isModelArtsError((polls[2] as PromiseRejectedResult).reason, "not-found")).toBe(true);
        expect(calls()).toEqual({ list: 1, show: 1 });
    });

    test("find a job that no list has; after that it is asked for at once", async () => {
        const ids = numbered(10);
        for (const id of ids) emulator().makeJob({ id, workspaceId: "7" });
        const { get } = bound(watched());
        for (const lists of [1, 1]) {
            expect((await Promise.all(ids.map((id) => get(id)))).map(({ id }) => id)).toEqual(ids);
            expect(calls()["list"]).toBe(lists);
        }
        expect(calls()["show"]).toBe(20);
    });

    test("are shows where somebody may show and not list; a list is not tried again", async () => {
        const ids = fill(5);
        const answer = { status: 403, body: { error_code: "ModelArts.0112", error_msg: "no" } };
        emulator().injectFault({ match: { call: "list" }, times: "always", answer });
        const { get } = bound(watched());
        for (let time = 0; time < 2; time++) await Promise.all(ids.map((id) => get(id)));
        expect(calls()).toEqual({ list: 1, show: 10 });
    });

    test("do not read a list of many pages for the few: never more than twice what shows would be", async () => {
        fill(2000);
        emulator().setOptions({ perPageMax: 100 });
        const few = ["1", "2", "3", "4"];
        const { get } = bound(watched());
        for (let time = 0; time < 3; time++) await Promise.all(few.map((id) => get(id)));
        expect(emulator().requests.length).toBeLessThanOrEqual(4 * 2 + 4 + 4);
    });

    test("are never more requests at once than a service can bear", async () => {
        const ids = fill(200);
        emulator().injectFault({ match: { call: "list" }, times: "always", answer: { status: 403 } });
        emulator().injectFault({ match: { call: "show" }, times: "always", kind: "delay", seconds: 0.02 });
        let most = 0;
        emulator().onRequest(() => {
            const pending = emulator().requests.filter(({ outcome }) => outcome === "pending").length;
            most = Math.max(most, pending);
        });
        const { get } = bound(watched());
        await Promise.all(ids.map((id) => get(id)));
        expect(most).toBeGreaterThan(8);
        expect(most).toBeLessThanOrEqual(33);
    });
});

describe("looks one after the other", () => {
    test("that may be a little old cost a thousand jobs some lists", async () => {
        const ids = fill(1000);
        const { get } = bound(watched());
        const jobs = await runConcurrently(ids, 8, (id) => get(id, { maxAgeMs: 60_000 }));
        expect(jobs.map(({ id }) => id)).toEqual(ids);
        expect(calls()).toEqual({ list: 1 });
    });

    test("that may not be old are asked for each", async () => {
        fill(1);
        const { get } = bound(watched());
        await get("1");
        emulator().moveJob("1", 8);
        expect((await get("1")).status.name).toBe("RUNNING");
    });

    test("see what an act has done since, however old they may be", async () => {
        const ids = fill(3);
        const jobs = watched();
        const { get } = bound(jobs);
        await Promise.all(ids.map((id) => get(id)));
        await jobs.delete("2");
        emulator().removeJob("2");
        await expect(get("2", { maxAgeMs: 60_000 })).rejects.toMatchObject({ kind: "not-found" });
        expect((await get("3", { maxAgeMs: 60_000 })).id).toBe("3");
        expect(calls()).toEqual({ list: 1, delete: 1, show: 1 });
    });
});

describe("a list that fails", () => {
    const trouble = { match: { call: "list" }, times: "always", answer: { status: 503 } } as const;

    test("is one failed look for each who looks again anyway, told with the job", async () => {
        const ids = fill(3);
        emulator().injectFault(trouble);
        const jobs = connectToEmulator(emulator(), { "huaweicloud:maxRetries": "3" }).pollingJobs;
        const polls = await Promise.allSettled(ids.map((id) => jobs.get(id, { noRetry: true })));
        for (const [index, poll] of polls.entries()) {
            expect(poll).toMatchObject({ reason: { kind: "server-error", job: { id: ids[index] } } });
            expect((poll as PromiseRejectedResult).reason).toMatchObject({
                message: expect.stringContaining(`look up visualization job (${ids[index] ?? ""})`) as string,
            });
        }
        expect(calls()).toEqual({ list: 1 });
    });

    test("is made up for by shows, for who looks only once", async () => {
        const ids = fill(3);
        emulator().injectFault(trouble);
        const { get } = bound(watched());
        expect((await Promise.all(ids.map((id) => get(id)))).map(({ id }) => id)).toEqual(ids);
        expect(calls()).toEqual({ list: 1, show: 3 });
    });
});

/** Its `get` alone. */
function bound(jobs: ReturnType<typeof watched>): { get: typeof jobs.get } {
    return { get: (id, options) => jobs.get(id, options) };
}
