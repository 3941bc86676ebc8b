import type { Job } from "../../../provider/src/modelarts/job";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { withServer } from "../../support/rawServer";

const emulator = useEmulator();
const numberedIds = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

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

    /** Lists the jobs of a server that sends the page of this number, whatever size is requested. */
    async function listFromRequests(
        createPage: (number: number) => object,
        verify: (list: Promise<Job[]>) => Promise<void>,
    ): Promise<void> {
        await withServer(
            ({ url = "" }, response) => {
                const number = Number(new URL(url, "http://x").searchParams.get("page"));
                response.end(JSON.stringify(createPage(number)));
            },
            async (modelarts) => {
                const endpoints = JSON.stringify({ modelarts });
                const { jobs } = connectToEmulator(emulator(), { "huaweicloud:endpoints": endpoints });
                await verify(collect(jobs.list()));
            },
        );
    }

    test("lists every job of a server with pages of its own size", async () => {
        await listFromRequests(
            (page) => ({
                jobs: numberedIds(250)
                    .slice((page - 1) * 100, page * 100)
                    .map(Number)
                    .map(job),
            }),
            async (jobs) => {
                expect((await jobs).map(({ id }) => id)).toEqual(numberedIds(250));
            },
        );
    });

    test("ends when every page holds the same unreadable entry", async () => {
        const requestCount = await listFrom(
            () => ({ jobs: [null] }),
            async (jobs) => {
                expect((await rejectionOf(jobs)).message).toContain("an entry of it has no ID");
            },
        );
        expect(requestCount).toBeLessThan(5);
    });

    test("fails at the end where an entry has no ID, after the jobs that have one", async () => {
        const entries = [job(1), { status: 8, job_name: "board" }];
        await withServer(
            (_, response) => response.end(JSON.stringify({ jobs: entries, job_total_count: 2 })),
            async (modelarts) => {
                const endpoints = JSON.stringify({ modelarts });
                const { jobs } = connectToEmulator(emulator(), { "huaweicloud:endpoints": endpoints });
                const iterator = jobs.list()[Symbol.asyncIterator]();
                expect(await iterator.next()).toMatchObject({ value: { id: "1" } });
                expect((await rejectionOf(iterator.next())).kind).toBe("unexpected-response");
            },
        );
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
