import { EmulatorClient, type Response, send } from "./emulatorClient";
import { type Emulator, startEmulator } from "../src/index";

let emulator: Emulator;
let caller: EmulatorClient;
beforeEach(async () => {
    emulator = await startEmulator({ rateLimit: 2 });
    caller = new EmulatorClient(emulator);
});
afterEach(async () => {
    jest.restoreAllMocks();
    await emulator.close();
});

async function tooMany(): Promise<Response> {
    const responses = await Promise.all([1, 2, 3, 4].map(() => caller.call("GET")));
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    return refused[0] ?? Promise.reject(new Error("none was refused"));
}

describe("a call too many in a second", () => {
    test("is refused with 429 and when to come again, and nothing is done", async () => {
        const { json, headers } = await tooMany();
        expect(json.error_code).toBe("APIG.0308");
        expect(headers["retry-after"]).toBe("1");
        expect((await caller.create({ job_name: "board" })).status).toBe(429);
        expect(emulator.jobs).toEqual([]);
    });

    test.each(["APIGW.0308", "ModelArts.6101"] as const)("can be refused with %s", async (throttleCode) => {
        emulator.setOptions({ throttleCode, errorStatus: "200" });
        expect((await tooMany()).json.error_code).toBe(throttleCode);
    });

    test("tells when to come again as a date, not too early, or not at all", async () => {
        emulator.setOptions({ retryAfter: "date", retryAfterSeconds: 5, clockSkew: 3600 });
        jest.spyOn(Date, "now").mockReturnValue(Date.UTC(2024, 0, 31, 12, 0, 0, 1));
        const { headers } = await tooMany();
        jest.restoreAllMocks();
        expect(headers["retry-after"]).toBe("Wed, 31 Jan 2024 13:00:06 GMT");
        emulator.setOptions({ retryAfter: "absent" });
        expect((await tooMany()).headers["retry-after"]).toBeUndefined();
    });

    test("is counted for IAM apart", async () => {
        await tooMany();
        const lookup = () =>
            send(emulator.info.url, "GET", "/v3/projects", {
                headers: { "X-Auth-Token": emulator.options.token },
            });
        const free = [await lookup(), await lookup(), await lookup()];
        expect(free.map(({ status }) => status)).toEqual([200, 200, 200]);
        emulator.setOptions({ iamRateLimit: 1 });
        expect([(await lookup()).status, (await lookup()).status]).toEqual([200, 429]);
    });

    test("is let in again when the second has passed", async () => {
        await tooMany();
        const retryAt = Date.now() + 1001;
        jest.spyOn(Date, "now").mockReturnValue(retryAt);
        expect((await caller.call("GET")).status).toBe(200);
    });
});
