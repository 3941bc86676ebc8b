import type { Job } from "../../../provider/src/modelarts/job";
import { rejectionOf } from "../../support/errors";
import { all, connected, emulated } from "../../support/emulatedClient";
import { serving } from "../../support/rawServer";

const emulator = emulated();

/** Lists at a server whose pages are made up, one after the other; and how often it was asked. */
async function listed(
    page: (number: number) => object,
    use: (list: Promise<Job[]>) => Promise<void>,
): Promise<number> {
    let asked = 0;
    await serving(
        (_, response) => response.end(JSON.stringify(page(++asked))),
        async (modelarts) => {
            const endpoints = JSON.stringify({ modelarts });
            await use(all(connected(emulator(), { "huaweicloud:endpoints": endpoints }).jobs.list()));
        },
    );
    return asked;
}
const job = (id: number) => ({ job_id: id, status: 8 });

describe("a list comes to an end", () => {
    test("where the same page comes again and again, and nothing in it can be read", async () => {
        const asked = await listed(
            () => ({ jobs: [null] }),
            async (list) => {
                expect(await list).toEqual([]);
            },
        );
        expect(asked).toBeLessThan(5);
    });

    test("where the same page comes again and again, and says each time that there are fewer jobs", async () => {
        const asked = await listed(
            (number) => ({ jobs: [job(1)], job_total_count: 100 - number }),
            async (list) => {
                expect((await list).map(({ id }) => id)).toEqual(["1"]);
            },
        );
        expect(asked).toBeLessThan(10);
    });

    test("as a failure, where there are other jobs on every page, without end", async () => {
        await listed(
            (number) => ({ jobs: [job(number)] }),
            async (list) => {
                const failure = await rejectionOf(list);
                expect(failure.kind).toBe("not-the-service");
                expect(failure.message).toContain("no end");
            },
        );
    });
});

test("a job that is twice on one page is in the list once", async () => {
    await listed(
        (number) => ({ jobs: number === 1 ? [job(1), job(1), job(2)] : [] }),
        async (list) => {
            expect((await list).map(({ id }) => id)).toEqual(["1", "2"]);
        },
    );
});
