import { createRuntime } from "../../../provider/src/modelarts/connect";
import { rejectionOf } from "../../support/errors";
import { AutoAdvanceClock } from "../../support/fakeClock";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();

const throttle = (retryAfter: string, times: number | "always" = 1) =>
    emulator().injectFault({
        times,
        answer: {
            status: 429,
            headers: { "Retry-After": retryAfter },
            body: { error_code: "APIG.0308", error_msg: "The throttling threshold has been reached." },
        },
    });

/** Two users of one process, who share a clock that leaps. */
function connectTwice(maxRetries: string) {
    const clock = new AutoAdvanceClock();
    const runtime = createRuntime(clock);
    const user = () => connectToEmulator(emulator(), { "huaweicloud:maxRetries": maxRetries }, runtime).jobs;
    return { clock, one: user(), other: user() };
}

describe("a 429 to one", () => {
    test("holds back the other for the time that was named", async () => {
        const { clock, one, other } = connectTwice("5");
        const { id } = emulator().makeJob();
        throttle("30");
        const start = clock.now();
        await one.get(id, { deadline: start + 60_000 });
        expect(clock.now() - start).toBeGreaterThanOrEqual(30_000);
        const { length } = clock.sleeps;
        await other.get(id);
        // It has a turn of its own, after that of the first.
        expect(clock.sleeps.length).toBeGreaterThan(length);
    });

    test.each([
        ["because he does not try again", "0", 600],
        ["because his time is up before", "5", 5],
    ])("that he takes as final, %s, holds back the other all the same", async (_, maxRetries, seconds) => {
        const { clock, one, other } = connectTwice(maxRetries);
        const { id } = emulator().makeJob();
        throttle("30");
        const start = clock.now();
        const failure = await rejectionOf(one.get(id, { deadline: start + seconds * 1000 }));
        expect(failure.kind).toBe("throttled");
        await other.get(id);
        expect(clock.now() - start).toBeGreaterThanOrEqual(30_000);
    });

    test("that his deadline does not leave time for ends his call at once", async () => {
        const { clock, one } = connectTwice("5");
        throttle("30");
        const failure = await rejectionOf(one.get("1", { deadline: clock.now() + 5000 }));
        expect(failure).toMatchObject({ kind: "throttled", retryAfterMs: 30_000 });
        expect(clock.sleeps).toEqual([]);
        expect(emulator().requests).toHaveLength(1);
    });

    test("ends the call of the other at once where his deadline is before: nothing is sent", async () => {
        const { clock, one, other } = connectTwice("5");
        throttle("30");
        await rejectionOf(one.get("1", { deadline: clock.now() + 5000 }));
        const failure = await rejectionOf(other.get("1", { deadline: clock.now() + 10_000 }));
        expect(failure.kind).toBe("throttled");
        expect(emulator().requests).toHaveLength(1);
    });
});

describe("throttling that does not end", () => {
    const forms = (["seconds", "date", "absent"] as const).flatMap((retryAfter) =>
        (["APIG.0308", "APIGW.0308", "ModelArts.6101", "ModelArts.0114"] as const).map((code) => ({
            retryAfter,
            code,
        })),
    );

    test.each(forms)(
        "is told as that after the last retry, and no attempt came early: $code, Retry-After: $retryAfter",
        async ({ retryAfter, code }) => {
            const header = {
                seconds: { "Retry-After": "7" },
                date: { "Retry-After": new Date(Math.ceil(Date.now() / 1000) * 1000 + 7000).toUTCString() },
                absent: {},
            }[retryAfter];
            emulator().injectFault({
                times: "always",
                answer: { status: 429, headers: header, body: { error_code: code, error_msg: "too many" } },
            });
            const clock = new AutoAdvanceClock();
            const values = { "huaweicloud:maxRetries": "2", "modelarts:retryDelay": "1" };
            const { jobs } = connectToEmulator(emulator(), values, createRuntime(clock));
            const failure = await rejectionOf(jobs.create({ name: "board", trainUrl: "/bucket/logs/" }));
            expect(failure).toMatchObject({ kind: "throttled", code, outcomeUnknown: false });
            expect(failure.message).toContain("throttles requests");
            expect(emulator().requests.map(({ call }) => call)).toEqual(["create", "create", "create"]);
            const least = retryAfter === "absent" ? 500 : 6000;
            expect(clock.sleeps).toHaveLength(2);
            for (const ms of clock.sleeps) expect(ms).toBeGreaterThanOrEqual(least);
        },
    );

    test.each(jobApiCalls)("$name is tried maxRetries times more, and nothing else", async (call) => {
        throttle("1", "always");
        const values = { "huaweicloud:maxRetries": "3" };
        const { jobs } = connectToEmulator(emulator(), values, createRuntime(new AutoAdvanceClock()));
        expect((await rejectionOf(performCall(call, jobs, emulator()))).kind).toBe("throttled");
        expect(emulator().requests.map((request) => request.call)).toEqual(Array(4).fill(call.name));
    });
});
