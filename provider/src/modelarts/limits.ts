import type { Clock } from "./clock";
import type { ModelArtsError } from "./errors";

/** Says what ends a caller's wait for a call, and what the caller learns meanwhile. */
export interface Limits {
    /** Ends the wait, also while a request is under way, with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
    /**
     * Reading of `Clock.monotonicNow` after which no attempt begins. The deadline of a shared task grows with its callers,
     * so it is read at each decision.
     */
    readonly deadline?: number | undefined;
    /** Is called for every error after which a request of the call is sent again. */
    readonly onRetry?: ((error: ModelArtsError) => void) | undefined;
}

/**
 * Settles with `work`; rejects with the signal's reason on abort, and with `timeoutError` at the deadline. `work` keeps
 * running.
 */
export async function withinLimits<T>(
    work: Promise<T>,
    limits: Limits,
    clock: Clock,
    timeoutError: () => Error,
): Promise<T> {
    const { signal } = limits;
    signal?.throwIfAborted();
    const finish = new AbortController();
    const end = new Promise<never>((_, reject) => {
        const onAbort = (): void => {
            reject(signal?.reason as Error);
        };
        signal?.addEventListener("abort", onAbort, { signal: finish.signal });
        void waitForDeadline(limits, clock, finish.signal).then((isOver) => {
            if (isOver) reject(timeoutError());
        });
    });
    try {
        return await Promise.race([work, end]);
    } finally {
        finish.abort();
    }
}

/** Resolves with `true` at the deadline, which may have grown meanwhile; with `false` on abort. */
async function waitForDeadline(limits: Limits, clock: Clock, signal: AbortSignal): Promise<boolean> {
    for (;;) {
        const { deadline = Infinity } = limits;
        if (deadline === Infinity || signal.aborted) return false;
        const remainingMs = deadline - clock.monotonicNow();
        if (remainingMs <= 0) return true;
        await clock.sleep(remainingMs, signal);
    }
}
