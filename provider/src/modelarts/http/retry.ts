import type { ErrorKind, ModelArtsError } from "../errors";

export interface RetryPolicy {
    /** Attempts after the first. */
    readonly maxRetries: number;
    /** Before the first of them; doubled for each further one. */
    readonly retryDelayMs: number;
}

/** Trouble that may pass; whether the service may have done what was asked is another question. */
const retryableKinds: readonly ErrorKind[] = ["throttled", "network", "timeout", "server-error"];
const maxBackoffMs = 30_000;
/** Nobody waits longer at a service's word: the call ends, and its failure says how long it would have been. */
export const maxRetryAfterMs = 3_600_000;

/**
 * Milliseconds until the next attempt, or `undefined` where there must be none. Pure: `random` is from 0 to 1.
 * What may have been done is tried again only where doing it twice is the same as doing it once.
 */
export function computeRetryDelay(
    error: Pick<ModelArtsError, "kind" | "outcomeUnknown" | "retryAfterMs">,
    attempt: number,
    idempotent: boolean,
    policy: RetryPolicy,
    random: number,
): number | undefined {
    if (!retryableKinds.includes(error.kind) || attempt >= policy.maxRetries) return undefined;
    if (error.outcomeUnknown && !idempotent) return undefined;
    // The service's own word is never undercut, only stretched; our guess is spread to both sides.
    const retryAfter = error.retryAfterMs;
    if (retryAfter !== undefined) {
        return retryAfter > maxRetryAfterMs ? undefined : retryAfter + random * policy.retryDelayMs;
    }
    return Math.min(maxBackoffMs, policy.retryDelayMs * 2 ** attempt) * (0.5 + random);
}

/** Milliseconds that a `Retry-After` asks for: seconds, or a date by the server's own clock. */
export function parseRetryAfter(header: string | undefined, serverTimeMs: number): number | undefined {
    const text = header?.trim();
    if (text === undefined || text === "") return undefined;
    const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : NaN;
    if (Number.isFinite(ms)) return ms;
    // What begins with no weekday is no date of HTTP, though the runtime might read one into it.
    const dateMs = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - serverTimeMs);
}
