/** What the work comes to, or the signal's reason as soon as it is given; then the work ends by itself, unheard. */
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
