/** One answer for all who ask, also while it is under way. A failure is not kept: the next one asks again. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
    let answer: Promise<T> | undefined;
    return () =>
        (answer ??= ask().catch((error: unknown) => {
            answer = undefined;
            throw error;
        }));
}
