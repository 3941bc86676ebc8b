import type { CallOptions, JobQuery, JobSpec } from "../../../provider/src/modelarts/job";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { callsOnOneJob, type JobCalls } from "../../support/apiCalls";

const emulator = useEmulator();

async function refused(call: (jobs: JobCalls) => Promise<unknown>): Promise<string> {
    const failure = await rejectionOf(call(connectToEmulator(emulator()).jobs));
    expect(failure.kind).toBe("settings");
    expect(failure.message).not.toMatch(/[\p{Cc}\p{Zl}]/u);
    expect(emulator().requests).toEqual([]);
    return failure.message;
}

describe("what is no ID never becomes a part of a path: nothing is sent", () => {
    const invalid = ["", ".", "..", "../x/stop?y", "a/b", "%2e%2e", "8992 ", "8992\n", "8\u20289", "\ud800"];
    const ofOtherTypes = [undefined, null, 8992, {}, ["8992"], Symbol("8992")] as unknown as string[];

    test.each([...invalid, ...ofOtherTypes].map((id) => ({ id })))("$id", async ({ id }) => {
        for (const call of callsOnOneJob) await refused((jobs) => call.run(jobs, id));
    });
});

describe("what a program without types hands over, and no call takes, is named: nothing is sent", () => {
    const spec = { name: "board", trainUrl: "/bucket/logs/" };

    test.each<[string, object | undefined]>([
        ["the argument", undefined],
        ["name", { trainUrl: "/bucket/logs/" }],
        ["trainUrl", { ...spec, trainUrl: null }],
        ["description", { ...spec, description: 5n }],
        ["autoStopHours", { ...spec, autoStopHours: "4" }],
    ])("to create: %s", async (name, invalid) => {
        expect(await refused((jobs) => jobs.create(invalid as JobSpec))).toContain(name);
    });

    test.each<[string, unknown]>([
        ["status", { status: 8 }],
        ["status", { status: "running" }],
        ["status", { status: "toString" }],
        ["nameContains", { nameContains: {} }],
        ["sortBy", { sortBy: "__proto__" }],
        ["order", { order: "up" }],
        ["the argument", null],
    ])("to list: %s", async (name, invalid) => {
        expect(await refused((jobs) => collect(jobs.list(invalid as JobQuery)))).toContain(name);
    });

    test.each<[string, unknown]>([
        ["signal", { signal: true }],
        ["deadline", { deadline: "soon" }],
        ["the argument", null],
    ])("to bound a call: %s", async (name, invalid) => {
        const options = invalid as CallOptions;
        expect(await refused((jobs) => jobs.get("8992", options))).toContain(name);
        expect(await refused((jobs) => jobs.create(spec, options))).toContain(name);
        expect(await refused((jobs) => collect(jobs.list({}, options)))).toContain(name);
    });

    test("to update", async () => {
        const change = {} as { description: string };
        expect(await refused((jobs) => jobs.update("8992", change))).toContain("description");
    });
});

test("what bounds a call bounds it, and changes nothing else of it", async () => {
    const { id } = emulator().makeJob();
    const options = { method: "DELETE", path: "", body: "{}", query: { page: "1" } } as CallOptions;
    expect((await connectToEmulator(emulator()).jobs.get(id, options)).id).toBe(id);
    expect(emulator().requests).toMatchObject([{ call: "show", body: "" }]);
});

test("half a character in a search is sent as the sign for what cannot be read", async () => {
    await collect(connectToEmulator(emulator()).jobs.list({ nameContains: "a\ud800b" }));
    expect(emulator().requests[0]?.path).toContain("search_content=a%EF%BF%BDb");
});
