import { RateLimiter } from "../../../../../provider/src/modelarts/http/rateLimiter";
import { FakeClock } from "../../../../support/fakeClock";

const never = Infinity;

/** A pace, and when each of those who wanted a turn had it, in milliseconds from the start. */
function createLimiter() {
    const clock = new FakeClock();
    const start = clock.now();
    const limiter = new RateLimiter(clock);
    const turns: { name: number; at: number }[] = [];
    const refused: number[] = [];
    let names = 0;
    const want = (count: number, deadline = never): void => {
        for (let i = 0; i < count; i++) {
            const name = names++;
            void limiter.acquire(deadline).then((mine) => {
                if (mine) turns.push({ name, at: clock.now() - start });
                else refused.push(name);
            });
        }
    };
    return { clock, start, pace: limiter, want, turns, refused, times: () => turns.map(({ at }) => at) };
}

const gaps = (times: readonly number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0));

describe("while nobody is throttled", () => {
    test("everybody has a turn at once", async () => {
        const { clock, want, times } = createLimiter();
        want(100);
        await clock.advance(0);
        expect(times()).toEqual(Array(100).fill(0));
    });
});

describe("after one was throttled", () => {
    test("nobody has a turn before the time that was named, not even who was never refused", async () => {
        const { clock, pace: limiter, want, times } = createLimiter();
        limiter.onThrottled(2000);
        want(20);
        await clock.advance(1999);
        expect(times()).toEqual([]);
        await clock.advance(10_000);
        expect(times()).toHaveLength(20);
        expect(times()[0]).toBe(2000);
    });

    test("they come one after the other, in their order", async () => {
        const { clock, pace: limiter, want, turns, times } = createLimiter();
        limiter.onThrottled(2000);
        want(20);
        await clock.advance(60_000);
        expect(turns.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, i) => i));
        expect(Math.min(...gaps(times()))).toBeGreaterThanOrEqual(100);
        expect(Math.max(...gaps(times()))).toBeLessThanOrEqual(2000);
    });

    test("those who already wait are held as well when another one is told to wait longer", async () => {
        const { clock, pace: limiter, want, times } = createLimiter();
        limiter.onThrottled(1000);
        want(3);
        await clock.advance(500);
        limiter.onThrottled(4000);
        await clock.advance(60_000);
        expect(times()).toHaveLength(3);
        expect(Math.min(...times())).toBe(4500);
        expect(Math.min(...gaps(times()))).toBeGreaterThanOrEqual(100);
    });

    test("a shorter time that is named later takes nothing from a longer one", async () => {
        const { clock, pace: limiter, want, times } = createLimiter();
        limiter.onThrottled(5000);
        limiter.onThrottled(100);
        want(1);
        await clock.advance(60_000);
        expect(times()).toEqual([5000]);
    });

    test("refusals of one burst slow down as one of them does", async () => {
        const gapAfter = async (refusals: number) => {
            const { clock, pace: limiter, want, times } = createLimiter();
            for (let i = 0; i < refusals; i++) limiter.onThrottled(1000);
            want(2);
            await clock.advance(60_000);
            return gaps(times());
        };
        expect(await gapAfter(20)).toEqual(await gapAfter(1));
    });

    test("refusals that go on slow down further, up to two seconds from one to the next", async () => {
        const { clock, pace: limiter, want, times } = createLimiter();
        for (let i = 0; i < 50; i++) {
            limiter.onThrottled(0);
            await clock.advance(2000);
        }
        want(5);
        await clock.advance(60_000);
        expect(gaps(times())).toEqual([2000, 2000, 2000, 2000]);
    });

    test("the gap shrinks while all goes well, and is gone in the end", async () => {
        const { clock, pace: limiter, want, times } = createLimiter();
        limiter.onThrottled(0);
        for (let i = 0; i < 200; i++) limiter.onSuccess();
        want(10);
        await clock.advance(0);
        expect(times()).toEqual(Array(10).fill(0));
    });

    test("one who was served does not take away the gap at once", async () => {
        const { clock, pace: limiter, want, times } = createLimiter();
        limiter.onThrottled(0);
        limiter.onSuccess();
        want(3);
        await clock.advance(60_000);
        expect(Math.min(...gaps(times()))).toBeGreaterThan(50);
    });
});

describe("a deadline", () => {
    test("before the named time refuses the turn at once: no waiting for what cannot be", async () => {
        const { clock, start, pace: limiter, want, refused, times } = createLimiter();
        limiter.onThrottled(2000);
        want(1, start + 1999);
        await clock.advance(0);
        expect(refused).toEqual([0]);
        expect(times()).toEqual([]);
    });

    test("at the named time is in time", async () => {
        const { clock, start, pace: limiter, want, times } = createLimiter();
        limiter.onThrottled(2000);
        want(1, start + 2000);
        await clock.advance(2000);
        expect(times()).toEqual([2000]);
    });

    test("that is overtaken while waiting refuses the turn then, and no later", async () => {
        const { clock, start, pace: limiter, want, refused, times } = createLimiter();
        limiter.onThrottled(1000);
        want(1, start + 3000);
        await clock.advance(500);
        limiter.onThrottled(10_000);
        await clock.advance(500);
        expect(refused).toEqual([0]);
        await clock.advance(60_000);
        expect(times()).toEqual([]);
    });

    test("that passes for one leaves no hole for the next", async () => {
        const { clock, start, pace: limiter, want, times } = createLimiter();
        limiter.onThrottled(2000);
        want(5, start + 1000);
        want(1);
        await clock.advance(60_000);
        expect(times()).toEqual([2000]);
    });
});

test("nobody is held for more than an hour, whatever time was named", async () => {
    const { clock, pace: limiter, want, times } = createLimiter();
    limiter.onThrottled(1e18);
    want(1);
    await clock.advance(3_600_000);
    expect(times()).toEqual([3_600_000]);
});
