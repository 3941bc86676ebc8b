import { RateLimiter } from "../../../../../provider/src/modelarts/http/rateLimiter";

/** A clock on which those who sleep are woken in their order. */
class Alarms {
    private time = 0;
    private sleepers: { readonly at: number; readonly wake: () => void }[] = [];

    readonly now = (): number => this.time;
    readonly sleep = (ms: number): Promise<void> =>
        new Promise((wake) => {
            this.sleepers.push({ at: this.time + ms, wake });
        });

    /** Lets the time pass until nobody sleeps any more. */
    async run(): Promise<void> {
        for (;;) {
            await new Promise(setImmediate);
            const [next] = this.sleepers.sort((a, b) => a.at - b.at);
            if (next === undefined) return;
            this.sleepers.shift();
            this.time = Math.max(this.time, next.at);
            next.wake();
        }
    }
}

/** When each of so many callers gets its turn. */
async function turns(
    limiter: RateLimiter,
    clock: Alarms,
    count: number,
    deadline = Infinity,
): Promise<(number | false)[]> {
    const times: (number | false)[] = [];
    const callers = Array.from({ length: count }, async () => {
        times.push((await limiter.acquire(deadline)) && clock.now());
    });
    await clock.run();
    await Promise.all(callers);
    return times;
}

describe("the pace of all who call one endpoint", () => {
    const createLimiter = () => {
        const clock = new Alarms();
        return { clock, pace: new RateLimiter(clock) };
    };

    test("is as fast as they come while nobody is throttled", async () => {
        const { clock, pace: limiter } = createLimiter();
        expect(await turns(limiter, clock, 20)).toEqual(Array(20).fill(0));
    });

    test("stops for everybody until the time that the service named", async () => {
        const { clock, pace: limiter } = createLimiter();
        limiter.onThrottled(2000);
        for (const at of await turns(limiter, clock, 5)) expect(at).toBeGreaterThanOrEqual(2000);
    });

    test("is one after the other from then on, and not a burst again", async () => {
        const { clock, pace: limiter } = createLimiter();
        limiter.onThrottled(2000);
        const times = await turns(limiter, clock, 5);
        expect(new Set(times).size).toBe(5);
        expect(times).toEqual([...times].sort((a, b) => Number(a) - Number(b)));
    });

    test("holds those as well who were waiting for their turn when the next was throttled", async () => {
        const { clock, pace: limiter } = createLimiter();
        limiter.onThrottled(1000);
        const waiting = limiter.acquire(Infinity);
        limiter.onThrottled(5000);
        await clock.run();
        await waiting;
        expect(clock.now()).toBeGreaterThanOrEqual(5000);
    });

    test("is not waited for by somebody whose time would be over: he is told at once", async () => {
        const { clock, pace: limiter } = createLimiter();
        limiter.onThrottled(2000);
        expect(await turns(limiter, clock, 2, 1000)).toEqual([false, false]);
        expect(clock.now()).toBe(0);
    });

    test("is as fast as before when all has gone well for long enough", async () => {
        const { clock, pace: limiter } = createLimiter();
        limiter.onThrottled(1000);
        await turns(limiter, clock, 1);
        for (let count = 0; count < 1000; count++) limiter.onSuccess();
        await turns(limiter, clock, 1);
        const now = clock.now();
        expect(await turns(limiter, clock, 3)).toEqual([now, now, now]);
    });
});
