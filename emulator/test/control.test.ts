import { EmulatorClient, type Response, send } from "./emulatorClient";
import { type Emulator, startEmulator } from "../src/index";

let emulator: Emulator;
let caller: EmulatorClient;
beforeEach(async () => {
    emulator = await startEmulator({ boot: 100, stop: 100 });
    caller = new EmulatorClient(emulator);
});
afterEach(() => emulator.close());

function order(method: string, path: string, body?: unknown): Promise<Response> {
    return send(emulator.info.url, method, `/_emulator/${path}`, body === undefined ? {} : { body });
}

describe("requests", () => {
    test("are shown as they came, with what became of them", async () => {
        await caller.create({ job_name: "board" });
        await caller.call("GET", "?page=1&search_content=%61+b", { headers: { "X-Mark": "one" } });
        await caller.stop(8992);
        const { status, json } = await order("GET", "requests");
        expect(status).toBe(200);
        const path = `/v1/${emulator.info.projectId}/visualization-jobs`;
        expect(json).toMatchObject([
            {
                n: 1,
                method: "POST",
                path,
                body: '{"train_url":"/bucket/logs/","job_name":"board"}',
                call: "create",
                status: 200,
                outcome: "answered",
            },
            { n: 2, method: "GET", path: `${path}?page=1&search_content=%61+b`, body: "", call: "list" },
            { n: 3, path: `${path}/8992/stop`, call: "stop", jobId: "8992", status: 400 },
        ]);
        expect(emulator.requests[1]?.headers).toMatchObject({
            "x-mark": "one",
            "x-auth-token": emulator.options.token,
        });
        expect(Math.abs(Date.parse(emulator.requests[0]?.at ?? "") - Date.now())).toBeLessThan(60_000);
        expect(json).toEqual(JSON.parse(JSON.stringify(emulator.requests)));
    });

    test.each([
        ["POST", "/v3/auth/tokens", "tokens"],
        ["GET", "/v3/projects?name=a", "projects"],
        ["GET", "/elsewhere", "other"],
    ])("%s %s is told as %s", async (method, path, call) => {
        await send(emulator.info.url, method, path);
        expect(emulator.requests).toMatchObject([{ method, path, call }]);
    });

    test("are forgotten by order, and go on counting", async () => {
        await caller.call("GET");
        expect((await order("DELETE", "requests")).status).toBe(204);
        expect(emulator.requests).toEqual([]);
        await caller.call("GET");
        expect(emulator.requests.map(({ n }) => n)).toEqual([2]);
        emulator.clearRequests();
        expect(emulator.requests).toEqual([]);
    });

    test("are told to whoever listens, before anything is done", async () => {
        const { id } = emulator.makeJob();
        const end = emulator.onRequest(({ call }) => {
            if (call === "stop") emulator.removeJob(id);
        });
        expect((await caller.call("GET", `/${id}`)).status).toBe(200);
        expect((await caller.stop(id)).status).toBe(404);
        end();
        emulator.makeJob({ id });
        expect((await caller.stop(id)).status).toBe(200);
    });
});

