/** Settles with `work`, or rejects with the signal's reason on abort. `work` keeps running; its result is ignored. */
export function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (signal === undefined) return work;
    return new Promise((resolve, reject) => {
        const onAbort = (): void => {
            reject(signal.reason as Error);
        };
        if (signal.aborted) onAbort();
        signal.addEventListener("abort", onAbort);
        work.then(resolve, reject).finally(() => {
            signal.removeEventListener("abort", onAbort);
        });
    });
}
