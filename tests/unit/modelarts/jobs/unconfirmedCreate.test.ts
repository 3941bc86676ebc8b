import { ModelArtsFailure } from "../../../../provider/src/modelarts/errors";
import type { Job } from "../../../../provider/src/modelarts/job";
import { findLost } from "../../../../provider/src/modelarts/jobs/unconfirmedCreate";
import { statusOf } from "../../../../provider/src/modelarts/status";
import { rejectionOf } from "../../../support/errors";
import { LeapingClock } from "../../../support/fakeClock";

const start = Date.parse("2024-01-31T12:00:00Z");
const delayMs = 1000;

/** What one look shows; a failure is a look that fails. */
type Look = readonly Job[] | ModelArtsFailure;

interface Script {
    readonly looks: readonly Look[];
    /** Milliseconds by which the clock of the service is ahead; left out: it does not tell its time. */
    readonly aheadMs?: number | undefined;
}

const job = (id: string, madeAfterMs?: number): Job => ({
    id,
    name: "board",
    status: statusOf(1),
    ...(madeAfterMs === undefined ? {} : { createdAt: new Date(start + madeAfterMs).toISOString() }),
});

const loss = new ModelArtsFailure({
    kind: "network",
    attempted: 'create visualization job "board"',
    because: "no answer from modelarts.example.org (ECONNRESET)",
    httpStatus: 502,
    requestId: "r-1",
    job: { name: "board" },
    maybeDone: true,
});

/** The create went out at `start` and was lost 100 ms later. After the last look of the script nothing changes. */
function search({ looks, aheadMs }: Script) {
    const clock = new LeapingClock(start + 100);
    let count = 0;
    const found = findLost("board", loss, {
        since: start,
        clock,
        delayMs,
        looks: 4,
        named: () => {
            const look = looks[Math.min(count++, looks.length - 1)] ?? [];
            if (look instanceof ModelArtsFailure) return Promise.reject(look);
            const serverTime = aheadMs === undefined ? undefined : clock.now() + aheadMs;
            return Promise.resolve({ jobs: look, serverTime });
        },
    });
    return { found, clock, looked: () => count };
}

const hour = 3_600_000;

describe("the job of a create whose answer was lost", () => {
    test.each<[what: string, script: Script, looks: number]>([
        ["is there at once", { looks: [[job("1", 50)]] }, 1],
        ["appears at the second look", { looks: [[], [job("1", 50)]] }, 2],
        ["appears at the last look", { looks: [[], [], [], [job("1", 50)]] }, 4],
        ["was made before the second, as the service rounds", { looks: [[job("1", -900)]] }, 1],
        ["is of a service an hour ahead", { looks: [[job("1", hour + 50)]], aheadMs: hour }, 1],
        ["is of a service an hour behind", { looks: [[job("1", -hour + 50)]], aheadMs: -hour }, 1],
        ["appears late at a service an hour behind", { looks: [[], [job("1", -hour)]], aheadMs: -hour }, 2],
    ])("that %s is taken over", async (_, script, looks) => {
        const { found, looked } = search(script);
        expect(await found).toMatchObject({ id: "1" });
        expect(looked()).toBe(looks);
    });

    test.each<[what: string, script: Script, ids: readonly string[]]>([
        ["is an old one", { looks: [[job("1", -hour)]] }, ["1"]],
        ["is old by the clock of a service an hour ahead", { looks: [[job("1", 50)]], aheadMs: hour }, ["1"]],
        ["does not say when it was made", { looks: [[job("1")]] }, ["1"]],
        ["is one of two new ones", { looks: [[job("1", 50), job("2", 60)]] }, ["1", "2"]],
        ["is one of two that do not say when", { looks: [[job("1"), job("2", 50)]] }, ["1", "2"]],
        [
            "shows only after an old one of its name",
            { looks: [[job("1", -hour)], [job("1", -hour), job("2", 50)]] },
            ["2"],
        ],
    ])("that %s is not left unknown: it is named, or is taken over", async (_, script, ids) => {
        const { found } = search(script);
        const known = await found.then(
            ({ id }) => [id],
            (failure: unknown) => {
                expect(failure).toMatchObject({ kind: "network", maybeDone: true, job: { name: "board" } });
                return ids.filter((id) => (failure as Error).message.includes(`${id} (`));
            },
        );
        expect(known).toEqual(ids);
    });

    test.each<[what: string, script: Script]>([
        ["an old one", { looks: [[job("1", -hour)]] }],
        ["one without a time", { looks: [[job("1")]] }],
        ["two new ones", { looks: [[job("1", 50), job("2", 60)]] }],
        [
            "one that is new by our clock, and old by the service's",
            { looks: [[job("1", 50)]], aheadMs: hour },
        ],
    ])("is never guessed: %s may be somebody else's", async (_, script) => {
        const failure = await rejectionOf(search(script).found);
        expect(failure.message).toMatch(/visualizationId/);
    });
});

describe("where no such job is to be found", () => {
    test("the failure is that of the create, with what a person does next", async () => {
        const { found, looked } = search({ looks: [[]] });
        const failure = await rejectionOf(found);
        expect(failure).toMatchObject({
            kind: "network",
            httpStatus: 502,
            requestId: "r-1",
            maybeDone: true,
            job: { name: "board" },
        });
        for (const part of [loss.attempted, loss.because, "run the same again", '"board"'])
            expect(failure.message).toContain(part);
        expect(looked()).toBe(4);
    });

    test("the looks are ever further apart: a job may take a moment to appear", async () => {
        const { found, clock } = search({ looks: [[]] });
        await rejectionOf(found);
        expect(clock.sleeps).toEqual([delayMs, 2 * delayMs, 4 * delayMs]);
    });
});

describe("where nobody can look", () => {
    const trouble = new ModelArtsFailure({
        kind: "network",
        attempted: "list visualization jobs",
        because: "no answer from modelarts.example.org (ETIMEDOUT)",
        maybeDone: true,
    });

    test("the failure says that a create was lost, which job it was, and that it may exist", async () => {
        const failure = await rejectionOf(search({ looks: [trouble] }).found);
        expect(failure).toMatchObject({ maybeDone: true, job: { name: "board" } });
        for (const part of ['create visualization job "board"', "visualizationId"])
            expect(failure.message).toContain(part);
    });

    test("for a moment, the job is found at the next look", async () => {
        expect(await search({ looks: [trouble, [job("1", 50)]] }).found).toMatchObject({ id: "1" });
    });
});
