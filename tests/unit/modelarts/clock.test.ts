import { systemClock } from "../../../provider/src/modelarts/clock";

beforeEach(() => {
    jest.useFakeTimers();
});
afterEach(() => {
    jest.useRealTimers();
});

test.each([
    [1000, "a second"],
    [86_400_000, "a day"],
    [2 ** 31 + 1000, "more than one timer of Node.js can hold"],
])("sleeps for exactly %i ms (%s)", async (ms) => {
    let isAwake = false;
    void systemClock.sleep(ms).then(() => (isAwake = true));
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect(isAwake).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(isAwake).toBe(true);
});

test("ends a sleep at the abort, and leaves no timer", async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(3_600_000, controller.signal);
    controller.abort();
    await sleep;
    await systemClock.sleep(3_600_000, controller.signal);
    expect(jest.getTimerCount()).toBe(0);
});

test.each([-3_600_000, 3_600_000])("is not set by a change of the time of day of %i ms", (byMs) => {
    const start = systemClock.monotonicNow();
    const now = Date.now();
    jest.setSystemTime(now + byMs);
    expect(systemClock.timeOfDay()).toBe(now + byMs);
    expect(systemClock.monotonicNow()).toBe(start);
});
