import * as fc from "fast-check";
import type { Job, JobPage } from "../../../../provider/src/modelarts/job";
import { findOverlap, readPages } from "../../../../provider/src/modelarts/jobs/pagination";
import { statusFromCode } from "../../../../provider/src/modelarts/status";

const toJob = (id: number): Job => ({ id: String(id), status: statusFromCode(8) });

/** A change of the list before one of the requests. */
interface Change {
    readonly request: number;
    readonly kind: "add" | "remove";
    /** The job that is removed, by its place among all jobs, as a part of 1. */
    readonly position: number;
}

/** A service with the jobs 1 to `count`, sorted by ID, which change while they are listed. */
class ChangingList {
    ids: number[];
    requestCount = 0;
    private nextId: number;

    constructor(
        count: number,
        private readonly maxPageSize: number,
        private readonly isDescending: boolean,
        private readonly changes: readonly Change[],
    ) {
        this.ids = Array.from({ length: count }, (_, index) => index + 1);
        this.nextId = count + 1;
        if (isDescending) this.ids.reverse();
    }

    fetchPage = (number: number, requestedSize: number) => {
        this.requestCount++;
        for (const change of this.changes.filter(({ request }) => request === this.requestCount))
            this.apply(change);
        const size = Math.min(requestedSize, this.maxPageSize);
        const jobs = this.ids.slice((number - 1) * size, number * size).map(toJob);
        return Promise.resolve({ jobs, entryCount: jobs.length, serverTime: undefined });
    };

    private apply({ kind, position }: Change): void {
        if (kind === "remove") this.ids.splice(Math.floor(position * this.ids.length), 1);
        else if (this.isDescending) this.ids.unshift(this.nextId++);
        else this.ids.push(this.nextId++);
    }
}

async function listIds(list: ChangingList): Promise<string[]> {
    const ids: string[] = [];
    for await (const { jobs } of readPages(list.fetchPage)) ids.push(...jobs.map(({ id }) => id));
    return ids;
}

test("lists each job that stays, once, whatever jobs come and go", async () => {
    const change = fc.record({
        request: fc.integer({ min: 1, max: 12 }),
        kind: fc.constantFrom("add" as const, "remove" as const),
        position: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    await fc.assert(
        fc.asyncProperty(
            fc.integer({ min: 0, max: 200 }),
            fc.integer({ min: 10, max: 100 }),
            fc.boolean(),
            fc.array(change, { maxLength: 3 }),
            async (count, maxPageSize, isDescending, changes) => {
                const list = new ChangingList(count, maxPageSize, isDescending, changes);
                const ids = await listIds(list);
                expect(new Set(ids).size).toBe(ids.length);
                const staying = list.ids.filter((id) => id <= count).map(String);
                expect(staying.filter((id) => !ids.includes(id))).toEqual([]);
            },
        ),
        { numRuns: 500 },
    );
});

test.each([
    [1, 1000, 1],
    [999, 1000, 2],
    [10_000, 1000, 13],
    [10_000, 100, 121],
    [100, 10, 16],
])(
    "requests %i jobs, %i on a page, with at most %i requests and one past the end",
    async (count, size, max) => {
        const list = new ChangingList(count, size, false, []);
        expect(await listIds(list)).toHaveLength(count);
        expect(list.requestCount).toBeLessThanOrEqual(max + 1);
    },
);

test("says so where each reading of a list has other jobs", async () => {
    let nextId = 1;
    const fetchPage = (number: number) => {
        const jobs = number === 1 ? Array.from({ length: 20 }, () => toJob(nextId++)) : [];
        return Promise.resolve({ jobs, entryCount: jobs.length, serverTime: 7 });
    };
    const pages: JobPage[] = [];
    for await (const page of readPages(fetchPage)) pages.push(page);
    expect(pages.pop()).toEqual({ jobs: [], serverTime: 7, isUncertain: true });
    expect(pages.filter(({ isUncertain }) => isUncertain)).toEqual([]);
});

test("says so where an entry has no ID", async () => {
    const pages: JobPage[] = [];
    const fetchPage = (number: number) =>
        Promise.resolve({
            jobs: number === 1 ? [toJob(1)] : [],
            entryCount: number === 1 ? 2 : 0,
            serverTime: 7,
        });
    for await (const page of readPages(fetchPage)) pages.push(page);
    expect(pages.flatMap(({ jobs }) => jobs)).toEqual([toJob(1)]);
    expect(pages.pop()).toEqual({ jobs: [], serverTime: 7, isUncertain: true });
});

test("finds no overlap for pages of one job", () => {
    expect(findOverlap(5, 1)).toBeUndefined();
});

test("finds a page that begins before the end and reaches beyond it", () => {
    fc.assert(
        fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 10, max: 1000 }), (end, size) => {
            const page = findOverlap(end + size, size);
            if (page === undefined) return;
            expect((page.number - 1) * page.size).toBeLessThan(end + size);
            expect(page.number * page.size).toBeGreaterThan(end + size);
            expect(page.size).toBeLessThanOrEqual(size);
        }),
    );
});
