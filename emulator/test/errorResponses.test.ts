import { EmulatorClient, send } from "./emulatorClient";
import { type Emulator, startEmulator } from "../src/index";

let emulator: Emulator;
let caller: EmulatorClient;
beforeEach(async () => {
    emulator = await startEmulator({ boot: 0, stop: 0 });
    caller = new EmulatorClient(emulator);
});
afterEach(() => emulator.close());

const schedule = { type: "stop", time_unit: "HOURS", duration: 1 };
const board = { job_name: "board", train_url: "/bucket/logs/" };

describe("create takes", () => {
    test.each([
        ["nothing but what it needs", board],
        ["a name of 20 characters of every kind", { ...board, job_name: "Az09_-Az09_-Az09_-Az" }],
        ["a description of 256 characters", { ...board, job_desc: "é".repeat(256) }],
        ["a description of no characters", { ...board, job_desc: "" }],
        ["a deeper folder", { ...board, train_url: "/bucket/a/b/c/" }],
        ["mindinsight", { ...board, job_type: "mindinsight" }],
        ["a flavor", { ...board, flavor: { code: "modelarts.vm.cpu.2u" } }],
        ["a schedule in an array", { ...board, schedule: [schedule] }],
        ["a schedule as an object", { ...board, schedule }],
        ["24 hours", { ...board, schedule: [{ ...schedule, duration: 24 }] }],
    ])("%s", async (_, body) => {
        const { status, json } = await caller.call("POST", "", { body });
        expect([status, json.is_success]).toEqual([200, true]);
    });

    test("and keeps everything it takes", async () => {
        const flavor = { code: "modelarts.vm.cpu.2u" };
        const body = { ...board, job_desc: "d", job_type: "mindinsight", flavor, schedule: [schedule] };
        await caller.call("POST", "", { body });
        expect(emulator.jobs).toMatchObject([
            {
                name: "board",
                description: "d",
                trainUrl: "/bucket/logs/",
                type: "mindinsight",
                flavor: "modelarts.vm.cpu.2u",
                hours: 1,
            },
        ]);
    });
});

describe("create is rejected with ModelArts.0104, and makes nothing:", () => {
    test.each([
        ["no name", { ...board, job_name: undefined }, "job_name"],
        ["an empty name", { ...board, job_name: "" }, "job_name"],
        ["a name of 21 characters", { ...board, job_name: "a".repeat(21) }, "job_name"],
        ["a name with a dot", { ...board, job_name: "a.b" }, "job_name"],
        ["a description of 257 characters", { ...board, job_desc: "a".repeat(257) }, "job_desc"],
        ["a description that is no text", { ...board, job_desc: null }, "job_desc"],
        ["no folder", { ...board, train_url: undefined }, "train_url"],
        ["a folder without its first slash", { ...board, train_url: "bucket/logs/" }, "train_url"],
        ["a folder with a scheme", { ...board, train_url: "obs://bucket/logs/" }, "train_url"],
        ["a folder with an empty part", { ...board, train_url: "/bucket//logs/" }, "train_url"],
        ["another type", { ...board, job_type: "TensorBoard" }, "job_type"],
        ["a flavor that is a text", { ...board, flavor: "modelarts.vm" }, "flavor"],
        ["a flavor without code", { ...board, flavor: {} }, "flavor"],
        ["no schedule in the array", { ...board, schedule: [] }, "schedule"],
        ["two schedules", { ...board, schedule: [schedule, schedule] }, "schedule"],
        ["a schedule in days", { ...board, schedule: [{ ...schedule, time_unit: "DAYS" }] }, "schedule"],
        ["a schedule that starts", { ...board, schedule: [{ ...schedule, type: "start" }] }, "schedule"],
        ["25 hours", { ...board, schedule: [{ ...schedule, duration: 25 }] }, "schedule"],
        ["half an hour", { ...board, schedule: [{ ...schedule, duration: 0.5 }] }, "schedule"],
        ["hours as text", { ...board, schedule: [{ ...schedule, duration: "1" }] }, "schedule"],
        ["a field it does not have", { ...board, workspace_id: "0" }, "workspace_id"],
    ])("%s", async (_, body, field) => {
        const { status, json } = await caller.call("POST", "", { body });
        expect([status, json.is_success, json.error_code]).toEqual([400, false, "ModelArts.0104"]);
        expect(json.error_message).toContain(field);
        expect(emulator.jobs).toEqual([]);
    });

    test("a folder without its last slash, where that is set", async () => {
        emulator.setOptions({ lastSlashRequired: true });
        const { json } = await caller.create({ ...board, train_url: "/bucket/logs" });
        expect(json.error_code).toBe("ModelArts.0104");
        emulator.setOptions({ lastSlashRequired: false });
        expect((await caller.create({ ...board, train_url: "/bucket/logs" })).status).toBe(200);
    });
});

