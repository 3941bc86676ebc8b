import { systemClock } from "../../../provider/src/modelarts/clock";

beforeEach(() => {
    jest.useFakeTimers();
});
afterEach(() => {
    jest.useRealTimers();
});

test.each([
    [1000, "a second"],
    [86_400_000, "a day, as a service under maintenance may ask for"],
    [2 ** 31 + 1000, "longer than one timer of the runtime can hold"],
])("a sleep of %i ms lasts so long, and not less (%s)", async (ms) => {
    let awake = false;
    void systemClock.sleep(ms).then(() => (awake = true));
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect(awake).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(awake).toBe(true);
});

test("a sleep is over when the signal is given, and leaves no timer that keeps a process alive", async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(3_600_000, controller.signal);
    controller.abort();
    await sleep;
    await systemClock.sleep(3_600_000, controller.signal);
    expect(jest.getTimerCount()).toBe(0);
});
