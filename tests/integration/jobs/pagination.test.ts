import type { Job } from "../../../provider/src/modelarts/job";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { withServer } from "../../support/rawServer";

const emulator = useEmulator();
const list = (query = {}) => collect(connectToEmulator(emulator()).jobs.list(query));
const numberedIds = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

function makeJobs(count: number): void {
    for (const id of numberedIds(count)) emulator().makeJob({ id, name: `job-${id}`, status: 12 });
}

/** The page and the page size of each request. */
const requestedPages = () =>
    emulator().requests.map(({ path }) => {
        const { searchParams } = new URL(path, "http://x");
        return { page: Number(searchParams.get("page")), size: Number(searchParams.get("per_page")) };
    });

const variants = [1000, 100].flatMap((perPageMax) =>
    [true, false].map((totalCount) => ({ perPageMax, totalCount })),
);

describe.each(variants)("with $perPageMax jobs per page, total sent: $totalCount", (options) => {
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

    test("requests each page once, and at most one page past the end", async () => {
        makeJobs(250);
        emulator().setOptions(options);
        await list();
        const pages = requestedPages().map(({ page }) => page);
        expect(pages).toEqual(numberedIds(pages.length).map(Number));
        expect(pages.length).toBeLessThanOrEqual(Math.ceil(250 / Math.min(250, options.perPageMax)) + 1);
    });
});

describe("with 100 jobs per page", () => {
    beforeEach(() => {
        emulator().setOptions({ perPageMax: 100 });
    });

    test("requests the largest page size first, then the size that the service sends", async () => {
        makeJobs(250);
        await list();
        expect(requestedPages()).toEqual([
            { page: 1, size: 1000 },
            { page: 2, size: 100 },
            { page: 3, size: 100 },
        ]);
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

    test("retries a single page", async () => {
        makeJobs(250);
        emulator().injectFault({ match: { path: "page=2" }, kind: "reset-before" });
        const { jobs } = connectToEmulator(emulator(), { "huaweicloud:maxRetries": "1" });
        expect(await collect(jobs.list())).toHaveLength(250);
        expect(requestedPages().map(({ page }) => page)).toEqual([1, 2, 2, 3]);
    });
});

describe("with a server that repeats pages or never ends", () => {
    /** Lists the jobs of a server that sends these pages. Gives how many requests it got. */
    async function listFrom(
        createPage: (number: number) => object,
        verify: (list: Promise<Job[]>) => Promise<void>,
    ): Promise<number> {
        let requestCount = 0;
        await withServer(
            (_, response) => response.end(JSON.stringify(createPage(++requestCount))),
            async (modelarts) => {
                const endpoints = JSON.stringify({ modelarts });
                const { jobs } = connectToEmulator(emulator(), { "huaweicloud:endpoints": endpoints });
                await verify(collect(jobs.list()));
            },
        );
        return requestCount;
    }
    const job = (id: number) => ({ job_id: id, status: 8 });

    test("ends when every page holds the same unreadable entry", async () => {
        const requestCount = await listFrom(
            () => ({ jobs: [null] }),
            async (jobs) => {
                expect(await jobs).toEqual([]);
            },
        );
        expect(requestCount).toBeLessThan(5);
    });

    test.each([
        ["without a total", () => ({})],
        ["with a smaller total each time", (number: number) => ({ job_total_count: 100 - number })],
    ])("ends when every page holds the same job, %s", async (_, total) => {
        const requestCount = await listFrom(
            (number) => ({ jobs: [job(1)], ...total(number) }),
            async (jobs) => {
                expect((await jobs).map(({ id }) => id)).toEqual(["1"]);
            },
        );
        expect(requestCount).toBeLessThan(10);
    });

    test("fails when every page holds new jobs without end", async () => {
        await listFrom(
            (number) => ({ jobs: [job(number)] }),
            async (jobs) => {
                const error = await rejectionOf(jobs);
                expect(error.kind).toBe("unexpected-response");
                expect(error.message).toContain("no end");
            },
        );
    });

    test("lists a job once that is twice on one page", async () => {
        await listFrom(
            (number) => ({ jobs: number === 1 ? [job(1), job(1), job(2)] : [] }),
            async (jobs) => {
                expect((await jobs).map(({ id }) => id)).toEqual(["1", "2"]);
            },
        );
    });
});
