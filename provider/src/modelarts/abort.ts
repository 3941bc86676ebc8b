/** What the work comes to, or the signal's reason as soon as it is given; then the work ends by itself, unheard. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (signal === undefined) return work;
    return new Promise((resolve, reject) => {
        const abort = (): void => {
            reject(signal.reason as Error);
        };
        if (signal.aborted) abort();
        signal.addEventListener("abort", abort);
        work.then(resolve, reject).finally(() => {
            signal.removeEventListener("abort", abort);
        });
    });
}
