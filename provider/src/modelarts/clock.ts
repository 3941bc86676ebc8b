/** Time, handed in. Milliseconds. */
export interface Clock {
    now(): number;
    /** Over at once where the signal is given. */
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The longest that a timer of the runtime can hold. */
const maxTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
    now: () => Date.now(),
    async sleep(ms, signal) {
        for (let remainingMs = ms; remainingMs > 0 && signal?.aborted !== true; remainingMs -= maxTimerMs) {
            await new Promise<void>((resolve) => {
                const wake = (): void => {
                    clearTimeout(timer);
                    signal?.removeEventListener("abort", wake);
                    resolve();
                };
                const timer = setTimeout(wake, Math.min(remainingMs, maxTimerMs));
                signal?.addEventListener("abort", wake);
            });
        }
    },
};
