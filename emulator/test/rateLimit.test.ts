import { createEmulator, type Emulator } from "../src/index";

let time: number;
let emulator: Emulator;
beforeEach(() => {
    time = Date.UTC(2024, 0, 31, 12, 0, 0, 1);
    const clock = { now: () => time, sleep: () => Promise.resolve() };
    emulator = createEmulator({ options: { rateLimit: 2 }, clock });
});

async function get(target: string) {
    const rawHeaders = ["X-Auth-Token", emulator.options.token];
    const delivery = await emulator.handle({ method: "GET", target, rawHeaders });
    if (delivery.kind !== "response") throw new Error(`A ${delivery.kind} came in place of a response.`);
    return { ...delivery, json: JSON.parse(delivery.body) as Readonly<Record<string, unknown>> };
}

const list = () => get(`/v1/${emulator.info.projectId}/visualization-jobs`);
const lookUp = () => get("/v3/projects");

/** Resolves with the first response beyond the limit. */
async function rejection() {
    const responses = [await list(), await list(), await list(), await list()];
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
    return responses[2] ?? Promise.reject(new Error("The emulator rejected no request."));
}

describe("the rate limit", () => {
    test("rejects a call with 429 and a Retry-After header, and does nothing", async () => {
        const { id } = emulator.makeJob();
        const { json, headers } = await rejection();
        expect(json.error_code).toBe("APIG.0308");
        expect(headers["Retry-After"]).toBe("1");
        const target = `/v1/${emulator.info.projectId}/visualization-jobs/${id}/stop`;
        const rawHeaders = ["X-Auth-Token", emulator.options.token];
        expect(await emulator.handle({ method: "POST", target, rawHeaders })).toMatchObject({ status: 429 });
        expect(emulator.job(id)?.status).toBe(8);
    });

    test.each(["APIGW.0308", "ModelArts.6101"] as const)("rejects with %s", async (throttleCode) => {
        emulator.setOptions({ throttleCode, errorStatus: "200" });
        expect((await rejection()).json.error_code).toBe(throttleCode);
    });

    test("gives Retry-After as a date, rounded up, or leaves it out", async () => {
        emulator.setOptions({ retryAfter: "date", retryAfterSeconds: 5, clockSkew: 3600 });
        expect((await rejection()).headers["Retry-After"]).toBe("Wed, 31 Jan 2024 13:00:06 GMT");
        emulator.setOptions({ retryAfter: "absent" });
        expect((await list()).headers).not.toHaveProperty("Retry-After");
    });

    test("counts the calls of IAM apart", async () => {
        await rejection();
        const statuses = [(await lookUp()).status, (await lookUp()).status, (await lookUp()).status];
        expect(statuses).toEqual([200, 200, 200]);
        emulator.setOptions({ iamRateLimit: 1 });
        expect([(await lookUp()).status, (await lookUp()).status]).toEqual([200, 429]);
    });

    test("accepts calls again after a second", async () => {
        await rejection();
        time += 999;
        expect((await list()).status).toBe(429);
        time += 1;
        expect((await list()).status).toBe(200);
    });

    test("accepts calls after the clock was set back", async () => {
        await rejection();
        time -= 60_000;
        expect((await list()).status).toBe(200);
    });
});
