import fc from "fast-check";
import { diff } from "../../../provider/src/properties/diff";
import type { Job } from "../../../provider/src/modelarts/job";
import { statusFromCode } from "../../../provider/src/modelarts/status";
import {
    decodeState,
    encodeFailedState,
    encodeState,
    toInputs,
    toRefreshedState,
    toState,
} from "../../../provider/src/properties/state";
import { folder, validInputs, validResource } from "../../support/inputs";
import { jobLocation, resourceState, sampleJob, stateOf } from "../../support/jobs";

type Properties = Readonly<Record<string, unknown>>;

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

describe("toState", () => {
    test("contains the inputs and the job", () => {
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
    ])("maps the status %i to the state %s and the name %s", (code, state, status) => {
        expect(stateOf({ ...full, state: undefined }, sampleJob(code))).toMatchObject({ state, status });
    });

    test("contains nothing that changes by itself", () => {
        const changingFields = { runningSeconds: 1e6 };
        expect(stateOf(full, sampleJob(8, changingFields))).toEqual(stateOf(full, sampleJob(8)));
    });

    test("has the service's values when they differ from the inputs", () => {
        const job = sampleJob(8, { name: "renamed", description: "edited", trainUrl: "/other/" });
        expect(toState(validResource(full), job, jobLocation).outputs).toMatchObject({
            name: "renamed",
            description: "edited",
            trainUrl: "/other/",
        });
    });

    test.each(["/bucket/folder", "/bucket/folder/"])("ends trainUrl %s with a slash", (trainUrl) => {
        expect(stateOf(full, sampleJob(8, { trainUrl })).trainUrl).toBe("/bucket/folder/");
    });

    test("keeps prior outputs that a sparse response lacks", () => {
        const before = resourceState(full, sampleJob(8, { description: "text" }));
        const sparse: Job = { id: "8992", status: statusFromCode(12) };
        expect(toState(validResource(full), sparse, jobLocation, before)).toEqual({
            ...before,
            outputs: { ...before.outputs, state: "stopped", status: "KILLED" },
        });
    });

    test("takes inputs for outputs that no response has", () => {
        const sparse: Job = { id: "8992", status: statusFromCode(1) };
        expect(toState(validResource(full), sparse, jobLocation).outputs).toMatchObject({
            name: "board-1",
            description: "text",
            trainUrl: folder,
        });
    });

    test("contains no undefined value", () => {
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
                const state = resourceState(
                    { trainUrl: folder, ...some },
                    { id: "1", status: statusFromCode(8), ...observed },
                );
                const properties = encodeState(state);
                expect(JSON.parse(JSON.stringify(properties))).toStrictEqual(properties);
                expect(JSON.parse(JSON.stringify(toInputs(state)))).toStrictEqual(toInputs(state));
            }),
        );
    });
});

describe("toInputs", () => {
    test.each<[string, Record<string, unknown>, Partial<Job>]>([
        ["everything", full, { description: "text" }],
        ["trainUrl alone", { trainUrl: folder }, {}],
        ["an empty description", { trainUrl: folder, description: "" }, {}],
        ["another form of its folder", { trainUrl: "obs://bucket/folder" }, {}],
        [
            "the ID of a job to adopt",
            { visualizationId: "8992", state: "running" },
            { description: "theirs" },
        ],
        [
            "a description for an adopted job",
            { visualizationId: "8992", description: "text" },
            { description: "text" },
        ],
    ])("gives the program's inputs when the job is as desired: %s", (_, args, job) => {
        expect(toInputs(resourceState(args, sampleJob(8, job)))).toEqual(validInputs(args));
    });

    test.each<[string, Record<string, unknown>, Job, object]>([
        ["a stop", { state: "running" }, sampleJob(13), { state: "stopped" }],
        [
            "an edit of the description",
            { description: "text" },
            sampleJob(8, { description: "edited" }),
            { description: "edited" },
        ],
        ["a first description", {}, sampleJob(8, { description: "new" }), { description: "new" }],
        ["a cleared description", { description: "text" }, sampleJob(), { description: "" }],
    ])("shows an external change: %s", (_, args, job, expected) => {
        expect(toInputs(resourceState({ trainUrl: folder, ...args }, job))).toMatchObject(expected);
    });

    test.each([
        [7, "running"],
        [8, "running"],
        [9, "stopped"],
        [13, "stopped"],
        [11, "stopped"],
        [0, undefined],
    ])("has a state that a program may set, after the status %i: %s", (code, expected) => {
        for (const state of ["running", "stopped"])
            expect(toInputs(resourceState({ trainUrl: folder, state }, sampleJob(code))).state).toBe(
                expected,
            );
    });

    test("keeps the state of the program while the stack-wide switch overrides it", () => {
        const resource = {
            ...validResource({ trainUrl: folder, state: "running" }),
            stackState: "stopped",
        } as const;
        for (const code of [0, 8, 9, 11, 12]) {
            const encodedState = encodeState(toState(resource, sampleJob(code), jobLocation));
            expect(toInputs(decodeState(encodedState)).state).toBe("running");
        }
    });

    test("contains no state when the program desires none", () => {
        expect(toInputs(resourceState({ trainUrl: folder }, sampleJob(13)))).not.toHaveProperty("state");
    });

    test("gives the same from a state that was stored as JSON", () => {
        const encodedState = JSON.parse(
            JSON.stringify(stateOf(full, sampleJob(8, { description: "text" }))),
        ) as Properties;
        expect(toInputs(decodeState(encodedState))).toEqual(validInputs(full));
    });
});

test.each([undefined, null, "name", [5, null, "serviceUrl", "__proto__"]])(
    "reads a state whose __given was edited to %j",
    (value) => {
        const editedState = decodeState({ ...stateOf(full), __given: value });
        expect(toInputs(editedState)).not.toHaveProperty("serviceUrl");
        expect(diff(editedState, validResource(full)).replaces).toEqual([]);
    },
);

test("the state of a failed operation has the code of the provider that the resource has", () => {
    const state = resourceState(full);
    expect(encodeFailedState(state, { trainUrl: folder, __provider: "code" })).toEqual({
        ...encodeState(state),
        __provider: "code",
    });
});

test("reads a state without the hidden fields of later versions", () => {
    const { __overridden, ...encodedState } = { ...stateOf(full), __overridden: true };
    expect(__overridden).toBe(true);
    expect(decodeState(encodedState)).toEqual(resourceState(full));
});

test("a refresh that observes no desired state keeps which inputs the program has", () => {
    const before = resourceState(full, sampleJob(0, { description: "text" }));
    const refreshedState = toRefreshedState(before, sampleJob(13, { description: "text" }), jobLocation);
    expect(toInputs(refreshedState)).toEqual({ ...validInputs(full), state: "stopped" });
});
