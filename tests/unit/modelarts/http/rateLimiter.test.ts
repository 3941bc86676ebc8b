import { RateLimiter } from "../../../../provider/src/modelarts/http/rateLimiter";
import { FakeClock } from "../../../support/fakeClock";

/** Makes a rate limiter, and records when each request was admitted, in milliseconds from the start. */
function createLimiter() {
    const clock = new FakeClock();
    const start = clock.monotonicNow();
    const limiter = new RateLimiter(clock);
    const admissions: { request: number; at: number }[] = [];
    const rejections: number[] = [];
    let requestCount = 0;
    const acquire = (count: number, deadline = Infinity): void => {
        for (let i = 0; i < count; i++) {
            const request = requestCount++;
            void limiter.acquire(deadline).then((isAdmitted) => {
                if (isAdmitted) admissions.push({ request, at: clock.monotonicNow() - start });
                else rejections.push(request);
            });
        }
    };
    return {
        clock,
        start,
        limiter,
        acquire,
        admissions,
        rejections,
        times: () => admissions.map(({ at }) => at),
    };
}

const intervals = (times: readonly number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0));

test("admits every request at once before any throttling", async () => {
    const { clock, acquire, times } = createLimiter();
    acquire(100);
    await clock.advance(0);
    expect(times()).toEqual(Array(100).fill(0));
});

describe("after throttling", () => {
    test("admits no request before the pause ends", async () => {
        const { clock, limiter, acquire, times } = createLimiter();
        limiter.onThrottled(2000);
        acquire(20);
        await clock.advance(1999);
        expect(times()).toEqual([]);
        await clock.advance(10_000);
        expect(times()).toHaveLength(20);
        expect(times()[0]).toBe(2000);
    });

    test("admits requests in order, one per interval", async () => {
        const { clock, limiter, acquire, admissions, times } = createLimiter();
        limiter.onThrottled(2000);
        acquire(20);
        await clock.advance(60_000);
        expect(admissions.map(({ request }) => request)).toEqual(Array.from({ length: 20 }, (_, i) => i));
        expect(Math.min(...intervals(times()))).toBeGreaterThanOrEqual(100);
        expect(Math.max(...intervals(times()))).toBeLessThanOrEqual(2000);
    });

    test("extends the pause for requests that wait already", async () => {
        const { clock, limiter, acquire, times } = createLimiter();
        limiter.onThrottled(1000);
        acquire(3);
        await clock.advance(500);
        limiter.onThrottled(4000);
        await clock.advance(60_000);
        expect(times()).toHaveLength(3);
        expect(Math.min(...times())).toBe(4500);
        expect(Math.min(...intervals(times()))).toBeGreaterThanOrEqual(100);
    });

    test("does not shorten a pause", async () => {
        const { clock, limiter, acquire, times } = createLimiter();
        limiter.onThrottled(5000);
        limiter.onThrottled(100);
        acquire(1);
        await clock.advance(60_000);
        expect(times()).toEqual([5000]);
    });

    test("slows down once for throttled responses of one burst", async () => {
        const intervalsAfter = async (responses: number) => {
            const { clock, limiter, acquire, times } = createLimiter();
            for (let i = 0; i < responses; i++) limiter.onThrottled(1000);
            acquire(2);
            await clock.advance(60_000);
            return intervals(times());
        };
        expect(await intervalsAfter(20)).toEqual(await intervalsAfter(1));
    });

    test("slows down further for continued throttling, up to two seconds per request", async () => {
        const { clock, limiter, acquire, times } = createLimiter();
        for (let i = 0; i < 50; i++) {
            limiter.onThrottled(0);
            await clock.advance(2000);
        }
        acquire(5);
        await clock.advance(60_000);
        expect(intervals(times())).toEqual([2000, 2000, 2000, 2000]);
    });

    test("recovers full speed after enough successes", async () => {
        const { clock, limiter, acquire, times } = createLimiter();
        limiter.onThrottled(0);
        for (let i = 0; i < 200; i++) limiter.onSuccess();
        acquire(10);
        await clock.advance(0);
        expect(times()).toEqual(Array(10).fill(0));
    });

    test("keeps the interval after one success", async () => {
        const { clock, limiter, acquire, times } = createLimiter();
        limiter.onThrottled(0);
        limiter.onSuccess();
        acquire(3);
        await clock.advance(60_000);
        expect(Math.min(...intervals(times()))).toBeGreaterThan(50);
    });

    test("pauses for at most one hour", async () => {
        const { clock, limiter, acquire, times } = createLimiter();
        limiter.onThrottled(1e18);
        acquire(1);
        await clock.advance(3_600_000);
        expect(times()).toEqual([3_600_000]);
    });
});

describe("with a deadline", () => {
    test("rejects at once a request whose pause outlasts the deadline", async () => {
        const { clock, start, limiter, acquire, rejections, times } = createLimiter();
        limiter.onThrottled(2000);
        acquire(1, start + 1999);
        await clock.advance(0);
        expect(rejections).toEqual([0]);
        expect(times()).toEqual([]);
    });

    test("admits a request whose pause ends at the deadline", async () => {
        const { clock, start, limiter, acquire, times } = createLimiter();
        limiter.onThrottled(2000);
        acquire(1, start + 2000);
        await clock.advance(2000);
        expect(times()).toEqual([2000]);
    });

    test("rejects a waiting request when a longer pause outlasts its deadline", async () => {
        const { clock, start, limiter, acquire, rejections, times } = createLimiter();
        limiter.onThrottled(1000);
        acquire(1, start + 3000);
        await clock.advance(500);
        limiter.onThrottled(10_000);
        await clock.advance(500);
        expect(rejections).toEqual([0]);
        await clock.advance(60_000);
        expect(times()).toEqual([]);
    });

    test("gives the place of a rejected request to the next one", async () => {
        const { clock, start, limiter, acquire, times } = createLimiter();
        limiter.onThrottled(2000);
        acquire(5, start + 1000);
        acquire(1);
        await clock.advance(60_000);
        expect(times()).toEqual([2000]);
    });
});

test.each([-3_600_000, 3_600_000])("keeps its pause when the time of day is set by %i ms", async (byMs) => {
    const { clock, limiter, acquire, times } = createLimiter();
    limiter.onThrottled(2000);
    clock.setTimeOfDay(byMs);
    acquire(1);
    await clock.advance(60_000);
    expect(times()).toEqual([2000]);
});
