import { readJson } from "../../../../../provider/src/modelarts/http/body";
import {
    readCreateResponse,
    readActionResponse,
    readListResponse,
    readShowResponse,
} from "../../../../../provider/src/modelarts/jobs/wire";

/** A job as the REST reference documents it. */
const complete = {
    job_id: 8992,
    job_name: "board",
    job_desc: "a description",
    status: 8,
    create_time: 1706745599000,
    duration: 90_500,
    service_url: "https://console.example.org/modelarts2/tensorboard/0e0e/8992/",
    train_url: "/bucket/logs/",
    resource_id: "r-1",
    schedule: [{ type: "stop", time_unit: "HOURS", duration: 4 }],
};
const completeJob = {
    id: "8992",
    name: "board",
    description: "a description",
    status: { code: 8, name: "RUNNING", state: "running" },
    createdAt: "2024-01-31T23:59:59.000Z",
    runningSeconds: 90.5,
    serviceUrl: "https://console.example.org/modelarts2/tensorboard/0e0e/8992/",
    trainUrl: "/bucket/logs/",
    resourceId: "r-1",
    autoStopHours: 4,
};
const minimalJob = { id: "8992", status: completeJob.status };

const responses = {
    show: (fields: object) => readShowResponse("8992")(readJson(JSON.stringify(fields))),
    list: (fields: object) => readListResponse(readJson(JSON.stringify({ jobs: [fields] })))?.jobs[0],
    create: (fields: object) => readCreateResponse(readJson(JSON.stringify(fields))),
};

describe.each(Object.entries(responses))("a job in the response of %s", (_, readJob) => {
    test("is read with all of its fields", () => {
        expect(readJob(complete)).toEqual(completeJob);
    });

    test.each([
        [
            "numbers as strings",
            { ...complete, job_id: "8992", status: "8", create_time: "1706745599000", duration: "90500" },
        ],
        [
            "the other name of the schedule's unit",
            { ...complete, schedule: [{ type: "stop", timeUnit: "HOURS", duration: 4 }] },
        ],
        ["a schedule that is not a list", { ...complete, schedule: { type: "stop", duration: "4" } }],
        ["undocumented fields", { ...complete, is_success: true, engine_id: 7, user: { id: null } }],
        ["the remaining duration, whose unit is not documented", { ...complete, remaining_duration: 1800 }],
    ])("is the same with %s", (_, fields) => {
        expect(readJob(fields)).toEqual(completeJob);
    });

    const optional = Object.keys(complete).filter((name) => !["job_id", "status"].includes(name));
    test.each(optional)("is read without %s and with a null in its place", (name) => {
        const without = Object.fromEntries(Object.entries(complete).filter(([field]) => field !== name));
        const all = Object.values(readJob(without) ?? {});
        expect(all).toHaveLength(Object.keys(completeJob).length - 1);
        expect(all).not.toContain(undefined);
        const empty = name === "job_desc" ? { ...readJob(without), description: "" } : readJob(without);
        expect(readJob({ ...complete, [name]: null })).toEqual(empty);
    });

    test("is read from its two required fields", () => {
        expect(readJob({ job_id: 8992, status: 8 })).toEqual(minimalJob);
    });

    test.each([
        ["a name that is not a string", { job_name: 7 }],
        ["a description that is not a string", { job_desc: { text: "x" } }],
        ["an invalid time", { create_time: "yesterday" }],
        ["a time out of range", { create_time: 1e300 }],
        ["a duration that is not a number", { duration: "long" }],
        ["an empty schedule", { schedule: [] }],
        ["a schedule that is a string", { schedule: "4 hours" }],
    ])("is read without %s", (_, invalidValue) => {
        expect(readJob({ job_id: 8992, status: 8, ...invalidValue })).toEqual(minimalJob);
    });

    test("has an empty description when it is null, and none when it is missing", () => {
        expect(readJob({ job_id: 8992, status: 8, job_desc: null })).toEqual({
            ...minimalJob,
            description: "",
        });
    });

    test("has the state unknown for an undocumented status", () => {
        expect(readJob({ job_id: 8992, status: "99" })?.status).toEqual({
            code: 99,
            name: "99",
            state: "unknown",
        });
    });
});

