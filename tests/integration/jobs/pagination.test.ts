import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();
const list = (query = {}) => collect(connectToEmulator(emulator()).jobs.list(query));
const numberedIds = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

function makeJobs(count: number): void {
    for (const id of numberedIds(count)) emulator().makeJob({ id, name: `job-${id}`, status: 12 });
}

/** Returns the page and the page size of each request. */
const requestedPages = () =>
    emulator().requests.map(({ path }) => {
        const { searchParams } = new URL(path, "http://x");
        return { page: Number(searchParams.get("page")), size: Number(searchParams.get("per_page")) };
    });

const variants = [1000, 100].flatMap((perPageMax) =>
    (["rejected", "clamped"] as const).flatMap((perPageAbove) =>
        [true, false].map((totalCount) => ({ perPageMax, perPageAbove, totalCount })),
    ),
);

describe.each(variants)(
    "with $perPageMax jobs per page, more is $perPageAbove, total sent: $totalCount",
    (options) => {
        test("lists 2,345 jobs, each once", async () => {
            makeJobs(2345);
            emulator().setOptions(options);
            const jobs = await list();
            expect(jobs.map(({ id }) => id)).toEqual(numberedIds(2345));
            expect(jobs[2344]).toMatchObject({ name: "job-2345", status: { code: 12 } });
        });

        test("finds running jobs on the last page", async () => {
            makeJobs(1100);
            emulator().setOptions(options);
            for (const id of [1050, 1075, 1100]) emulator().moveJob(id, 8);
            expect((await list({ status: "RUNNING" })).map(({ id }) => id)).toEqual(["1050", "1075", "1100"]);
        });

        test.each(options.perPageMax === 100 ? [0, 1, 99, 100, 101, 200] : [1000, 1001])(
            "lists all of %i jobs",
            async (count) => {
                makeJobs(count);
                emulator().setOptions(options);
                expect((await list()).map(({ id }) => id)).toEqual(numberedIds(count));
            },
        );

        test("requests each page once, one large page, and at most one page past the end", async () => {
            makeJobs(250);
            emulator().setOptions(options);
            await list();
            const pages = requestedPages().map(({ page }) => page);
            expect(pages).toEqual([1, ...numberedIds(pages.length - 1).map(Number)]);
            expect(pages.length - 1).toBeLessThanOrEqual(
                Math.ceil(250 / Math.min(250, options.perPageMax)) + 1,
            );
        });

        test("requests one page of 100 where that is the whole list", async () => {
            makeJobs(99);
            emulator().setOptions({ ...options, totalCount: true });
            await list();
            expect(requestedPages()).toEqual([{ page: 1, size: 100 }]);
        });
    },
);

describe("an edition that has no order by ID", () => {
    beforeEach(() => {
        emulator().setOptions({ sortKeys: ["job_name", "create_time", "status"] });
    });
    const requestedOrders = () =>
        emulator().requests.map(({ path }) => new URL(path, "http://x").searchParams.get("sortBy"));

    test("lists by time of creation, and is asked for the order by ID once", async () => {
        for (const id of ["1", "2", "3"]) emulator().makeJob({ id, createdAt: Number(id) });
        const { jobs } = connectToEmulator(emulator());
        for (let time = 0; time < 2; time++)
            expect((await collect(jobs.list({ order: "desc" }))).map(({ id }) => id)).toEqual([
                "3",
                "2",
                "1",
            ]);
        expect(requestedOrders()).toEqual(["job_id", "create_time", "create_time"]);
    });

    test("keeps its error where another parameter is wrong", async () => {
        const nameContains = "x".repeat(65);
        const { jobs } = connectToEmulator(emulator());
        const error = await rejectionOf(jobs.list({ nameContains })[Symbol.asyncIterator]().next());
        expect(error.kind).toBe("invalid");
    });
});

