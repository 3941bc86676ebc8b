import type { FailureKind, ModelArtsFailure } from "../errors";

export interface RetryPolicy {
    /** Attempts after the first. */
    readonly maxRetries: number;
    /** Before the first of them; doubled for each further one. */
    readonly retryDelayMs: number;
}

/** Trouble that may pass; whether the service may have done what was asked is another question. */
const passing: readonly FailureKind[] = ["throttled", "network", "timeout", "service"];
const longestBackoffMs = 30_000;
/** Nobody waits longer at a service's word: the call ends, and its failure says how long it would have been. */
export const longestAskedMs = 3_600_000;

/**
 * Milliseconds until the next attempt, or `undefined` where there must be none. Pure: `random` is from 0 to 1.
 * What may have been done is tried again only where doing it twice is the same as doing it once.
 */
export function retryDelay(
    failure: Pick<ModelArtsFailure, "kind" | "maybeDone" | "retryAfterMs">,
    attempt: number,
    repeatable: boolean,
    policy: RetryPolicy,
    random: number,
): number | undefined {
    if (!passing.includes(failure.kind) || attempt >= policy.maxRetries) return undefined;
    if (failure.maybeDone && !repeatable) return undefined;
    // The service's own word is never undercut, only stretched; our guess is spread to both sides.
    const asked = failure.retryAfterMs;
    if (asked !== undefined) {
        return asked > longestAskedMs ? undefined : asked + random * policy.retryDelayMs;
    }
    return Math.min(longestBackoffMs, policy.retryDelayMs * 2 ** attempt) * (0.5 + random);
}

/** Milliseconds that a `Retry-After` asks for: seconds, or a date by the server's own clock. */
export function retryAfterMs(header: string | undefined, serverNow: number): number | undefined {
    const text = header?.trim();
    if (text === undefined || text === "") return undefined;
    const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : NaN;
    if (Number.isFinite(ms)) return ms;
    // What begins with no weekday is no date of HTTP, though the runtime might read one into it.
    const at = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(at) ? undefined : Math.max(0, at - serverNow);
}
