import fc from "fast-check";
import { diff } from "../../../provider/src/properties/diff";
import type { Job } from "../../../provider/src/modelarts/job";
import { statusFromCode } from "../../../provider/src/modelarts/status";
import { toInputs, type Outputs, toOutputs } from "../../../provider/src/properties/state";
import { validInputs, folder } from "../../support/inputs";
import { jobLocation, sampleJob, stateOf } from "../../support/jobs";

const full = {
    trainUrl: folder,
    name: "board-1",
    description: "text",
    jobType: "mindinsight",
    flavor: "f.1",
    autoStopHours: 4,
    state: "running",
    deletionPolicy: "delete",
    region: jobLocation.region,
    projectId: jobLocation.projectId,
    skipAwait: true,
    __timeouts: { create: "10m" },
};

describe("what goes into the state", () => {
    test("is the inputs, and the job as the service has it", () => {
        expect(stateOf(full, sampleJob(8, { description: "text" }))).toMatchObject({
            ...full,
            visualizationId: "8992",
            status: "RUNNING",
            serviceUrl: "https://console.example.org/8992/",
            createdAt: "2024-01-31T23:59:59.000Z",
            resourceId: "r-1",
        });
    });

    test.each([
        [7, "starting", "WAITING"],
        [8, "running", "RUNNING"],
        [9, "stopping", "KILLING"],
        [13, "stopped", "CANCELED"],
        [11, "failed", "FAILED"],
        [99, "unknown", "99"],
    ])("has for the status %i the state %s and the service's name %s", (code, state, status) => {
        expect(stateOf({ ...full, state: undefined }, sampleJob(code))).toMatchObject({ state, status });
    });

    test("never has anything that changes by itself", () => {
        const changes = { runningSeconds: 1e6 };
        expect(stateOf(full, sampleJob(8, changes))).toEqual(stateOf(full, sampleJob(8)));
    });

    test("has the service's own values where they differ from the inputs", () => {
        const job = sampleJob(8, { name: "renamed", description: "edited", trainUrl: "/other/" });
        expect(toOutputs(validInputs(full), job, jobLocation)).toMatchObject({
            name: "renamed",
            description: "edited",
            trainUrl: "/other/",
        });
    });

    test.each(["/bucket/folder", "/bucket/folder/"])("has trainUrl with its last slash: %s", (trainUrl) => {
        expect(stateOf(full, sampleJob(8, { trainUrl })).trainUrl).toBe("/bucket/folder/");
    });

    test("keeps what was known where an answer is sparse", () => {
        const before = stateOf(full, sampleJob(8, { description: "text" }));
        const sparse: Job = { id: "8992", status: statusFromCode(12) };
        expect(toOutputs(validInputs(full), sparse, jobLocation, before)).toEqual({
            ...before,
            state: "stopped",
            status: "KILLED",
        });
    });

    test("takes from the inputs what neither the answer nor an earlier one says", () => {
        const sparse: Job = { id: "8992", status: statusFromCode(1) };
        expect(toOutputs(validInputs(full), sparse, jobLocation)).toMatchObject({
            name: "board-1",
            description: "text",
            trainUrl: folder,
        });
    });

    test("never holds undefined, which the engine would lose or trip over", () => {
        const optionalOf = (values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
        const sparse = fc.record({
            name: optionalOf(["a"]),
            description: optionalOf(["", "b"]),
            trainUrl: optionalOf(["/a", "/a/"]),
            serviceUrl: optionalOf(["https://x.example.org"]),
            createdAt: optionalOf(["2024-01-31T23:59:59.000Z"]),
            resourceId: optionalOf(["r"]),
        });
        fc.assert(
            fc.property(sparse, fc.subarray(Object.keys(full)), (fields, names) => {
                const some = Object.fromEntries(
                    Object.entries(full).filter(([name]) => names.includes(name)),
                );
                const observed = Object.fromEntries(
                    Object.entries(fields).filter(([, value]) => value !== undefined),
                );
                const outputs = stateOf(
                    { trainUrl: folder, ...some },
                    { id: "1", status: statusFromCode(8), ...observed },
                );
                expect(JSON.parse(JSON.stringify(outputs))).toStrictEqual(outputs);
                expect(JSON.parse(JSON.stringify(toInputs(outputs)))).toStrictEqual(toInputs(outputs));
            }),
        );
    });
});

describe("the inputs that a refresh reads out of the state", () => {
    test.each<[string, Record<string, unknown>, Partial<Job>]>([
        ["everything", full, { description: "text" }],
        ["no more than it needs", { trainUrl: folder }, {}],
        ["an empty description", { trainUrl: folder, description: "" }, {}],
        ["another spelling of its folder", { trainUrl: "obs://bucket/folder" }, {}],
        [
            "the ID of a job to take over",
            { visualizationId: "8992", state: "running" },
            { description: "theirs" },
        ],
        [
            "a description of its own for a job taken over",
            { visualizationId: "8992", description: "text" },
            { description: "text" },
        ],
    ])("are those of the program, where the job is as asked: a program with %s", (_, args, job) => {
        expect(toInputs(stateOf(args, sampleJob(8, job)))).toEqual(validInputs(args));
    });

    test.each<[string, Record<string, unknown>, Job, object]>([
        ["a stop by hand", { state: "running" }, sampleJob(13), { state: "stopped" }],
        [
            "an edited description",
            { description: "text" },
            sampleJob(8, { description: "edited" }),
            { description: "edited" },
        ],
        [
            "a description that was given where there was none",
            {},
            sampleJob(8, { description: "new" }),
            { description: "new" },
        ],
        ["a description that was cleared", { description: "text" }, sampleJob(), { description: "" }],
    ])("show what somebody did in the console: %s", (_, args, job, expected) => {
        expect(toInputs(stateOf({ trainUrl: folder, ...args }, job))).toMatchObject(expected);
    });

    test("never show a run state that the program does not ask for", () => {
        expect(toInputs(stateOf({ trainUrl: folder }, sampleJob(13)))).not.toHaveProperty("state");
    });

    test("are read just so from a state that was stored and read back", () => {
        const stored = JSON.parse(
            JSON.stringify(stateOf(full, sampleJob(8, { description: "text" }))),
        ) as Outputs;
        expect(toInputs(stored)).toEqual(validInputs(full));
    });
});

test.each([undefined, null, "name", [5, null, "serviceUrl", "__proto__"]])(
    "a state that was edited by hand can still be read: what the program gave is %j",
    (given) => {
        const edited = { ...stateOf(full), __given: given } as unknown as Outputs;
        expect(toInputs(edited)).not.toHaveProperty("serviceUrl");
        expect(diff(edited, validInputs(full)).replaces).toEqual([]);
    },
);
