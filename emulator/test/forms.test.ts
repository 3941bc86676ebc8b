import { type ResponseBody, send, useEmulator } from "./emulatorClient";
import type { Options } from "../src/index";

const { emulator, caller } = useEmulator();

const schedule = [{ type: "stop", time_unit: "HOURS", duration: 2 }];

/** Creates a job without description and with an automatic stop, and returns it as the three calls write it. */
async function everywhere(
    options: Partial<Options> = {},
): Promise<{ create: ResponseBody; show: ResponseBody; list: ResponseBody }> {
    emulator().setOptions(options);
    const create = (await caller().create({ job_name: "board", schedule })).json;
    const show = await caller().show(create.job_id);
    const [list] = (await caller().call("GET")).json.jobs;
    return { create, show, list: list ?? show };
}

describe("numbers", () => {
    const types = ({ job_id, status, create_time }: ResponseBody) => [
        typeof job_id,
        typeof status,
        typeof create_time,
    ];

    test("are text from create and numbers from the others, as documented", async () => {
        const { create, show, list } = await everywhere();
        expect([create, show, list].map(types)).toEqual([
            ["string", "string", "string"],
            ["number", "number", "number"],
            ["number", "number", "number"],
        ]);
    });

    test("can be chosen for each field, and for each call", async () => {
        const { create, show, list } = await everywhere({
            jobIdForm: "string",
            statusForm: "number",
            createTimeForm: { show: "string", list: "number" },
        });
        expect([create, show, list].map(types)).toEqual([
            ["string", "number", "number"],
            ["string", "number", "string"],
            ["string", "number", "number"],
        ]);
    });

    test("mean the same in either form", async () => {
        const { create, show } = await everywhere();
        expect(String(show.job_id)).toBe(create.job_id);
        expect(String(show.create_time)).toBe(create.create_time);
        expect(Math.abs(Number(show.create_time) - Date.now())).toBeLessThan(60_000);
    });

    test("a create time follows the clock of the service", async () => {
        const { show } = await everywhere({ clockSkew: -86_400 });
        expect(Math.abs(Number(show.create_time) + 86_400_000 - Date.now())).toBeLessThan(60_000);
    });
});

describe("a switch", () => {
    test.each<[Partial<Options>, keyof ResponseBody, unknown, unknown]>([
        [{}, "schedule", undefined, undefined],
        [{ scheduleField: "time_unit" }, "schedule", undefined, schedule],
        [
            { scheduleField: "timeUnit" },
            "schedule",
            undefined,
            [{ type: "stop", timeUnit: "HOURS", duration: 2 }],
        ],
        [{ scheduleField: "time_unit", scheduleOnShow: true }, "schedule", schedule, schedule],
        [{ scheduleField: "time_unit", scheduleShape: "object" }, "schedule", undefined, schedule[0]],
        [{}, "remaining_duration", undefined, undefined],
        [{ remainingDuration: "null" }, "remaining_duration", null, null],
        [{ remainingDuration: "number" }, "remaining_duration", expect.any(Number), expect.any(Number)],
        [{}, "is_success", undefined, undefined],
        [{ isSuccess: "everywhere" }, "is_success", true, undefined],
        [{}, "job_desc", "", ""],
        [{ emptyDescription: "null" }, "job_desc", null, null],
        [{ emptyDescription: "absent" }, "job_desc", undefined, undefined],
        [{}, "train_url", "/bucket/logs/", "/bucket/logs/"],
        [{ trainUrlSlash: "without" }, "train_url", "/bucket/logs", "/bucket/logs"],
        [{ trainUrlSlash: "with" }, "train_url", "/bucket/logs/", "/bucket/logs/"],
        [{}, "engine_id", undefined, undefined],
        [{ extraFields: true }, "engine_id", 7, 7],
    ])("%j shapes %s on show and in a list", async (options, field, onShow, inList) => {
        const { show, list } = await everywhere(options);
        expect([show[field], list[field]]).toEqual([onShow, inList]);
    });

    test("leaves is_success out where the response has something else", async () => {
        const { create, show } = await everywhere({ isSuccess: "absent" });
        expect([create.is_success, show.is_success]).toEqual([undefined, undefined]);
        expect((await caller().call("GET")).json.is_success).toBeUndefined();
        expect((await caller().stop(show.job_id)).json).toEqual({ is_success: true });
    });

    test("adds the last slash of a train_url that has none", async () => {
        const { id } = emulator().makeJob({ trainUrl: "/bucket/logs" });
        expect((await caller().show(id)).train_url).toBe("/bucket/logs");
        emulator().setOptions({ trainUrlSlash: "with" });
        expect((await caller().show(id)).train_url).toBe("/bucket/logs/");
    });

    test("remaining_duration is in milliseconds, and null while the job does not run", async () => {
        emulator().setOptions({ remainingDuration: "number", hour: 3600 });
        const { id } = emulator().makeJob({ hours: 2 });
        emulator().elapse(3600);
        const remaining = Number((await caller().show(id)).remaining_duration);
        expect(remaining).toBeGreaterThan(3_500_000);
        expect(remaining).toBeLessThanOrEqual(3_600_000);
        emulator().moveJob(id, 12);
        expect((await caller().show(id)).remaining_duration).toBeNull();
    });
});

