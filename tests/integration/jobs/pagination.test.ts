import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();
const list = (query = {}) => collect(connectToEmulator(emulator()).jobs.list(query));
const numbered = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

function fill(count: number): void {
    for (const id of numbered(count)) emulator().makeJob({ id, name: `job-${id}`, status: 12 });
}

/** What each request asked for. */
const pages = () =>
    emulator().requests.map(({ path }) => {
        const { searchParams } = new URL(path, "http://x");
        return { page: Number(searchParams.get("page")), size: Number(searchParams.get("per_page")) };
    });

const editions = [1000, 100].flatMap((perPageMax) =>
    [true, false].map((totalCount) => ({ perPageMax, totalCount })),
);

describe.each(editions)(
    "where a page has at most $perPageMax jobs, and the total is told ($totalCount)",
    (options) => {
        test("2,345 jobs are all found, none twice, whichever page they are on", async () => {
            fill(2345);
            emulator().setOptions(options);
            const jobs = await list();
            expect(jobs.map(({ id }) => id)).toEqual(numbered(2345));
            expect(jobs[2344]).toMatchObject({ name: "job-2345", status: { code: 12 } });
        });

        test("the few that run are found, though they are on the last page", async () => {
            fill(1100);
            emulator().setOptions(options);
            for (const id of [1050, 1075, 1100]) emulator().moveJob(id, 8);
            expect((await list({ status: 8 })).map(({ id }) => id)).toEqual(["1050", "1075", "1100"]);
        });

        test.each(options.perPageMax === 100 ? [0, 1, 99, 100, 101, 200] : [1000, 1001])(
            "%i jobs are all found",
            async (count) => {
                fill(count);
                emulator().setOptions(options);
                expect((await list()).map(({ id }) => id)).toEqual(numbered(count));
            },
        );

        test("no page is asked for twice, and none far beyond the end", async () => {
            fill(250);
            emulator().setOptions(options);
            await list();
            const requestedPages = pages().map(({ page }) => page);
            expect(requestedPages).toEqual(numbered(requestedPages.length).map(Number));
            expect(requestedPages.length).toBeLessThanOrEqual(
                Math.ceil(250 / Math.min(250, options.perPageMax)) + 1,
            );
        });
    },
);

describe("pages", () => {
    test("are asked for as large as any edition has them, and after that as large as they come", async () => {
        fill(250);
        emulator().setOptions({ perPageMax: 100 });
        await list();
        expect(pages()).toEqual([
            { page: 1, size: 1000 },
            { page: 2, size: 100 },
            { page: 3, size: 100 },
        ]);
    });

    test("are not asked for beyond what somebody wants to see", async () => {
        fill(250);
        emulator().setOptions({ perPageMax: 100 });
        for await (const { id } of connectToEmulator(emulator()).jobs.list()) if (id === "5") break;
        expect(pages()).toHaveLength(1);
    });

    test("keep their order and their filter from one to the next", async () => {
        fill(150);
        emulator().setOptions({ perPageMax: 100 });
        const jobs = await list({ nameContains: "job-", sortBy: "id", order: "desc", status: 12 });
        expect(jobs.map(({ id }) => id)).toEqual(numbered(150).reverse());
    });

    /** Something that happens between the first page and the second. */
    function afterFirstPage(happen: () => void): void {
        const end = emulator().onRequest(({ path }) => {
            if (!path.includes("&page=2")) return;
            end();
            happen();
        });
    }

    test("show a job that is added meanwhile at most once, and all that were there", async () => {
        fill(250);
        emulator().setOptions({ perPageMax: 100 });
        afterFirstPage(() => emulator().makeJob({ id: "0" }));
        const jobs = (await list()).map(({ id }) => id).filter((id) => id !== "0");
        expect(jobs).toEqual(numbered(250));
    });

    test("show all that stay where a job vanishes meanwhile", async () => {
        fill(250);
        emulator().setOptions({ perPageMax: 100 });
        afterFirstPage(() => {
            emulator().removeJob(7);
        });
        const jobs = (await list()).map(({ id }) => id);
        expect(jobs).toEqual(expect.arrayContaining(numbered(250).filter((id) => id !== "7")));
    });

    test("lose an entry that cannot be read, and nothing after it", async () => {
        fill(1);
        const unreadable = { job_id: 3 };
        const jobs = [{ job_id: 1, status: 8 }, unreadable, { job_id: "2", status: "8" }];
        emulator().injectFault({
            match: { call: "list" },
            answer: { status: 200, body: { is_success: true, jobs } },
        });
        expect((await list()).map(({ id }) => id)).toEqual(["1", "2"]);
    });

    test("come to an end where the service gives the same one again and again", async () => {
        const body = { is_success: true, jobs: [{ job_id: 1, status: 8 }] };
        emulator().injectFault({ match: { call: "list" }, times: "always", answer: { status: 200, body } });
        const signal = AbortSignal.timeout(2000);
        const jobs = await collect(connectToEmulator(emulator()).jobs.list({}, { signal }));
        expect(jobs.map(({ id }) => id)).toEqual(["1"]);
    });
});
