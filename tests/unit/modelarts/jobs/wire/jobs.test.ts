import { readJson } from "../../../../../provider/src/modelarts/http/body";
import {
    readCreateResponse,
    readActionResponse,
    readListResponse,
    readShowResponse,
} from "../../../../../provider/src/modelarts/jobs/wire";

/** As the REST reference shows it. */
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
const read = {
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
const least = { id: "8992", status: read.status };

const responses = {
    show: (fields: object) => readShowResponse("8992")(readJson(JSON.stringify(fields))),
    list: (fields: object) => readListResponse(readJson(JSON.stringify({ jobs: [fields] })))?.jobs[0],
    create: (fields: object) => readCreateResponse(readJson(JSON.stringify(fields))),
};

describe.each(Object.entries(responses))("a job in the answer of %s", (_, job) => {
    test("is read with all of its fields", () => {
        expect(job(complete)).toEqual(read);
    });

    test.each([
        [
            "numbers as text",
            { ...complete, job_id: "8992", status: "8", create_time: "1706745599000", duration: "90500" },
        ],
        [
            "the unit of its schedule spelled otherwise",
            { ...complete, schedule: [{ type: "stop", timeUnit: "HOURS", duration: 4 }] },
        ],
        ["a schedule that is no list", { ...complete, schedule: { type: "stop", duration: "4" } }],
        [
            "fields that no document names",
            { ...complete, is_success: true, engine_id: 7, user: { id: null } },
        ],
        ["the remaining duration, whose unit is not documented", { ...complete, remaining_duration: 1800 }],
    ])("is the same with %s", (_, fields) => {
        expect(job(fields)).toEqual(read);
    });

    const optional = Object.keys(complete).filter((name) => !["job_id", "status"].includes(name));
    test.each(optional)("is read without %s, as without a null in its place", (name) => {
        const without = Object.fromEntries(Object.entries(complete).filter(([field]) => field !== name));
        const all = Object.values(job(without) ?? {});
        expect(all).toHaveLength(Object.keys(read).length - 1);
        expect(all).not.toContain(undefined);
        const empty = name === "job_desc" ? { ...job(without), description: "" } : job(without);
        expect(job({ ...complete, [name]: null })).toEqual(empty);
    });

    test("is read from the two fields it must have, and says nothing of the others", () => {
        expect(job({ job_id: 8992, status: 8 })).toEqual(least);
    });

    test.each([
        ["a name that is no text", { job_name: 7 }],
        ["a description that is no text", { job_desc: { text: "x" } }],
        ["a time that is none", { create_time: "yesterday" }],
        ["a time beyond all calendars", { create_time: 1e300 }],
        ["a duration that is no number", { duration: "long" }],
        ["an empty schedule", { schedule: [] }],
        ["a schedule of text", { schedule: "4 hours" }],
    ])("loses %s and nothing else", (_, invalidValue) => {
        expect(job({ job_id: 8992, status: 8, ...invalidValue })).toEqual(least);
    });

    test("tells a description that is null, which is empty, from one that is not there", () => {
        expect(job({ job_id: 8992, status: 8, job_desc: null })).toEqual({ ...least, description: "" });
    });

    test("has a status that is not in the table: the number is kept", () => {
        expect(job({ job_id: 8992, status: "99" })?.status).toEqual({
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
        ["show, as text", readShowResponse("1"), `{"job_id":"${id}","status":8}`],
    ])("keeps every digit in the answer of %s", (_, reader, body) => {
        expect(reader(readJson(body))?.id).toBe(id);
    });

    test("keeps every digit in a list, beside its neighbours", () => {
        const bodies = ["9007199254740992", id, "9223372036854775807", "10"];
        const jobs = bodies.map((one) => `{"job_id":${one},"status":8}`).join(",");
        expect(readListResponse(readJson(`{"jobs":[${jobs}]}`))?.jobs.map((job) => job.id)).toEqual(bodies);
    });
});

describe("an answer that does not say enough", () => {
    test.each([
        ["show", "no status", readShowResponse("8992"), { job_id: 8992 }],
        ["show", "a status that is no number", readShowResponse("8992"), { job_id: 8992, status: "soon" }],
        ["show", "nothing", readShowResponse("8992"), {}],
        ["create", "no ID", readCreateResponse, { is_success: true, status: 1 }],
        ["create", "nothing", readCreateResponse, {}],
        ["an act", "nothing", readActionResponse, {}],
        ["an act", "no success", readActionResponse, { is_success: "true" }],
        ["a list", "no jobs", readListResponse, { is_success: true, job_total_count: 0 }],
        ["a list", "jobs that are no list", readListResponse, { jobs: { "0": {} } }],
    ])("to %s is none: %s", (_, __, reader, json) => {
        expect(reader(json)).toBeUndefined();
    });

    test.each(["", " ", "<html></html>", '{"job_id":8992', '{"job_id":8992}}', "{'job_id':1}", "undefined"])(
        "is none where it is no JSON: %j",
        (body) => {
            expect(readJson(body)).toBeUndefined();
            expect(readShowResponse("8992")(readJson(body))).toBeUndefined();
        },
    );

    test.each(["null", "[]", "7", '"done"', "true"])("is none where the JSON is no object: %s", (body) => {
        for (const reader of [
            readShowResponse("8992"),
            readCreateResponse,
            readActionResponse,
            readListResponse,
        ])
            expect(reader(readJson(body))).toBeUndefined();
    });

    test("is completed from what was asked where show leaves out the ID", () => {
        expect(readShowResponse("8992")({ status: 8 })).toEqual(least);
    });

    test("of create is not doubted where it leaves out the status: the job was made", () => {
        expect(readCreateResponse({ job_id: "10" })).toEqual({
            id: "10",
            status: { code: 0, name: "UNKNOWN", state: "unknown" },
        });
    });
});

describe("a page of a list", () => {
    test("loses an entry that cannot be read, but counts it", () => {
        const jobs = [
            { job_id: 1, status: 8 },
            { job_id: 2 },
            null,
            "job",
            { status: 8 },
            { job_id: 3, status: 12 },
        ];
        const page = readListResponse({ jobs });
        expect(page?.jobs.map(({ id }) => id)).toEqual(["1", "3"]);
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

describe("an act that was taken", () => {
    test.each([
        ["says so", { is_success: true }],
        ["shows the job in place of that", { job_id: 8992 }],
    ])("%s", (_, json) => {
        expect(readActionResponse(json)).toBe(true);
    });
});
