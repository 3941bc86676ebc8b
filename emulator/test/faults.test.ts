import { once } from "node:events";
import { Agent } from "node:http";
import { connect } from "node:net";
import { EmulatorClient } from "./emulatorClient";
import { type Emulator, type FaultSpec, startEmulator } from "../src/index";

let emulator: Emulator;
let caller: EmulatorClient;
beforeEach(async () => {
    emulator = await startEmulator({ boot: 0, stop: 100 });
    caller = new EmulatorClient(emulator);
});
afterEach(() => emulator.close());

const create = () => caller.create({ job_name: "board" });
const outcomes = () => emulator.requests.map(({ status, outcome }) => [outcome, status]);

/** Resolves with what comes over the wire until the emulator ends it, or until `enough` has come. */
function raw(enough: RegExp): Promise<string> {
    const { url, projectId } = emulator.info;
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const body = '{"job_name":"board","train_url":"/bucket/logs/"}';
    const lines = [
        `POST /v1/${projectId}/visualization-jobs HTTP/1.1`,
        "Host: 127.0.0.1",
        `X-Auth-Token: ${emulator.options.token}`,
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        "",
        body,
    ];
    return new Promise((resolve) => {
        let text = "";
        socket.on("data", (chunk: Buffer) => {
            text += chunk.toString("utf8");
            if (enough.test(text)) socket.destroy();
        });
        socket.on("error", () => undefined);
        socket.on("close", () => {
            resolve(text);
        });
        socket.write(lines.join("\r\n"));
    });
}

