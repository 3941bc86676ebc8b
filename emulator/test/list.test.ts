import { EmulatorClient } from "./emulatorClient";
import { type Emulator, type Options, startEmulator } from "../src/index";

let emulator: Emulator;
let caller: EmulatorClient;
let initial: Options;
beforeAll(async () => {
    emulator = await startEmulator({ jobQuota: 20, runningQuota: 4 });
    caller = new EmulatorClient(emulator);
    initial = emulator.options;
    emulator.makeJob({ id: 9, name: "train", description: "c", status: 8, createdAt: 3000 });
    emulator.makeJob({ id: 10, name: "my-train", description: "a", status: 12, createdAt: 1000 });
    emulator.makeJob({ id: 100, name: "Train-2", description: "b", status: 1, createdAt: 2000 });
    emulator.makeJob({ id: 11, name: "other", description: "d", status: 12, createdAt: 4000 });
    emulator.makeJob({ id: 12, name: "elsewhere", workspaceId: "ws" });
});
afterAll(() => emulator.close());
afterEach(() => {
    emulator.setOptions(initial);
});

async function ids(query: string): Promise<string[]> {
    const { json } = await caller.call("GET", query);
    return json.jobs.map((job) => String(job.job_id));
}

describe("list responds with", () => {
    test("the jobs, how many they are, and what is left of the quotas", async () => {
        const { status, json } = await caller.call("GET");
        expect(status).toBe(200);
        expect(json).toMatchObject({ is_success: true, job_total_count: 4, job_count_limit: 15, quotas: 4 });
        expect(json.jobs).toHaveLength(4);
        expect(json.jobs.find((job) => job.job_id === 9)).toMatchObject({
            job_name: "train",
            job_desc: "c",
            status: 8,
            create_time: 3000,
            train_url: "/bucket/folder/",
        });
    });

    test("no counts where they are switched off", async () => {
        emulator.setOptions({ totalCount: false, listLimits: false });
        expect(Object.keys((await caller.call("GET")).json)).toEqual(["is_success", "jobs"]);
    });

    test.each([
        ["?order=asc", ["9", "10", "11", "100"]],
        ["?order=desc", ["100", "11", "10", "9"]],
        ["?sortBy=job_name&order=asc", ["100", "10", "11", "9"]],
        ["?sortBy=job_desc&order=asc", ["10", "100", "9", "11"]],
        ["?sortBy=create_time&order=desc", ["11", "9", "100", "10"]],
        ["?sortBy=status&order=asc", ["100", "9", "10", "11"]],
        ["?sortBy=status&order=desc", ["11", "10", "9", "100"]],
        ["?status=12&order=asc", ["10", "11"]],
        ["?status=9", []],
        ["?search_content=train&order=asc", ["9", "10", "100"]],
        ["?search_content=&order=asc", ["9", "10", "11", "100"]],
        ["?search_content=rain-&order=asc", ["100"]],
        ["?workspace_id=ws", ["12"]],
        ["?workspace_id=0&per_page=1&order=asc", ["9"]],
        ["?per_page=3&page=1&order=asc", ["9", "10", "11"]],
        ["?per_page=3&page=2&order=asc", ["100"]],
        ["?per_page=3&page=3&order=asc", []],
    ])("%s with %j", async (query, expected) => {
        expect(await ids(query)).toEqual(expected);
    });

    test("the count of all that fit, not of the page", async () => {
        const { json } = await caller.call("GET", "?search_content=train&per_page=1");
        expect([json.job_total_count, json.jobs.length]).toEqual([3, 1]);
    });

    test("in ascending or descending order by default", async () => {
        expect(await ids("")).toEqual(["9", "10", "11", "100"]);
        emulator.setOptions({ defaultOrder: "desc" });
        expect(await ids("")).toEqual(["100", "11", "10", "9"]);
    });
});

test("list rejects an order that the edition lacks", async () => {
    emulator.setOptions({ sortKeys: ["create_time"] });
    expect((await caller.call("GET", "?sortBy=job_id")).json.error_code).toBe("ModelArts.0104");
    expect((await caller.call("GET", "?sortBy=create_time")).status).toBe(200);
});

