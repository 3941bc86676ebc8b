import { ModelArtsError } from "../../../../provider/src/modelarts/errors";
import type { Job } from "../../../../provider/src/modelarts/job";
import { findUnconfirmedJob } from "../../../../provider/src/modelarts/jobs/unconfirmedCreate";
import { statusFromCode } from "../../../../provider/src/modelarts/status";
import { rejectionOf } from "../../../support/errors";
import { AutoAdvanceClock } from "../../../support/fakeClock";

const start = Date.parse("2024-01-31T12:00:00Z");
const delayMs = 1000;

/** The jobs that one list finds, or its error. */
type ListResult = readonly Job[] | ModelArtsError;

interface Script {
    readonly listResults: readonly ListResult[];
    /** The milliseconds by which the service's clock is ahead; 0 where it is left out. */
    readonly aheadMs?: number | undefined;
}

const spec = { name: "board", trainUrl: "/bucket/logs/" };
const job = (id: string, createdAfterMs?: number): Job => ({
    id,
    name: "board",
    trainUrl: spec.trainUrl,
    status: statusFromCode(1),
    ...(createdAfterMs === undefined ? {} : { createdAt: new Date(start + createdAfterMs).toISOString() }),
});

const createError = new ModelArtsError({
    kind: "network",
    operation: 'create visualization job "board"',
    reason: "no response from modelarts.example.org (ECONNRESET)",
    httpStatus: 502,
    requestId: "r-1",
    job: { name: "board" },
    outcomeUnknown: true,
});

/** Searches for the job of a create that was sent at `start` and failed 100 ms later. The last list repeats. */
function search({ listResults, aheadMs }: Script) {
    const clock = new AutoAdvanceClock(start + 100);
    let listCount = 0;
    const result = findUnconfirmedJob(spec, createError, {
        sentAt: clock.monotonicNow() - 100,
        clock,
        delayMs,
        attempts: 4,
        findByName: () => {
            const jobs = listResults[Math.min(listCount++, listResults.length - 1)] ?? [];
            if (jobs instanceof ModelArtsError) return Promise.reject(jobs);
            return Promise.resolve({ jobs, skewMs: aheadMs ?? 0 });
        },
    });
    return { result, clock, countLists: () => listCount };
}

const hour = 3_600_000;

describe("findUnconfirmedJob", () => {
    test.each<[what: string, script: Script, lists: number]>([
        ["in the first list", { listResults: [[job("1", 50)]] }, 1],
        ["in the second list", { listResults: [[], [job("1", 50)]] }, 2],
        ["in the last list", { listResults: [[], [], [], [job("1", 50)]] }, 4],
        [
            "created just before the start, since the service rounds to seconds",
            { listResults: [[job("1", -900)]] },
            1,
        ],
        [
            "of a service with a clock one hour ahead",
            { listResults: [[job("1", hour + 50)]], aheadMs: hour },
            1,
        ],
        [
            "of a service with a clock one hour behind",
            { listResults: [[job("1", -hour + 50)]], aheadMs: -hour },
            1,
        ],
        [
            "in the second list of a service with a clock one hour behind",
            { listResults: [[], [job("1", -hour)]], aheadMs: -hour },
            2,
        ],
    ])("finds the job %s", async (_, script, lists) => {
        const { result, countLists } = search(script);
        expect(await result).toMatchObject({ id: "1" });
        expect(countLists()).toBe(lists);
    });

    test.each<[what: string, script: Script, ids: readonly string[]]>([
        ["an older job", { listResults: [[job("1", -hour)]] }, ["1"]],
        [
            "a job that is older by the service's clock",
            { listResults: [[job("1", 50)]], aheadMs: hour },
            ["1"],
        ],
        ["a job without a creation time", { listResults: [[job("1")]] }, ["1"]],
        ["two new jobs", { listResults: [[job("1", 50), job("2", 60)]] }, ["1", "2"]],
        ["two jobs, one without a creation time", { listResults: [[job("1"), job("2", 50)]] }, ["1", "2"]],
        [
            "a new job beside an older one of its name",
            { listResults: [[job("1", -hour)], [job("1", -hour), job("2", 50)]] },
            ["2"],
        ],
    ])("returns or names %s", async (_, script, ids) => {
        const reportedIds = await search(script).result.then(
            ({ id }) => [id],
            (error: unknown) => {
                expect(error).toMatchObject({
                    kind: "network",
                    outcomeUnknown: true,
                    job: { name: "board" },
                });
                return ids.filter((id) => (error as Error).message.includes(`${id} (`));
            },
        );
        expect(reportedIds).toEqual(ids);
    });

    test.each<[what: string, script: Script]>([
        ["an older job", { listResults: [[job("1", -hour)]] }],
        ["a job without a creation time", { listResults: [[job("1")]] }],
        ["two new jobs", { listResults: [[job("1", 50), job("2", 60)]] }],
        [
            "a job that is new by this clock and older by the service's",
            { listResults: [[job("1", 50)]], aheadMs: hour },
        ],
    ])("does not return %s", async (_, script) => {
        const error = await rejectionOf(search(script).result);
        expect(error.message).toMatch(/visualizationId/);
    });
});

describe("without a matching job", () => {
    test("gives the error of the create with a hint", async () => {
        const { result, countLists } = search({ listResults: [[]] });
        const error = await rejectionOf(result);
        expect(error).toMatchObject({
            kind: "network",
            httpStatus: 502,
            requestId: "r-1",
            outcomeUnknown: true,
            job: { name: "board" },
        });
        for (const part of [createError.operation, createError.reason, "run the same again", '"board"'])
            expect(error.message).toContain(part);
        expect(countLists()).toBe(4);
    });

    test.each([-hour, hour])(
        "finds the new job when the time of day is set by %i ms meanwhile",
        async (byMs) => {
            const { result, clock } = search({ listResults: [[], [job("1", 50)]], aheadMs: -byMs });
            clock.setTimeOfDay(byMs);
            expect((await result).id).toBe("1");
        },
    );

    test("doubles the delay between the lists", async () => {
        const { result, clock } = search({ listResults: [[]] });
        await rejectionOf(result);
        expect(clock.sleeps).toEqual([delayMs, 2 * delayMs, 4 * delayMs]);
    });
});

describe("when the list fails", () => {
    const listError = new ModelArtsError({
        kind: "network",
        operation: "list visualization jobs",
        reason: "no response from modelarts.example.org (ETIMEDOUT)",
        outcomeUnknown: true,
    });

    test("gives the error of the create with the job's name and a hint", async () => {
        const error = await rejectionOf(search({ listResults: [listError] }).result);
        expect(error).toMatchObject({ outcomeUnknown: true, job: { name: "board" } });
        for (const part of ['create visualization job "board"', "visualizationId"])
            expect(error.message).toContain(part);
    });

    test("finds the job in the next list", async () => {
        expect(await search({ listResults: [listError, [job("1", 50)]] }).result).toMatchObject({ id: "1" });
    });
});
