import type { Job } from "../../../provider/src/modelarts/job";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { withServer } from "../../support/rawServer";

const emulator = useEmulator();

/** Lists at a server whose pages are made up, one after the other; and how often it was asked. */
async function listJobs(
    page: (number: number) => object,
    use: (list: Promise<Job[]>) => Promise<void>,
): Promise<number> {
    let requestCount = 0;
    await withServer(
        (_, response) => response.end(JSON.stringify(page(++requestCount))),
        async (modelarts) => {
            const endpoints = JSON.stringify({ modelarts });
            await use(
                collect(connectToEmulator(emulator(), { "huaweicloud:endpoints": endpoints }).jobs.list()),
            );
        },
    );
    return requestCount;
}
const job = (id: number) => ({ job_id: id, status: 8 });

describe("a list comes to an end", () => {
    test("where the same page comes again and again, and nothing in it can be read", async () => {
        const requestCount = await listJobs(
            () => ({ jobs: [null] }),
            async (list) => {
                expect(await list).toEqual([]);
            },
        );
        expect(requestCount).toBeLessThan(5);
    });

    test("where the same page comes again and again, and says each time that there are fewer jobs", async () => {
        const requestCount = await listJobs(
            (number) => ({ jobs: [job(1)], job_total_count: 100 - number }),
            async (list) => {
                expect((await list).map(({ id }) => id)).toEqual(["1"]);
            },
        );
        expect(requestCount).toBeLessThan(10);
    });

    test("as a failure, where there are other jobs on every page, without end", async () => {
        await listJobs(
            (number) => ({ jobs: [job(number)] }),
            async (list) => {
                const failure = await rejectionOf(list);
                expect(failure.kind).toBe("unexpected-response");
                expect(failure.message).toContain("no end");
            },
        );
    });
});

test("a job that is twice on one page is in the list once", async () => {
    await listJobs(
        (number) => ({ jobs: number === 1 ? [job(1), job(1), job(2)] : [] }),
        async (list) => {
            expect((await list).map(({ id }) => id)).toEqual(["1", "2"]);
        },
    );
});