describe("jobs", () => {
    test("are shown", async () => {
        await caller.create({ job_name: "board", job_desc: "d" });
        const [job] = emulator.jobs;
        expect((await order("GET", "jobs")).json).toEqual([job]);
        expect((await order("GET", "jobs/8992")).json).toEqual(job);
        expect(job).toMatchObject({
            id: "8992",
            name: "board",
            description: "d",
            status: 1,
            statusName: "INIT",
            upcoming: [7, 8],
        });
    });

    test("are made, one or many, whatever the service would say", async () => {
        emulator.setOptions({ jobQuota: 0, runningQuota: 0 });
        const one = await order("POST", "jobs", {
            name: "a name that is too long",
            status: 99,
            createdAt: 5,
        });
        expect(one.status).toBe(201);
        expect(one.json).toMatchObject({ id: "8992", status: 99, statusName: "99", createdAt: 5 });
        const many = await order("POST", "jobs", [
            { id: "9007199254740993" },
            { id: 7, hours: 2, duration: 9 },
        ]);
        expect(many.json).toMatchObject([
            { id: "9007199254740993", name: "job-9007199254740993", status: 8 },
            { id: "7", hours: 2 },
        ]);
        expect(emulator.job(7)?.duration).toBeGreaterThanOrEqual(9);
        expect(emulator.jobs).toHaveLength(3);
    });

    test("are moved, and stay where they are", async () => {
        const { id } = emulator.makeJob({ status: 1, continue: true });
        expect((await order("PUT", `jobs/${id}`, { status: 9 })).json).toMatchObject({
            status: 9,
            upcoming: [],
        });
        emulator.elapse(1e6);
        expect((await caller.show(id)).status).toBe(9);
    });

    test.each([
        [1, [7, 8]],
        [7, [8]],
        [9, [12]],
        [12, []],
        [8, []],
    ])("are moved to %d, and go on when that is wanted", (status, upcoming) => {
        const { id } = emulator.makeJob();
        expect(emulator.moveJob(id, status, { continue: true }).upcoming).toEqual(upcoming);
    });

    test("that are moved to RUNNING stop by themselves only when they go on", () => {
        const { id } = emulator.makeJob({ hours: 1 });
        expect(emulator.job(id)?.upcoming).toEqual([]);
        expect(emulator.moveJob(id, 8, { continue: true }).upcoming).toEqual([9, 10]);
    });

    test("are changed from outside", async () => {
        const { id } = emulator.makeJob({ status: 12 });
        const { json } = await order("PUT", `jobs/${id}`, { description: "by hand", trainUrl: "/other/" });
        expect(json).toMatchObject({ description: "by hand", trainUrl: "/other/", status: 12 });
    });

    test("vanish", async () => {
        const { id } = emulator.makeJob();
        expect((await order("DELETE", `jobs/${id}`)).status).toBe(204);
        expect((await caller.call("GET", `/${id}`)).status).toBe(404);
    });

    test("grow older by order", async () => {
        await caller.create({ job_name: "board" });
        const { json } = await order("POST", "elapse", { seconds: 101 });
        expect(json).toMatchObject([{ status: 8 }]);
    });
});

describe("the rest of the orders", () => {
    test("sets, shows and clears faults", async () => {
        const fault = { match: { call: "show" }, nth: 2, kind: "html" };
        expect((await order("POST", "faults", fault)).json).toEqual({ fault, matched: 0, applied: 0 });
        const pageFault = { match: { path: "page=2$" }, response: { status: 503, body: { any: [1] } } };
        await order("POST", "faults", pageFault);
        expect((await caller.call("GET", "?page=2")).json).toEqual({ any: [1] });
        expect((await order("GET", "faults")).json).toMatchObject([
            { matched: 0, applied: 0 },
            { matched: 1, applied: 1 },
        ]);
        expect((await order("DELETE", "faults")).status).toBe(204);
        expect(emulator.faults).toEqual([]);
    });

    test("shows and changes options", async () => {
        const { json } = await order("PUT", "options", { dialect: "otc", boot: 0.5 });
        expect(json).toMatchObject({ dialect: "otc", boot: 0.5, codePrefix: "APIGW" });
        expect((await order("GET", "options")).json).toEqual(json);
    });

    test("makes tokens too old", async () => {
        expect((await order("POST", "tokens/expire")).status).toBe(204);
        expect((await caller.call("GET")).status).toBe(401);
    });

    test("tells where everything is", async () => {
        expect((await order("GET", "info")).json).toEqual(emulator.info);
    });

    test("is not recorded, and meets no fault", async () => {
        emulator.injectFault({ kind: "reset-before", times: "always" });
        expect((await order("GET", "jobs")).status).toBe(200);
        expect(emulator.requests).toEqual([]);
    });
});
