import { Agent } from "node:http";
import { EmulatorClient, send } from "./emulatorClient";
import { createSelfSignedCertificate, startEmulator, type Emulator, type StartOptions } from "../src/index";

const emulators: Emulator[] = [];
async function start(options: StartOptions = {}): Promise<Emulator> {
    const emulator = await startEmulator(options);
    emulators.push(emulator);
    return emulator;
}
afterEach(async () => {
    await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
});

describe("the emulator listens", () => {
    test("on a free port of 127.0.0.1, several beside each other", async () => {
        const [one, other] = [await start(), await start()];
        expect(one.info.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
        expect(other.info.url).not.toBe(one.info.url);
        one.makeJob();
        expect(other.jobs).toEqual([]);
    });

    test("on the port of the options, and says so when it is taken", async () => {
        const first = await start();
        const port = Number(new URL(first.info.url).port);
        await expect(startEmulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
        await first.close();
        expect((await start({ port })).info.url).toBe(first.info.url);
    });

    test("on another address of the loopback, and on no other", async () => {
        const emulator = await start({ host: "127.0.0.9" });
        expect(new URL(emulator.info.url).hostname).toBe("127.0.0.9");
        expect((await new EmulatorClient(emulator).call("GET")).status).toBe(200);
        await expect(startEmulator({ host: "0.0.0.0" })).rejects.toThrow("127.0.0.0/8");
    });

    test("under a base path in front of ModelArts, and not without it", async () => {
        const emulator = await start({ basePath: "/modelarts/" });
        const { url, modelarts, projectId } = emulator.info;
        expect(modelarts).toBe(`${url}/modelarts`);
        const headers = { "X-Auth-Token": emulator.options.token };
        const path = `/v1/${projectId}/visualization-jobs`;
        expect((await send(url, "GET", `/modelarts${path}`, { headers })).status).toBe(200);
        expect((await send(url, "GET", path, { headers })).json.error_code).toBe("APIG.0101");
        expect((await send(url, "GET", "/v3/projects", { headers })).status).toBe(200);
    });

    test("with HTTPS, under a certificate that holds for those who know it", async () => {
        const tls = createSelfSignedCertificate("127.0.0.9");
        const emulator = await start({ tls, host: "127.0.0.9" });
        const headers = { "X-Auth-Token": emulator.options.token };
        const { iam, url } = emulator.info;
        expect(iam).toMatch(/^https:\/\/127\.0\.0\.9:\d+\/v3$/);
        expect((await send(url, "GET", "/v3/projects", { headers, ca: tls.cert })).status).toBe(200);
        const unknown = send(url, "GET", "/v3/projects", { headers });
        await expect(unknown).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
        emulator.injectFault({ kind: "reset-before" });
        const reset = send(url, "GET", "/v3/projects", { headers, ca: tls.cert });
        await expect(reset).rejects.toMatchObject({ code: "ECONNRESET" });
    });
});

describe("an idle connection", () => {
    /** Makes two calls, the second when the first connection is closed or could have been, and counts their connections. */
    async function ports(keepAlive: number, isDone: (agent: Agent) => boolean): Promise<number> {
        const emulator = await start({ keepAlive });
        const agent = new Agent({ keepAlive: true });
        const sockets = new Set<unknown>();
        const call = async () => {
            const response = await new EmulatorClient(emulator).call("GET", "", { agent });
            await new Promise(setImmediate);
            Object.values(agent.freeSockets)
                .flat()
                .forEach((socket) => sockets.add(socket));
            return response;
        };
        expect((await call()).headers["keep-alive"]).toBeUndefined();
        while (!isDone(agent)) await new Promise(setImmediate);
        await call();
        agent.destroy();
        return sockets.size;
    }
    const isEmpty = (agent: Agent) => Object.values(agent.freeSockets).flat().length === 0;

    test("is kept for ever, or closed after the time that is set, without notice", async () => {
        expect(await ports(0, () => true)).toBe(1);
        expect(await ports(5, isEmpty)).toBe(2);
    });
});

describe("close", () => {
    test("ends what is under way, and can be called twice", async () => {
        const emulator = await start();
        emulator.injectFault({ kind: "slow-body", interval: 5 });
        emulator.injectFault({ kind: "no-response" });
        const calls = [new EmulatorClient(emulator).call("GET"), new EmulatorClient(emulator).call("GET")];
        calls.forEach((call) => {
            call.catch(() => undefined);
        });
        while (emulator.requests.length < 2) await new Promise(setImmediate);
        await emulator.close();
        await emulator.close();
        const ends = await Promise.allSettled(calls);
        expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
        await expect(new EmulatorClient(emulator).call("GET")).rejects.toMatchObject({
            code: "ECONNREFUSED",
        });
    });
});
