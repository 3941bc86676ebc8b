import { createRuntime } from "../../../provider/src/modelarts/connect";
import { rejectionOf } from "../../support/errors";
import { AutoAdvanceClock } from "../../support/fakeClock";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();

function connectWithRetries(maxRetries: number, clock = new AutoAdvanceClock()) {
    const values = { "huaweicloud:maxRetries": String(maxRetries), "modelarts:retryDelay": "1" };
    return connectToEmulator(emulator(), values, createRuntime(clock)).jobs;
}

test.each(jobApiCalls)("retries a throttled $name until it succeeds", async (call) => {
    for (const code of ["APIG.0308", "APIGW.0308", "ModelArts.6101"])
        emulator().injectFault({
            match: { call: call.name },
            response: { status: 429, body: { error_code: code, error_msg: "too many" } },
        });
    await performCall(call, connectWithRetries(3), emulator());
    const attempts = emulator().requests.filter((request) => request.call === call.name);
    expect(attempts.map(({ status }) => status)).toEqual([429, 429, 429, 200]);
});

test.each(jobApiCalls)("retries a throttled $name at most maxRetries times", async (call) => {
    const body = { error_code: "APIG.0308", error_msg: "too many" };
    emulator().injectFault({
        times: "always",
        response: { status: 429, headers: { "Retry-After": "1" }, body },
    });
    const error = await rejectionOf(performCall(call, connectWithRetries(3), emulator()));
    expect(error.kind).toBe("throttled");
    expect(emulator().requests.map((request) => request.call)).toEqual(Array(4).fill(call.name));
});

const responses = (["seconds", "date", "absent"] as const).flatMap((retryAfter) =>
    (["APIG.0308", "APIGW.0308", "ModelArts.6101", "ModelArts.0114"] as const).map((code) => ({
        retryAfter,
        code,
    })),
);

test.each(responses)(
    "waits for the time of Retry-After before each retry: $code, Retry-After: $retryAfter",
    async ({ retryAfter, code }) => {
        const headers = {
            seconds: { "Retry-After": "7" },
            date: { "Retry-After": new Date(Math.ceil(Date.now() / 1000) * 1000 + 7000).toUTCString() },
            absent: {},
        }[retryAfter];
        emulator().injectFault({
            times: "always",
            response: { status: 429, headers, body: { error_code: code, error_msg: "too many" } },
        });
        const clock = new AutoAdvanceClock();
        const jobs = connectWithRetries(2, clock);
        const error = await rejectionOf(jobs.create({ name: "board", trainUrl: "/bucket/logs/" }));
        expect(error).toMatchObject({ kind: "throttled", httpStatus: 429, code, outcomeUnknown: false });
        expect(error.message).toContain("throttles requests");
        expect(emulator().requests.map(({ call }) => call)).toEqual(["create", "create", "create"]);
        const minimumMs = retryAfter === "absent" ? 500 : 6000;
        expect(clock.sleeps).toHaveLength(2);
        for (const ms of clock.sleeps) expect(ms).toBeGreaterThanOrEqual(minimumMs);
    },
);
