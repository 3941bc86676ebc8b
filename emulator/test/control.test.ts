import { EmulatorClient, type Response, send } from "./emulatorClient";
import { type Emulator, startEmulator } from "../src/index";

let emulator: Emulator;
let caller: EmulatorClient;
beforeEach(async () => {
    emulator = await startEmulator({ boot: 100, stop: 100 });
    caller = new EmulatorClient(emulator);
});
afterEach(() => emulator.close());

function control(method: string, path: string, body?: unknown): Promise<Response> {
    return send(emulator.info.url, method, `/_emulator/${path}`, body === undefined ? {} : { body });
}

describe("requests", () => {
    test("lists requests as they came, with their outcomes", async () => {
        await caller.create({ job_name: "board" });
        await caller.call("GET", "?page=1&search_content=%61+b", { headers: { "X-Mark": "one" } });
        await caller.stop(8992);
        const { status, json } = await control("GET", "requests");
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
                outcome: "responded",
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
    ])("records %s %s as the call %s", async (method, path, call) => {
        await send(emulator.info.url, method, path);
        expect(emulator.requests).toMatchObject([{ method, path, call }]);
    });

    test("clears the recorded requests and goes on counting", async () => {
        await caller.call("GET");
        expect((await control("DELETE", "requests")).status).toBe(204);
        expect(emulator.requests).toEqual([]);
        await caller.call("GET");
        expect(emulator.requests.map(({ n }) => n)).toEqual([2]);
        emulator.clearRequests();
        expect(emulator.requests).toEqual([]);
    });

    test("calls a listener before it handles a request", async () => {
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
    test("are listed as they are now", async () => {
        await caller.create({ job_name: "board", job_desc: "d" });
        const [job] = emulator.jobs;
        expect((await control("GET", "jobs")).json).toEqual([job]);
        expect((await control("GET", "jobs/8992")).json).toEqual(job);
        expect(job).toMatchObject({
            id: "8992",
            name: "board",
            description: "d",
            status: 1,
            statusName: "INIT",
            upcoming: [7, 8],
        });
    });

    test("are made, one or many, without the checks of the service", async () => {
        emulator.setOptions({ jobQuota: 0, runningQuota: 0 });
        const one = await control("POST", "jobs", {
            name: "a name that is too long",
            status: 99,
            createdAt: 5,
        });
        expect(one.status).toBe(201);
        expect(one.json).toMatchObject({ id: "8992", status: 99, statusName: "99", createdAt: 5 });
        const many = await control("POST", "jobs", [
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

    test("stay at the status that they are moved to", async () => {
        const { id } = emulator.makeJob({ status: 1, continue: true });
        expect((await control("PUT", `jobs/${id}`, { status: 9 })).json).toMatchObject({
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
    ])("go on from %d with continue", (status, upcoming) => {
        const { id } = emulator.makeJob();
        expect(emulator.moveJob(id, status, { continue: true }).upcoming).toEqual(upcoming);
    });

    test("stop automatically after a move to RUNNING only with continue", () => {
        const { id } = emulator.makeJob({ hours: 1 });
        expect(emulator.job(id)?.upcoming).toEqual([]);
        expect(emulator.moveJob(id, 8, { continue: true }).upcoming).toEqual([9, 10]);
    });

    test("change without an API call", async () => {
        const { id } = emulator.makeJob({ status: 12 });
        const { json } = await control("PUT", `jobs/${id}`, { description: "by hand", trainUrl: "/other/" });
        expect(json).toMatchObject({ description: "by hand", trainUrl: "/other/", status: 12 });
    });

    test("are removed at once", async () => {
        const { id } = emulator.makeJob();
        expect((await control("DELETE", `jobs/${id}`)).status).toBe(204);
        expect((await caller.call("GET", `/${id}`)).status).toBe(404);
    });

    test("move on when time elapses", async () => {
        await caller.create({ job_name: "board" });
        const { json } = await control("POST", "elapse", { seconds: 101 });
        expect(json).toMatchObject([{ status: 8 }]);
    });
});

describe("the control API", () => {
    test("sets, shows and clears faults", async () => {
        const fault = { match: { call: "show" }, nth: 2, kind: "html" };
        expect((await control("POST", "faults", fault)).json).toEqual({ fault, matched: 0, applied: 0 });
        const pageFault = { match: { path: "page=2$" }, response: { status: 503, body: { any: [1] } } };
        await control("POST", "faults", pageFault);
        expect((await caller.call("GET", "?page=2")).json).toEqual({ any: [1] });
        expect((await control("GET", "faults")).json).toMatchObject([
            { matched: 0, applied: 0 },
            { matched: 1, applied: 1 },
        ]);
        expect((await control("DELETE", "faults")).status).toBe(204);
        expect(emulator.faults).toEqual([]);
    });

    test("shows and changes options", async () => {
        const { json } = await control("PUT", "options", { edition: "huawei-2019", boot: 0.5 });
        expect(json).toMatchObject({ edition: "huawei-2019", boot: 0.5, perPageMax: 100 });
        expect((await control("GET", "options")).json).toEqual(json);
    });

    test("expires tokens", async () => {
        expect((await control("POST", "tokens/expire")).status).toBe(204);
        expect((await caller.call("GET")).status).toBe(401);
    });

    test("shows the addresses and the credentials", async () => {
        expect((await control("GET", "info")).json).toEqual(emulator.info);
    });

    test("is not recorded and has no faults", async () => {
        emulator.injectFault({ kind: "reset-before", times: "always" });
        expect((await control("GET", "jobs")).status).toBe(200);
        expect(emulator.requests).toEqual([]);
    });
});