describe("a fault", () => {
    test("of a status and a body is the response, and nothing is done", async () => {
        emulator.injectFault({
            response: { status: 502, body: "<h1>Bad Gateway</h1>", headers: { "Content-Type": "text/html" } },
        });
        const { status, text, headers } = await create();
        expect([status, text, headers["content-type"]]).toEqual([502, "<h1>Bad Gateway</h1>", "text/html"]);
        expect(emulator.jobs).toEqual([]);
        expect((await create()).status).toBe(200);
        expect(outcomes()).toEqual([
            ["response", 502],
            ["responded", 200],
        ]);
    });

    test("of a response can do the work all the same", async () => {
        emulator.injectFault({
            response: { status: 504, body: { error_code: "ModelArts.6100" } },
            carryOut: true,
        });
        const { status, json } = await create();
        expect([status, json]).toEqual([504, { error_code: "ModelArts.6100" }]);
        expect(emulator.jobs).toHaveLength(1);
    });

    test("resets the connection before the work", async () => {
        emulator.injectFault({ kind: "reset-before" });
        await expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
        expect(emulator.jobs).toEqual([]);
        expect(outcomes()).toEqual([["reset-before", undefined]]);
    });

    test("resets the connection after the work", async () => {
        emulator.injectFault({ kind: "reset-after" });
        await expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
        expect(emulator.jobs).toHaveLength(1);
        expect(outcomes()).toEqual([["reset-after", undefined]]);
    });

    test("is silent, until the emulator is closed", async () => {
        emulator.injectFault({ kind: "no-response" });
        const pendingCreate = create();
        pendingCreate.catch(() => undefined);
        while (emulator.requests.length === 0) await new Promise(setImmediate);
        expect(emulator.jobs).toEqual([]);
        await emulator.close();
        await expect(pendingCreate).rejects.toThrow();
        expect(outcomes()).toEqual([["no-response", undefined]]);
    });

    test("drips blanks", async () => {
        emulator.injectFault({ kind: "slow-body", interval: 5 });
        expect(await raw(/(1\r\n \r\n){3}/)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
        expect(outcomes()).toEqual([["slow-body", 200]]);
    });

    test("sends half a response and ends the connection", async () => {
        emulator.injectFault({ kind: "truncated" });
        const text = await raw(/never/);
        const [head = "", body = ""] = text.split("\r\n\r\n");
        const contentLength = Number(/Content-Length: (\d+)/.exec(head)?.[1]);
        expect(body).toMatch(/^\{"is_success":true,/);
        expect(body).toHaveLength(Math.floor(contentLength / 2));
        expect(emulator.jobs).toHaveLength(1);
        emulator.injectFault({ kind: "truncated" });
        await expect(create()).rejects.toThrow("aborted");
    });

    test("sends half a JSON in a whole response", async () => {
        emulator.injectFault({ kind: "truncated-json" });
        const { status, text } = await create();
        expect(status).toBe(200);
        expect(text).toMatch(/^\{"is_success":true,/);
        expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
        expect(emulator.jobs).toHaveLength(1);
    });

    test.each<[FaultSpec, number, RegExp]>([
        [{ kind: "html" }, 200, /^<!DOCTYPE html>/],
        [{ kind: "html", status: 503 }, 503, /^<!DOCTYPE html>/],
        [{ kind: "redirect", location: "https://login.example.org/" }, 302, /^$/],
        [{ kind: "empty" }, 200, /^$/],
        [{ kind: "empty", status: 502 }, 502, /^$/],
    ])("%j is a response, and nothing is done", async (order, expected, body) => {
        emulator.injectFault(order);
        const { status, text, headers } = await create();
        expect(status).toBe(expected);
        expect(text).toMatch(body);
        expect(headers["content-type"]).toMatch(order.kind === "html" ? "text/html" : "json");
        expect(headers.location).toBe(order.kind === "redirect" ? order.location : undefined);
        expect(emulator.jobs).toEqual([]);
    });

    test("delays, and then everything is as ever", async () => {
        emulator.injectFault({ kind: "delay", seconds: 0.02 });
        let isSettled = false;
        const pendingCreate = create().finally(() => (isSettled = true));
        while (emulator.requests.length === 0) await new Promise(setImmediate);
        expect([isSettled, emulator.jobs.length]).toEqual([false, 0]);
        expect((await pendingCreate).status).toBe(200);
        expect(outcomes()).toEqual([["responded", 200]]);
    });
});

test("a client that does not wait for its response is recorded", async () => {
    emulator.injectFault({ kind: "delay", seconds: 0.02 });
    const { url } = emulator.info;
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    emulator.onRequest(() => socket.destroy());
    socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await once(socket, "close");
    while (outcomes()[0]?.[0] === "pending") await new Promise(setImmediate);
    expect(outcomes()).toEqual([["closed by client", undefined]]);
});

describe("a fault meets", () => {
    const respondWith = (status: number) => ({ status, body: "" });

    /** Resolves with the HTTP statuses of a show, a stop and a show of each of two jobs. */
    async function statuses(order: FaultSpec): Promise<string> {
        emulator.makeJob({ id: 1 });
        emulator.makeJob({ id: 2 });
        emulator.injectFault(order);
        const results = [];
        for (const id of [1, 2]) {
            results.push((await caller.call("GET", `/${id}?a=${id}`)).status);
            results.push((await caller.stop(id)).status);
            results.push((await caller.call("GET", `/${id}`)).status);
        }
        return results.join(" ");
    }

    test.each<[FaultSpec, string]>([
        [{ response: respondWith(503) }, "503 200 200 200 200 200"],
        [{ match: { call: "stop" }, response: respondWith(503) }, "200 503 200 200 200 200"],
        [{ match: { call: "show" }, nth: 2, response: respondWith(503) }, "200 200 503 200 200 200"],
        [
            { match: { call: "show" }, nth: 2, times: 2, response: respondWith(503) },
            "200 200 503 503 200 200",
        ],
        [
            { match: { method: "GET" }, nth: 2, times: "always", response: respondWith(503) },
            "200 200 503 503 200 503",
        ],
        [{ match: { jobId: "2" }, times: "always", response: respondWith(503) }, "200 200 200 503 503 503"],
        [{ match: { path: "/2\\?a=" }, response: respondWith(503) }, "200 200 200 503 200 200"],
        [
            { match: { call: "show", jobId: "2" }, nth: 2, response: respondWith(503) },
            "200 200 200 200 200 503",
        ],
        [{ match: { reused: true }, times: "always", response: respondWith(503) }, "200 200 200 200 200 200"],
    ])("%j", async (order, expected) => {
        expect(await statuses(order)).toBe(expected);
    });

    test("calls counted from when it was set", async () => {
        emulator.makeJob({ id: 1 });
        await caller.call("GET", "/1");
        emulator.injectFault({ match: { call: "show" }, nth: 2, response: respondWith(503) });
        expect((await caller.call("GET", "/1")).status).toBe(200);
        expect((await caller.call("GET", "/1")).status).toBe(503);
    });

    test("the next call after another that has the same one", async () => {
        for (const status of [500, 502, 503]) emulator.injectFault({ response: respondWith(status) });
        const results = [await create(), await create(), await create(), await create()];
        expect(results.map(({ status }) => status)).toEqual([500, 502, 503, 200]);
        expect(emulator.faults.map(({ applied }) => applied)).toEqual([1, 1, 1]);
    });

    test("nothing when it was taken back", async () => {
        emulator.injectFault({ response: respondWith(500) });
        emulator.clearFaults();
        expect((await create()).status).toBe(200);
    });

    test("only a connection that was used before, where the order says so", async () => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        emulator.injectFault({ match: { reused: true }, kind: "reset-before" });
        expect((await caller.call("GET", "", { agent })).status).toBe(200);
        await expect(caller.call("GET", "", { agent })).rejects.toMatchObject({ code: "ECONNRESET" });
        expect((await caller.call("GET", "", { agent })).status).toBe(200);
        agent.destroy();
    });
});
