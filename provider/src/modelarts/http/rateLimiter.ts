import type { Clock } from "../clock";
import { maxRetryAfterMs } from "./retry";

const minIntervalMs = 100;
const maxIntervalMs = 2000;
/**
 * This factor keeps the rate close to the limit: a thousand jobs need three thousand requests within a quarter of an
 * hour.
 */
const slowdownFactor = 1.2;
const recoveryFactor = 0.995;
/** The 429 responses of one burst arrive together, and slow down the requests once. */
const burstMs = 1000;

/**
 * A rate limiter that all clients of one endpoint share. After a 429 it pauses until `Retry-After`, then sends one request
 * per interval; the interval shrinks on success.
 */
export class RateLimiter {
    private intervalMs = 0;
    private nextAt = 0;
    private pauseUntil = 0;
    private lastSlowdownAt = -Infinity;

    constructor(private readonly clock: Clock) {}

    /**
     * Resolves with `true` when the caller may send; with `false`, at once, where that would be after the deadline, or when
     * the signal is aborted.
     */
    async acquire(deadline: number, signal?: AbortSignal): Promise<boolean> {
        for (;;) {
            const now = this.clock.monotonicNow();
            const startAt = Math.max(now, this.pauseUntil, this.nextAt);
            if (startAt > now && startAt > deadline) return false;
            this.nextAt = startAt + this.intervalMs;
            if (startAt === now) return true;
            // A timer ends after whole milliseconds, and a request that wakes too early would lose its place.
            await this.clock.sleep(Math.ceil(startAt - now), signal);
            if (signal?.aborted === true) return false;
            if (this.clock.monotonicNow() >= this.pauseUntil) return true;
        }
    }

    /** A request was throttled, and the service asks to wait this long. */
    onThrottled(waitMs: number): void {
        const now = this.clock.monotonicNow();
        this.pauseUntil = Math.max(this.pauseUntil, now + Math.min(waitMs, maxRetryAfterMs));
        if (now - this.lastSlowdownAt < burstMs) return;
        this.lastSlowdownAt = now;
        this.intervalMs = Math.min(maxIntervalMs, Math.max(minIntervalMs, this.intervalMs * slowdownFactor));
    }

    /** A request was not throttled, whatever its response was. */
    onSuccess(): void {
        this.intervalMs = this.intervalMs < minIntervalMs / 2 ? 0 : this.intervalMs * recoveryFactor;
    }
}
