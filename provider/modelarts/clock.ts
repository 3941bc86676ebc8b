/** Time, handed in. Milliseconds. */
export interface Clock {
    now(): number;
    sleep(ms: number): Promise<void>;
}

/** The longest that a timer of the runtime can hold. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
    now: () => Date.now(),
    async sleep(ms) {
        for (let left = ms; left > 0; left -= longestTimerMs) {
            await new Promise((resolve) => setTimeout(resolve, Math.min(left, longestTimerMs)));
        }
    },
};