describe("a body is rejected with ModelArts.0101", () => {
    test.each([
        ["POST", "", "{", "application/json"],
        ["POST", "", "[]", "application/json"],
        ["POST", "", "", "application/json"],
        ["POST", "", JSON.stringify(board), "text/plain"],
        ["POST", "", JSON.stringify(board), "application/x-www-form-urlencoded"],
        ["PUT", "/1", '{"job_desc":"a"}', "text/plain"],
        ["GET", "", "{}", "application/json"],
        ["GET", "/1", "{}", "application/json"],
        ["POST", "/1/stop", "{}", "application/json"],
        ["POST", "/1/restart", "{}", "application/json"],
        ["DELETE", "/1", "{}", "application/json"],
        ["POST", "/1/stop", "", "application/x-www-form-urlencoded"],
    ])("%s %s with %j as %s", async (method, path, body, type) => {
        emulator.makeJob({ id: 1, status: method === "DELETE" || path.endsWith("restart") ? 12 : 8 });
        const before = emulator.job(1)?.status;
        const { status, json } = await caller.call(method, path, { body, headers: { "Content-Type": type } });
        expect([status, json.error_code]).toEqual([400, "ModelArts.0101"]);
        expect(emulator.jobs.map((job) => job.status)).toEqual([before]);
    });
});

describe("a change of the description is rejected with ModelArts.0104", () => {
    test.each([
        ["when it is missing", {}],
        ["when it is no text", { job_desc: null }],
        ["when it is too long", { job_desc: "a".repeat(257) }],
        ["when something else comes with it", { job_desc: "a", job_name: "b" }],
    ])("%s", async (_, body) => {
        emulator.makeJob({ id: 1, description: "old" });
        expect((await caller.call("PUT", "/1", { body })).json.error_code).toBe("ModelArts.0104");
        expect(emulator.job(1)?.description).toBe("old");
    });
});

describe("a status does not allow", () => {
    test.each([
        ["stop", "stop", [0, 1, 2, 3, 7, 9, 10, 11, 12, 13, 22, 99]],
        ["restart", "resubmit", [0, 1, 7, 8, 9, 99]],
        ["delete", "delete", [0, 1, 7, 8, 9, 99]],
    ])("%s", async (call, word, statuses) => {
        for (const status of statuses) {
            const { id } = emulator.makeJob({ status });
            const path = call === "delete" ? `/${id}` : `/${id}/${call}`;
            const response = await caller.call(call === "delete" ? "DELETE" : "POST", path);
            expect([response.status, response.json]).toEqual([
                400,
                {
                    is_success: false,
                    error_code: "ModelArts.0105",
                    error_message: `This job can't be ${word}. job status: ${status}`,
                },
            ]);
            expect(emulator.job(id)?.status).toBe(status);
        }
    });

    test("what no document says, unless it is switched on", async () => {
        emulator.setOptions({
            stopAccepts: ["running", "starting", "failed", "stopping"],
            restartAccepts: ["stopped"],
            deleteAccepts: ["stopped", "running", "starting"],
        });
        for (const status of [1, 11, 9]) {
            expect((await caller.stop(emulator.makeJob({ status }).id)).status).toBe(200);
        }
        expect((await caller.restart(emulator.makeJob({ status: 11 }).id)).status).toBe(400);
        expect((await caller.remove(emulator.makeJob({ status: 11 }).id)).status).toBe(400);
        expect((await caller.remove(emulator.makeJob({ status: 7 }).id)).status).toBe(200);
    });
});

