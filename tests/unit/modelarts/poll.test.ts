import { msUntilTick, nextIntervalMs, pause } from "../../../provider/src/modelarts/poll";
import { AutoAdvanceClock } from "../../support/fakeClock";

describe("nextIntervalMs", () => {
    test.each([
        [0, 1000],
        [24_999, 1000],
        [25_000, 2500],
        [50_000, 5000],
        [3_600_000, 5000],
    ])("after %i ms of waiting is %i ms", (elapsedMs, intervalMs) => {
        expect(nextIntervalMs(elapsedMs, undefined)).toBe(intervalMs);
    });

    test("is the configured interval", () => {
        expect(nextIntervalMs(3_600_000, 250)).toBe(250);
    });
});

describe("msUntilTick", () => {
    test.each([
        [10_000, 1000],
        [10_400, 600],
        [10_500, 500],
        [10_501, 1499],
    ])("gives the next tick at least half an interval away: at %i, %i ms", (now, ms) => {
        expect(msUntilTick(now, 1000, 0)).toBe(ms);
    });

    test("shifts the ticks by the offset", () => {
        expect(msUntilTick(10_000, 1000, 700)).toBe(700);
        expect(msUntilTick(10_300, 1000, 700)).toBe(1400);
    });

    test("aligns polls that begin at different times", () => {
        const ticks = [20_100, 20_200, 20_300].map((now) => now + msUntilTick(now, 1000, 300));
        expect(new Set(ticks).size).toBe(1);
    });
});

describe("pause", () => {
    test.each([
        [1000, 5000, true, [1000]],
        [1000, 400, true, [400]],
        [1000, 0, false, []],
    ])("of %i ms with %i ms until the deadline gives %s", async (ms, remainingMs, result, sleeps) => {
        const clock = new AutoAdvanceClock();
        expect(await pause(clock, ms, clock.monotonicNow() + remainingMs)).toBe(result);
        expect(clock.sleeps).toEqual(sleeps);
    });
});
