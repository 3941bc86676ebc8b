/** Source of time, in milliseconds, which tests replace. */
export interface Clock {
    /**
     * Returns the time since an arbitrary start. Setting the clock of the machine does not change it, so deadlines,
     * ages and poll ticks are measured by it.
     */
    monotonicNow(): number;
    /**
     * Returns the time since 1970, which a user or a program may set at any moment. It is for what is compared with the
     * service's times, and for what is written to disk.
     */
    timeOfDay(): number;
    /** Resolves after this time, or at once on abort. */
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
    /** Calls the task at each end of this time until the result is called. The process may end in between. */
    repeat(ms: number, task: () => void): () => void;
}

/** The longest delay that a timer of the runtime can have. */
const maxTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
    monotonicNow: () => performance.now(),
    timeOfDay: () => Date.now(),
    repeat(ms, task) {
        const timer = setInterval(task, ms).unref();
        return () => {
            clearInterval(timer);
        };
    },
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
