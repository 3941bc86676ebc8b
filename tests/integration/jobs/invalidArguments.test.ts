import type { CallOptions, JobQuery, JobSpec } from "../../../provider/src/modelarts/job";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { callsOnOneJob, type JobCalls } from "../../support/apiCalls";

const emulator = useEmulator();

/** Returns the message of the settings error with which the call fails before any request. */
async function rejectionMessage(call: (jobs: JobCalls) => Promise<unknown>): Promise<string> {
    const error = await rejectionOf(call(connectToEmulator(emulator()).jobs));
    expect(error.kind).toBe("settings");
    expect(error.message).not.toMatch(/[\p{Cc}\p{Zl}]/u);
    expect(emulator().requests).toEqual([]);
    return error.message;
}

describe("rejects an invalid ID before any request", () => {
    const invalid = ["", ".", "..", "../x/stop?y", "a/b", "%2e%2e", "8992 ", "8992\n", "8\u20289", "\ud800"];
    const ofOtherTypes = [undefined, null, 8992, {}, ["8992"], Symbol("8992")] as unknown as string[];

    test.each([...invalid, ...ofOtherTypes].map((id) => ({ id })))("$id", async ({ id }) => {
        for (const call of callsOnOneJob) await rejectionMessage((jobs) => call.run(jobs, id));
    });
});

describe("names an argument of an invalid type before any request", () => {
    const spec = { name: "board", trainUrl: "/bucket/logs/" };

    test.each<[string, object | undefined]>([
        ["the argument", undefined],
        ["name", { trainUrl: "/bucket/logs/" }],
        ["trainUrl", { ...spec, trainUrl: null }],
        ["description", { ...spec, description: 5n }],
        ["autoStopHours", { ...spec, autoStopHours: "4" }],
    ])("of create: %s", async (name, invalid) => {
        expect(await rejectionMessage((jobs) => jobs.create(invalid as JobSpec))).toContain(name);
    });

    test.each<[string, unknown]>([
        ["status", { status: 8 }],
        ["status", { status: "running" }],
        ["status", { status: "toString" }],
        ["nameContains", { nameContains: {} }],
        ["sortBy", { sortBy: "__proto__" }],
        ["order", { order: "up" }],
        ["the argument", null],
    ])("of list: %s", async (name, invalid) => {
        expect(await rejectionMessage((jobs) => collect(jobs.list(invalid as JobQuery)))).toContain(name);
    });

    test.each<[string, unknown]>([
        ["signal", { signal: true }],
        ["deadline", { deadline: "soon" }],
        ["the argument", null],
    ])("of the call options: %s", async (name, invalid) => {
        const options = invalid as CallOptions;
        expect(await rejectionMessage((jobs) => jobs.get("8992", options))).toContain(name);
        expect(await rejectionMessage((jobs) => jobs.create(spec, options))).toContain(name);
        expect(await rejectionMessage((jobs) => collect(jobs.list({}, options)))).toContain(name);
    });

    test("of update", async () => {
        const change = {} as { description: string };
        expect(await rejectionMessage((jobs) => jobs.update("8992", change))).toContain("description");
    });
});

test("ignores unknown call options", async () => {
    const { id } = emulator().makeJob();
    const options = { method: "DELETE", path: "", body: "{}", query: { page: "1" } } as CallOptions;
    expect((await connectToEmulator(emulator()).jobs.get(id, options)).id).toBe(id);
    expect(emulator().requests).toMatchObject([{ call: "show", body: "" }]);
});

test("sends a lone surrogate as the replacement character", async () => {
    await collect(connectToEmulator(emulator()).jobs.list({ nameContains: "a\ud800b" }));
    expect(emulator().requests[0]?.path).toContain("search_content=a%EF%BF%BDb");
});