describe("with 100 jobs per page", () => {
    beforeEach(() => {
        emulator().setOptions({ perPageMax: 100 });
    });
    const smallPages = () => requestedPages().filter(({ size }) => size <= 100);

    test("requests a large page once, then pages of almost the size that the service accepts", async () => {
        makeJobs(250);
        await list();
        // The pages have the jobs 1 to 100, 98 to 194 and 191 to 285: each has some jobs of the page before it.
        expect(requestedPages()).toEqual([
            { page: 1, size: 100 },
            { page: 1, size: 1000 },
            { page: 2, size: 97 },
            { page: 3, size: 95 },
        ]);
    });

    test("requests at most a fifth more pages than the list has", async () => {
        makeJobs(5000);
        await list();
        expect(smallPages().length).toBeLessThanOrEqual(60);
    });

    test("requests no further page after the caller has stopped reading", async () => {
        makeJobs(250);
        for await (const { id } of connectToEmulator(emulator()).jobs.list()) if (id === "5") break;
        expect(requestedPages()).toHaveLength(1);
    });

    test("keeps order and filter on every page", async () => {
        makeJobs(150);
        const jobs = await list({ nameContains: "job-", sortBy: "id", order: "desc", status: "KILLED" });
        expect(jobs.map(({ id }) => id)).toEqual(numberedIds(150).reverse());
    });

    /** Runs `change` between the first page and the second. */
    function afterFirstPage(change: () => void): void {
        const end = emulator().onRequest(({ path }) => {
            if (!path.includes("&page=2")) return;
            end();
            change();
        });
    }

    test("lists all earlier jobs when a job is added between two pages", async () => {
        makeJobs(250);
        afterFirstPage(() => emulator().makeJob({ id: "0" }));
        const ids = (await list()).map(({ id }) => id).filter((id) => id !== "0");
        expect(ids).toEqual(numberedIds(250));
    });

    test("lists all remaining jobs when a job is removed between two pages", async () => {
        makeJobs(250);
        afterFirstPage(() => {
            emulator().removeJob(7);
        });
        const ids = (await list()).map(({ id }) => id);
        expect(ids).toEqual(expect.arrayContaining(numberedIds(250).filter((id) => id !== "7")));
    });

    test("lists each job that stays when jobs come and go between all pages", async () => {
        makeJobs(1000);
        let nextId = 2000;
        let removedId = 0;
        const end = emulator().onRequest(() => {
            emulator().removeJob(++removedId);
            emulator().makeJob({ id: nextId++ });
        });
        const ids = (await list()).map(({ id }) => id);
        end();
        expect(ids).toEqual(expect.arrayContaining(numberedIds(1000).filter((id) => Number(id) > removedId)));
        expect(new Set(ids).size).toBe(ids.length);
    });

    test("lists a job that moves to an earlier page when its status changes", async () => {
        makeJobs(150);
        emulator().moveJob(150, 8);
        afterFirstPage(() => emulator().moveJob(150, 1));
        const ids = (await list({ sortBy: "status", order: "desc" })).map(({ id }) => id);
        expect(ids.sort((a, b) => Number(a) - Number(b))).toEqual(numberedIds(150));
    });

    test("retries a single page", async () => {
        makeJobs(250);
        emulator().injectFault({ match: { path: "page=2" }, kind: "reset-before" });
        const { jobs } = connectToEmulator(emulator(), { "huaweicloud:maxRetries": "1" });
        expect(await collect(jobs.list())).toHaveLength(250);
        expect(smallPages().map(({ page }) => page)).toEqual([1, 2, 2, 3]);
    });
});

describe("with 10 jobs per page", () => {
    test.each([
        ["one is removed and one is added between two pages", true, true],
        ["one is removed and the service sends no total", false, false],
    ])("lists each of 20 jobs that stays when %s", async (_, totalCount, isAdded) => {
        emulator().setOptions({ perPageMax: 10, perPageAbove: "clamped", totalCount });
        makeJobs(20);
        const end = emulator().onRequest(() => {
            if (emulator().requests.length !== 2) return;
            end();
            emulator().removeJob("3");
            if (isAdded) emulator().makeJob({ id: "21" });
        });
        const ids = (await list()).map(({ id }) => id);
        expect(ids).toEqual(expect.arrayContaining(numberedIds(20).filter((id) => id !== "3")));
        expect(new Set(ids).size).toBe(ids.length);
    });
});

test("with 2 jobs per page, lists all of 7 jobs", async () => {
    makeJobs(7);
    emulator().setOptions({ perPageMax: 2, perPageAbove: "clamped" });
    expect((await list()).map(({ id }) => id)).toEqual(numberedIds(7));
});