describe("quotas and names", () => {
    test("a name that a job has already is rejected, until the job is deleted", async () => {
        const { id } = emulator.makeJob({ name: "board", status: 12 });
        const { status, json } = await caller.create(board);
        expect([status, json.error_code]).toEqual([400, "ModelArts.0103"]);
        emulator.removeJob(id);
        expect((await caller.create(board)).status).toBe(200);
        emulator.setOptions({ uniqueNames: false });
        expect((await caller.create(board)).status).toBe(200);
    });

    test("one job too many is rejected", async () => {
        emulator.setOptions({ jobQuota: 1 });
        emulator.makeJob({ status: 12 });
        expect((await caller.create(board)).json.error_code).toBe("ModelArts.0106");
        expect(emulator.jobs).toHaveLength(1);
    });

    test.each([1, 8, 9])("one running job too many is rejected while another is at %d", async (status) => {
        emulator.setOptions({ runningQuota: 1 });
        const { id } = emulator.makeJob({ status: 12 });
        const other = emulator.makeJob({ status });
        expect((await caller.create(board)).json.error_code).toBe("ModelArts.0118");
        expect((await caller.restart(id)).json.error_code).toBe("ModelArts.0118");
        emulator.moveJob(other.id, 12);
        expect((await caller.restart(id)).status).toBe(200);
    });
});

describe("what is not there", () => {
    test.each([
        ["GET", "/1"],
        ["PUT", "/1"],
        ["POST", "/1/stop"],
        ["POST", "/1/restart"],
        ["DELETE", "/1"],
        ["GET", "/none"],
    ])("is ModelArts.0015 for %s %s, or the code and the status that are set", async (method, path) => {
        const call = method === "PUT" ? { body: { job_desc: "" } } : {};
        const { status, json } = await caller.call(method, path, call);
        expect([status, json.error_code]).toEqual([404, "ModelArts.0015"]);
        emulator.setOptions({ unknownJob: "ModelArts.0102" });
        const other = await caller.call(method, path, call);
        expect([other.status, other.json.error_code]).toEqual([400, "ModelArts.0102"]);
        emulator.setOptions({ unknownJob: "ModelArts.9999" });
        const unknownCode = await caller.call(method, path, call);
        expect([unknownCode.status, unknownCode.json.error_code]).toEqual([404, "ModelArts.9999"]);
        emulator.setOptions({ httpStatus: { "ModelArts.9999": 403 } });
        expect((await caller.call(method, path, call)).status).toBe(403);
    });

    test("of another project's job neither", async () => {
        const { id } = emulator.makeJob({ projectId: "other" });
        expect((await caller.call("GET", `/${id}`)).status).toBe(404);
        expect((await caller.call("GET")).json.jobs).toEqual([]);
    });

    test.each([
        "/",
        "/v1",
        "//v1/p/visualization-jobs",
        "/v2/p/visualization-jobs",
        "/v1/p/visualization-jobs/1/2/3",
        "/v3/v3/projects",
    ])("is APIG.0101 in the envelope of the gateway for %s", async (path) => {
        const { status, json, headers } = await send(emulator.info.url, "GET", path);
        expect([status, json.error_code]).toEqual([404, "APIG.0101"]);
        expect(json.request_id).toBe(headers["x-request-id"]);
        expect(emulator.requests.at(-1)).toMatchObject({ path, call: "other", status: 404 });
    });

    test("is APIG.0101 for a method that no call has, and for all of ModelArts where it is not offered", async () => {
        expect((await caller.call("PATCH")).json.error_code).toBe("APIG.0101");
        expect((await caller.call("GET")).status).toBe(200);
        emulator.setOptions({ offered: false });
        expect((await caller.call("GET")).json.error_code).toBe("APIG.0101");
    });
});