describe("service_url", () => {
    const address = /^http:\/\/127\.0\.0\.1:\d+\/modelarts2\/tensorboard\/[0-9a-f]{32}\/(\d+)\/$/;

    test("is there while the job runs, or early and for ever", async () => {
        const { id } = emulator().makeJob({ status: 12 });
        expect((await caller().show(id)).service_url).toBeUndefined();
        emulator().moveJob(id, 8);
        const { service_url } = await caller().show(id);
        expect(address.exec(String(service_url))?.[1]).toBe(id);
        emulator().setOptions({ serviceUrl: "early" });
        emulator().moveJob(id, 12);
        expect((await caller().show(id)).service_url).toBe(service_url);
        expect((await caller().create({ job_name: "board" })).json.service_url).toMatch(address);
    });
});

describe("a rejection", () => {
    test("has its message in the field that is set", async () => {
        expect((await caller().show(1)).error_message).toContain("does not exist");
        emulator().setOptions({ messageField: "error_msg" });
        const { json } = await caller().call("GET", "/1");
        expect([json.error_msg, json.error_message]).toEqual([
            expect.stringContaining("does not exist"),
            undefined,
        ]);
    });

    test("can come with HTTP status 200 and the same body", async () => {
        const rejection = await caller().call("GET", "/1");
        emulator().setOptions({ errorStatus: "200" });
        const hiddenRejection = await caller().call("GET", "/1");
        expect([rejection.status, hiddenRejection.status]).toEqual([404, 200]);
        expect(hiddenRejection.json).toEqual(rejection.json);
    });

    test("of the gateway keeps its HTTP status, and spells its code as is set", async () => {
        emulator().setOptions({ errorStatus: "200", codePrefix: "APIGW" });
        const { status, json } = await caller().call("GET", "", { headers: { "X-Auth-Token": "none" } });
        expect([status, json.error_code]).toEqual([401, "APIGW.0301"]);
        expect(json.error_msg).toContain("decrypt token fail");
    });

    test("can have another HTTP status by its code", async () => {
        emulator().setOptions({
            httpStatus: { "ModelArts.0015": 410, "APIG.0301": 403 },
            errorStatus: "200",
        });
        expect((await caller().call("GET", "/1")).status).toBe(410);
        expect((await caller().call("GET", "", { headers: { "X-Auth-Token": "none" } })).status).toBe(403);
    });

    test("of IAM is in the old envelope or in the new", async () => {
        const login = () => send(emulator().info.iam, "POST", "/v3/auth/tokens", { body: {} });
        const old = await login();
        expect(old.json.error).toMatchObject({ code: 400, title: "Bad Request" });
        emulator().setOptions({ iamEnvelope: "new" });
        const { status, json } = await login();
        expect(status).toBe(400);
        expect(json).toEqual({ error_code: "IAM.0007", error_msg: old.json.error.message });
    });
});

test("every response has a date and a request ID of its own", async () => {
    emulator().setOptions({ clockSkew: 7200 });
    const responses = [
        await caller().call("GET"),
        await caller().call("GET", "/1"),
        await send(emulator().info.url, "GET", "/"),
    ];
    for (const { headers } of responses) {
        expect(Math.abs(Date.parse(headers.date ?? "") - Date.now() - 7_200_000)).toBeLessThan(60_000);
        expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
    }
    expect(new Set(responses.map(({ headers }) => headers["x-request-id"])).size).toBe(3);
});

test("a request without media type can get 415", async () => {
    const { id } = emulator().makeJob({});
    expect((await caller().call("GET", `/${id}`)).status).toBe(200);
    emulator().setOptions({ contentTypeRequired: true });
    expect((await caller().call("GET", `/${id}`)).status).toBe(415);
    const headers = { "Content-Type": "application/json" };
    expect((await caller().call("GET", `/${id}`, { headers })).status).toBe(200);
});