describe("an ID beyond 2^53", () => {
    const id = "9007199254740993";

    test.each([
        ["show", readShowResponse("1"), `{"job_id":${id},"status":8}`],
        ["create", readCreateResponse, `{"is_success":true,"job_id":${id},"status":"1"}`],
        ["show, as a string", readShowResponse("1"), `{"job_id":"${id}","status":8}`],
    ])("keeps every digit in the response of %s", (_, reader, body) => {
        expect(reader(readJson(body))?.id).toBe(id);
    });

    test("keeps every digit in a list, beside neighbouring IDs", () => {
        const bodies = ["9007199254740992", id, "9223372036854775807", "10"];
        const jobs = bodies.map((jobId) => `{"job_id":${jobId},"status":8}`).join(",");
        expect(readListResponse(readJson(`{"jobs":[${jobs}]}`))?.jobs.map((job) => job.id)).toEqual(bodies);
    });
});

describe("an incomplete response", () => {
    test.each([
        ["show", "no status", readShowResponse("8992"), { job_id: 8992 }],
        ["show", "a status that is not a number", readShowResponse("8992"), { job_id: 8992, status: "soon" }],
        ["show", "nothing", readShowResponse("8992"), {}],
        ["create", "no ID", readCreateResponse, { is_success: true, status: 1 }],
        ["create", "nothing", readCreateResponse, {}],
        ["an action", "nothing", readActionResponse, {}],
        ["an action", "no success", readActionResponse, { is_success: "true" }],
        ["a list", "no jobs", readListResponse, { is_success: true, job_total_count: 0 }],
        ["a list", "jobs that are not a list", readListResponse, { jobs: { "0": {} } }],
    ])("of %s is not read: %s", (_, __, reader, json) => {
        expect(reader(json)).toBeUndefined();
    });

    test.each(["", " ", "<html></html>", '{"job_id":8992', '{"job_id":8992}}', "{'job_id':1}", "undefined"])(
        "is not read when it is not JSON: %j",
        (body) => {
            expect(readJson(body)).toBeUndefined();
            expect(readShowResponse("8992")(readJson(body))).toBeUndefined();
        },
    );

    test.each(["null", "[]", "7", '"done"', "true"])(
        "is not read when the JSON is not an object: %s",
        (body) => {
            for (const reader of [
                readShowResponse("8992"),
                readCreateResponse,
                readActionResponse,
                readListResponse,
            ])
                expect(reader(readJson(body))).toBeUndefined();
        },
    );

    test("of show gets the requested ID", () => {
        expect(readShowResponse("8992")({ status: 8 })).toEqual(minimalJob);
    });

    test("of create without a status still gives the job", () => {
        expect(readCreateResponse({ job_id: "10" })).toEqual({
            id: "10",
            status: { code: 0, name: "UNKNOWN", state: "unknown" },
        });
    });
});

describe("a page of a list", () => {
    test("leaves out an entry without an ID, but counts it", () => {
        const jobs = [
            { job_id: 1, status: 8 },
            { job_id: 2 },
            null,
            "job",
            { status: 8 },
            { job_id: 3, status: 12 },
        ];
        const page = readListResponse({ jobs });
        expect(page?.jobs.map(({ id, status }) => [id, status.name])).toEqual([
            ["1", "RUNNING"],
            ["2", "UNKNOWN"],
            ["3", "KILLED"],
        ]);
        expect(page?.entryCount).toBe(6);
    });

    test.each([
        [{ job_total_count: 7 }, 7],
        [{ job_total_count: "7" }, 7],
        [{ job_total_count: null }, undefined],
        [{}, undefined],
    ])("with %j has the total %s", (fields, total) => {
        expect(readListResponse({ jobs: [], ...fields })).toEqual({
            jobs: [],
            entryCount: 0,
            ...(total === undefined ? {} : { total }),
        });
    });
});

describe("an accepted action", () => {
    test.each([
        ["is_success", { is_success: true }],
        ["the job", { job_id: 8992 }],
    ])("is recognized by %s", (_, json) => {
        expect(readActionResponse(json)).toBe(true);
    });
});
