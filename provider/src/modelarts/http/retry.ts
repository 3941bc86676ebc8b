import type { ErrorKind, ModelArtsError } from "../errors";

export interface RetryPolicy {
    /** Number of attempts after the first. */
    readonly maxRetries: number;
    /** Delay before the first retry, which each further one doubles. */
    readonly retryDelayMs: number;
}

/** Kinds of transient errors. Whether the outcome is unknown does not depend on them. */
const retryableKinds: readonly ErrorKind[] = ["throttled", "network", "timeout", "server-error"];
/** Most retries where a host name does not resolve: a name service seldom errs, and a misspelt name stays unknown. */
const maxHostNotFoundRetries = 2;
const maxBackoffMs = 30_000;
/** Longest `Retry-After` that is followed. After a longer one the call fails, and the error has the time. */
export const maxRetryAfterMs = 3_600_000;

/**
 * Returns the milliseconds until the next attempt, or `undefined` where there must be none. A request with an unknown
 * outcome is repeated only if it is idempotent. `random` is from 0 to 1. The function is pure.
 */
export function computeRetryDelay(
    error: Pick<ModelArtsError, "kind" | "outcomeUnknown" | "hostNotFound" | "retryAfterMs">,
    attempt: number,
    idempotent: boolean,
    policy: RetryPolicy,
    random: number,
): number | undefined {
    const maxRetries = error.hostNotFound
        ? Math.min(maxHostNotFoundRetries, policy.maxRetries)
        : policy.maxRetries;
    if (!retryableKinds.includes(error.kind) || attempt >= maxRetries) return undefined;
    if (error.outcomeUnknown && !idempotent) return undefined;
    // Jitter only lengthens the service's delay, and spreads the computed one to both sides.
    const retryAfter = error.retryAfterMs;
    if (retryAfter !== undefined) {
        return retryAfter > maxRetryAfterMs ? undefined : retryAfter + random * policy.retryDelayMs;
    }
    return Math.min(maxBackoffMs, policy.retryDelayMs * 2 ** attempt) * (0.5 + random);
}

/** Returns the delay of a `Retry-After` header in milliseconds: the header has seconds, or a date by the server's clock. */
export function parseRetryAfter(header: string | undefined, serverTimeMs: number): number | undefined {
    const text = header?.trim();
    if (text === undefined || text === "") return undefined;
    const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : NaN;
    if (Number.isFinite(ms)) return ms;
    // A date of HTTP begins with a weekday; the runtime would read other text as a date too.
    const dateMs = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - serverTimeMs);
}
