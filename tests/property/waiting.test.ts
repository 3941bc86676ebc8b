import fc from "fast-check";
import { RateLimiter } from "../../provider/src/modelarts/http/rateLimiter";
import { parseRetryAfter, computeRetryDelay } from "../../provider/src/modelarts/http/retry";
import { parseDurationMs, operationTimeoutMs } from "../../provider/src/lifecycle/operation";
import { AutoAdvanceClock } from "../support/fakeClock";
import { runParameters } from "./runs";
import { text } from "./texts";

test("Retry-After is a time that can be waited for, or none, whatever it is", () => {
    const header = fc.oneof(
        text,
        fc.bigInt({ min: 0n }).map(String),
        fc.nat({ max: 500 }).map((digits) => "9".repeat(digits)),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        text.map((one) => `Sun, ${one}`),
    );
    fc.assert(
        fc.property(header, fc.double({ noNaN: true, min: 0, max: 0.999 }), (one, random) => {
            const delayMs = parseRetryAfter(one, Date.UTC(2024, 0, 31));
            if (delayMs !== undefined) {
                expect(Number.isFinite(delayMs)).toBe(true);
                expect(delayMs).toBeGreaterThanOrEqual(0);
            }
            const policy = { maxRetries: 5, retryDelayMs: 1000 };
            const delay = computeRetryDelay(
                { kind: "throttled", outcomeUnknown: false, hostNotFound: false, retryAfterMs: delayMs },
                0,
                true,
                policy,
                random,
            );
            // The limit is an hour, and the random part that is added.
            if (delay !== undefined) expect(delay).toBeLessThanOrEqual(3_601_000);
            else expect(delayMs).toBeGreaterThan(3_600_000);
        }),
        runParameters(500),
    );
});

test("throttling never pauses for more than an hour", async () => {
    await fc.assert(
        fc.asyncProperty(fc.double({ min: 0, noNaN: true }), async (delayMs) => {
            const clock = new AutoAdvanceClock(0);
            const limiter = new RateLimiter(clock);
            limiter.onThrottled(delayMs);
            expect(await limiter.acquire(Infinity)).toBe(true);
            expect(clock.monotonicNow()).toBeLessThanOrEqual(3_600_000);
        }),
        runParameters(200),
    );
});

test("a duration is a number, and a limit above 0, whatever the text", () => {
    fc.assert(
        fc.property(
            fc.oneof(text, fc.stringMatching(/^(\d{1,4}(\.\d{1,4})?(ns|us|µs|ms|s|m|h)){1,4}$/)),
            (one) => {
                expect(parseDurationMs(one)).toBeGreaterThanOrEqual(0);
                expect(operationTimeoutMs("create", { create: one }, 900_000)).toBeGreaterThan(0);
            },
        ),
        runParameters(500),
    );
});
