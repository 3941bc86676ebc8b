import fc from "fast-check";
import { Pace } from "../../provider/src/modelarts/http/rateLimiter";
import { retryAfterMs, retryDelay } from "../../provider/src/modelarts/http/retry";
import { durationMs, limitOf } from "../../provider/src/lifecycle/operation";
import { LeapingClock } from "../support/fakeClock";
import { runs } from "./runs";
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
            const asked = retryAfterMs(one, Date.UTC(2024, 0, 31));
            if (asked !== undefined) {
                expect(Number.isFinite(asked)).toBe(true);
                expect(asked).toBeGreaterThanOrEqual(0);
            }
            const policy = { maxRetries: 5, retryDelayMs: 1000 };
            const delay = retryDelay(
                { kind: "throttled", maybeDone: false, retryAfterMs: asked },
                0,
                true,
                policy,
                random,
            );
            // An hour, and the chance that is added.
            if (delay !== undefined) expect(delay).toBeLessThanOrEqual(3_601_000);
            else expect(asked).toBeGreaterThan(3_600_000);
        }),
        runs(500),
    );
});

test("throttling holds nobody for more than an hour, whatever was asked for", async () => {
    await fc.assert(
        fc.asyncProperty(fc.double({ min: 0, noNaN: true }), async (asked) => {
            const clock = new LeapingClock(0);
            const pace = new Pace(clock);
            pace.throttled(asked);
            expect(await pace.turn(Infinity)).toBe(true);
            expect(clock.now()).toBeLessThanOrEqual(3_600_000);
        }),
        runs(200),
    );
});

test("a duration is a number, and a limit above 0, whatever the text", () => {
    fc.assert(
        fc.property(
            fc.oneof(text, fc.stringMatching(/^(\d{1,4}(\.\d{1,4})?(ns|us|µs|ms|s|m|h)){1,4}$/)),
            (one) => {
                expect(durationMs(one)).toBeGreaterThanOrEqual(0);
                expect(limitOf("create", { create: one }, 900_000)).toBeGreaterThan(0);
            },
        ),
        runs(500),
    );
});