describe("list pages", () => {
    let many: Emulator;
    beforeAll(async () => {
        many = await startEmulator();
        for (let n = 0; n < 2345; n++) many.makeJob({ status: 12 });
    });
    afterAll(() => many.close());

    test.each([
        ["10 by default", "", 1000, "rejected", 10],
        ["1000 at the most", "?per_page=1000", 1000, "rejected", 1000],
        ["100 at the most in older editions", "?per_page=100", 100, "rejected", 100],
        ["the maximum where a larger size is clamped", "?per_page=1000", 100, "clamped", 100],
    ] as const)("are of %s", async (_, query, perPageMax, perPageAbove, expected) => {
        many.setOptions({ perPageMax, perPageAbove });
        expect((await new EmulatorClient(many).call("GET", query)).json.jobs).toHaveLength(expected);
    });

    test.each([
        ["per_page=1001", 1000],
        ["per_page=101", 100],
    ])("of a larger size are refused: %s", async (query, perPageMax) => {
        many.setOptions({ perPageMax, perPageAbove: "rejected" });
        const { status, json } = await new EmulatorClient(many).call("GET", `?${query}`);
        expect([status, json.error_code]).toEqual([400, "ModelArts.0104"]);
        expect(json.error_message).toContain(`per_page should be in [1,${perPageMax}]`);
    });

    test("hold every job once", async () => {
        many.setOptions({ perPageMax: 1000 });
        const observedIds = new Set<unknown>();
        for (const page of [1, 2, 3]) {
            const { json } = await new EmulatorClient(many).call("GET", `?per_page=1000&page=${page}`);
            for (const job of json.jobs) observedIds.add(job.job_id);
        }
        expect(observedIds.size).toBe(2345);
    });
});

describe("list rejects", () => {
    test.each([
        ["?per_page=0", "per_page"],
        ["?per_page=many", "per_page"],
        ["?page=0", "page"],
        ["?page=-1", "page"],
        ["?sortBy=name", "sortBy"],
        ["?order=ASC", "order"],
        ["?status=", "status"],
        ["?status=8%7C1", "status"],
        ["?status=RUNNING", "status"],
        ["?status=undefined", "status"],
        [`?search_content=${"a".repeat(65)}`, "search_content"],
        ["?page=1&page=2", "page"],
    ])("%s", async (query, name) => {
        const { status, json } = await caller.call("GET", query);
        expect([status, json.error_code]).toEqual([400, "ModelArts.0104"]);
        expect(json.error_message).toContain(name);
    });

    test("a parameter that no edition has, where that is set", async () => {
        expect(await ids("?sort_by=status&sort_by=x&order=asc")).toEqual(["9", "10", "11", "100"]);
        emulator.setOptions({ unknownParameters: "rejected" });
        const { status, json } = await caller.call("GET", "?sort_by=status");
        expect([status, json.error_code]).toEqual([400, "ModelArts.0104"]);
        expect(json.error_message).toContain("sort_by");
    });

    test("a longer search_content where the edition takes it", async () => {
        const query = `?search_content=${"a".repeat(100)}`;
        expect((await caller.call("GET", query)).status).toBe(400);
        emulator.setOptions({ searchMax: 100 });
        expect((await caller.call("GET", query)).status).toBe(200);
    });

    test("a workspace that does not exist, with ModelArts.0102", async () => {
        const { status, json } = await caller.call("GET", "?workspace_id=none");
        expect([status, json.error_code]).toEqual([400, "ModelArts.0102"]);
        emulator.setOptions({ workspaces: ["0", "none"] });
        expect(await ids("?workspace_id=none")).toEqual([]);
    });
});

test("a plus in a query is a plus, or a blank where that is set", async () => {
    const { json } = await caller.call("GET", "?search_content=a+b&order=asc");
    expect(json.job_total_count).toBe(0);
    const { id } = emulator.makeJob({ name: "a b" });
    expect(await ids("?search_content=a+b")).toEqual([]);
    emulator.setOptions({ plus: "space" });
    expect(await ids("?search_content=a+b")).toEqual([id]);
    emulator.removeJob(id);
});
