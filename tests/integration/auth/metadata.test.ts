import http from "node:http";
import type { AddressInfo } from "node:net";
import { createRuntime, openConnection } from "../../../provider/src/modelarts/connect";
import { resolveSettings } from "../../../provider/src/modelarts/config/settings";
import { rejectionOf } from "../../support/errors";
import { useEmulator } from "../../support/emulatedClient";
import { AutoAdvanceClock } from "../../support/fakeClock";

const emulator = useEmulator();

/** The requests that the metadata address has got, as method, path and token, and its response. */
let requests: string[] = [];
let respond: (line: string) => readonly [status: number, body: string];
const server = http.createServer((request, response) => {
    const line = `${request.method ?? ""} ${request.url ?? ""}`;
    const token = request.headers["x-metadata-token"] ?? request.headers["x-metadata-token-ttl-seconds"];
    requests.push(`${line} ${String(token)}`);
    const [status, body] = respond(line);
    response.writeHead(status).end(body);
});
let address: string;
beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
    requests = [];
});

const tokenRequest = "PUT /meta-data/latest/api/token";
const keyRequest = "GET /openstack/latest/securitykey";
function keyResponse(expiresAt: number): string {
    const { temporaryAccessKey, temporarySecretKey, securityToken } = emulator().options;
    const credential = {
        access: temporaryAccessKey,
        secret: temporarySecretKey,
        securitytoken: securityToken,
        expires_at: new Date(expiresAt).toISOString(),
    };
    return JSON.stringify({ credential });
}
const inAnHour = (): number => Date.now() + 3_600_000;

function connect(clock = new AutoAdvanceClock(Date.now())) {
    const { info } = emulator();
    const environment = {
        HW_REGION_NAME: info.region,
        HW_PROJECT_ID: info.projectId,
        HW_MAX_RETRIES: "0",
        HW_METADATA: "true",
        HW_METADATA_URL: address,
    };
    const endpoints = JSON.stringify({ modelarts: info.modelarts, iam: info.iam });
    const settings = resolveSettings(
        (key) => (key === "huaweicloud:endpoints" ? endpoints : undefined),
        environment,
    );
    return openConnection(settings, createRuntime(clock)).jobs;
}

test("a machine that demands a token gets one first", async () => {
    respond = (line) => (line === tokenRequest ? [200, "metadata-token\n"] : [200, keyResponse(inAnHour())]);
    const { id } = emulator().makeJob();
    await connect().get(id);
    expect(requests).toEqual([`${tokenRequest} 21600`, `${keyRequest} metadata-token`]);
    expect(emulator().requests.at(-1)).toMatchObject({ status: 200 });
});

test.each([404, 405])(
    "a machine that responds %s to the request of a token is asked without one",
    async (status) => {
        respond = (line) => (line === tokenRequest ? [status, ""] : [200, keyResponse(inAnHour())]);
        await connect().get(emulator().makeJob().id);
        expect(requests).toEqual([`${tokenRequest} 21600`, `${keyRequest} undefined`]);
    },
);

test("the keys are asked for once for concurrent requests, and again before they expire", async () => {
    respond = (line) => (line === tokenRequest ? [404, ""] : [200, keyResponse(inAnHour())]);
    const clock = new AutoAdvanceClock(Date.now());
    const jobs = connect(clock);
    const { id } = emulator().makeJob();
    const keys = () => requests.filter((line) => line.startsWith(keyRequest));
    await Promise.all(Array.from({ length: 10 }, () => jobs.get(id)));
    expect(keys()).toHaveLength(1);
    respond = (line) =>
        line === tokenRequest ? [404, ""] : [200, keyResponse(clock.timeOfDay() + 3_600_000)];
    await clock.sleep(56 * 60_000);
    // The signature is too new for the emulator by then.
    await jobs.get(id).catch(() => undefined);
    expect(keys().length).toBeGreaterThanOrEqual(2);
});

test("a failure that may pass is tried again", async () => {
    let count = 0;
    respond = (line) => {
        if (line === tokenRequest) return [404, ""];
        return count++ < 2 ? [503, ""] : [200, keyResponse(inAnHour())];
    };
    await connect().get(emulator().makeJob().id);
    expect(count).toBe(3);
});

test.each([
    [404, "settings", "Give the machine an agency"],
    [503, "network", "it responds with HTTP status 503"],
])("the status %s is an error of kind %s", async (status, kind, message) => {
    respond = () => [status, "SECRET"];
    const error = await rejectionOf(connect().get("8992"));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(message);
    expect(error.message).toContain(`Could not get credentials from the metadata address ${address}`);
    expect(error.message).not.toContain("SECRET");
    expect(emulator().requests).toEqual([]);
});

test("an address where nothing listens is named, with what to do", async () => {
    const free = http.createServer();
    await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
    const own = address;
    address = `http://127.0.0.1:${(free.address() as AddressInfo).port}`;
    await new Promise((resolve) => free.close(resolve));
    const error = await rejectionOf(connect().get("8992"));
    expect(error.message).toContain(
        `${address}: nothing responds there (ECONNREFUSED). Only an ECS of the cloud`,
    );
    address = own;
});
