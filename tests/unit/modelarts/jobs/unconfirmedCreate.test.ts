import { ModelArtsError } from "../../../../provider/src/modelarts/errors";
import type { Job } from "../../../../provider/src/modelarts/job";
import { findUnconfirmed } from "../../../../provider/src/modelarts/jobs/unconfirmedCreate";
import { statusFromCode } from "../../../../provider/src/modelarts/status";
import { rejectionOf } from "../../../support/errors";
import { AutoAdvanceClock } from "../../../support/fakeClock";

const start = Date.parse("2024-01-31T12:00:00Z");
const delayMs = 1000;

/** What one look shows; a failure is a look that fails. */
type ListResult = readonly Job[] | ModelArtsError;

interface Script {
    readonly listResults: readonly ListResult[];
    /** Milliseconds by which the clock of the service is ahead; left out: it does not tell its time. */
    readonly aheadMs?: number | undefined;
}

const job = (id: string, madeAfterMs?: number): Job => ({
    id,
    name: "board",
    status: statusFromCode(1),
    ...(madeAfterMs === undefined ? {} : { createdAt: new Date(start + madeAfterMs).toISOString() }),
});

const loss = new ModelArtsError({
    kind: "network",
    operation: 'create visualization job "board"',
    reason: "no answer from modelarts.example.org (ECONNRESET)",
    httpStatus: 502,
    requestId: "r-1",
    job: { name: "board" },
    outcomeUnknown: true,
});

/** The create went out at `start` and was lost 100 ms later. After the last look of the script nothing changes. */
function search({ listResults, aheadMs }: Script) {
    const clock = new AutoAdvanceClock(start + 100);
    let count = 0;
    const found = findUnconfirmed("board", loss, {
        since: start,
        clock,
        delayMs,
        attempts: 4,
        findByName: () => {
            const jobs = listResults[Math.min(count++, listResults.length - 1)] ?? [];
            if (jobs instanceof ModelArtsError) return Promise.reject(jobs);
            const serverTime = aheadMs === undefined ? undefined : clock.now() + aheadMs;
            return Promise.resolve({ jobs, serverTime });
        },
    });
    return { found, clock, looked: () => count };
}

const hour = 3_600_000;

describe("the job of a create whose answer was lost", () => {
    test.each<[what: string, script: Script, looks: number]>([
        ["is there at once", { listResults: [[job("1", 50)]] }, 1],
        ["appears at the second look", { listResults: [[], [job("1", 50)]] }, 2],
        ["appears at the last look", { listResults: [[], [], [], [job("1", 50)]] }, 4],
        ["was made before the second, as the service rounds", { listResults: [[job("1", -900)]] }, 1],
        ["is of a service an hour ahead", { listResults: [[job("1", hour + 50)]], aheadMs: hour }, 1],
        ["is of a service an hour behind", { listResults: [[job("1", -hour + 50)]], aheadMs: -hour }, 1],
        [
            "appears late at a service an hour behind",
            { listResults: [[], [job("1", -hour)]], aheadMs: -hour },
            2,
        ],
    ])("that %s is taken over", async (_, script, listResults) => {
        const { found, looked: searchTimes } = search(script);
        expect(await found).toMatchObject({ id: "1" });
        expect(searchTimes()).toBe(listResults);
    });

    test.each<[what: string, script: Script, ids: readonly string[]]>([
        ["is an old one", { listResults: [[job("1", -hour)]] }, ["1"]],
        [
            "is old by the clock of a service an hour ahead",
            { listResults: [[job("1", 50)]], aheadMs: hour },
            ["1"],
        ],
        ["does not say when it was made", { listResults: [[job("1")]] }, ["1"]],
        ["is one of two new ones", { listResults: [[job("1", 50), job("2", 60)]] }, ["1", "2"]],
        ["is one of two that do not say when", { listResults: [[job("1"), job("2", 50)]] }, ["1", "2"]],
        [
            "shows only after an old one of its name",
            { listResults: [[job("1", -hour)], [job("1", -hour), job("2", 50)]] },
            ["2"],
        ],
    ])("that %s is not left unknown: it is named, or is taken over", async (_, script, ids) => {
        const { found } = search(script);
        const known = await found.then(
            ({ id }) => [id],
            (failure: unknown) => {
                expect(failure).toMatchObject({
                    kind: "network",
                    outcomeUnknown: true,
                    job: { name: "board" },
                });
                return ids.filter((id) => (failure as Error).message.includes(`${id} (`));
            },
        );
        expect(known).toEqual(ids);
    });

    test.each<[what: string, script: Script]>([
        ["an old one", { listResults: [[job("1", -hour)]] }],
        ["one without a time", { listResults: [[job("1")]] }],
        ["two new ones", { listResults: [[job("1", 50), job("2", 60)]] }],
        [
            "one that is new by our clock, and old by the service's",
            { listResults: [[job("1", 50)]], aheadMs: hour },
        ],
    ])("is never guessed: %s may be somebody else's", async (_, script) => {
        const failure = await rejectionOf(search(script).found);
        expect(failure.message).toMatch(/visualizationId/);
    });
});

describe("where no such job is to be found", () => {
    test("the failure is that of the create, with what a person does next", async () => {
        const { found, looked: searchTimes } = search({ listResults: [[]] });
        const failure = await rejectionOf(found);
        expect(failure).toMatchObject({
            kind: "network",
            httpStatus: 502,
            requestId: "r-1",
            outcomeUnknown: true,
            job: { name: "board" },
        });
        for (const part of [loss.operation, loss.reason, "run the same again", '"board"'])
            expect(failure.message).toContain(part);
        expect(searchTimes()).toBe(4);
    });

    test("the looks are ever further apart: a job may take a moment to appear", async () => {
        const { found, clock } = search({ listResults: [[]] });
        await rejectionOf(found);
        expect(clock.sleeps).toEqual([delayMs, 2 * delayMs, 4 * delayMs]);
    });
});

describe("where nobody can look", () => {
    const trouble = new ModelArtsError({
        kind: "network",
        operation: "list visualization jobs",
        reason: "no answer from modelarts.example.org (ETIMEDOUT)",
        outcomeUnknown: true,
    });

    test("the failure says that a create was lost, which job it was, and that it may exist", async () => {
        const failure = await rejectionOf(search({ listResults: [trouble] }).found);
        expect(failure).toMatchObject({ outcomeUnknown: true, job: { name: "board" } });
        for (const part of ['create visualization job "board"', "visualizationId"])
            expect(failure.message).toContain(part);
    });

    test("for a moment, the job is found at the next look", async () => {
        expect(await search({ listResults: [trouble, [job("1", 50)]] }).found).toMatchObject({ id: "1" });
    });
});
