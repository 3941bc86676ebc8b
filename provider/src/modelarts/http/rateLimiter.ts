import type { Clock } from "../clock";
import { maxRetryAfterMs } from "./retry";

const minIntervalMs = 100;
const maxIntervalMs = 2000;
/** Close to what is served: a thousand jobs need three thousand requests, and have a quarter of an hour for them. */
const slowdownFactor = 1.2;
const recoveryFactor = 0.995;
/** Answers to one burst come together; they are one reason to slow down, not many. */
const burstMs = 1000;

/**
 * Throttling, shared by all who call one endpoint: after one of them was told to slow down, nobody sends before the
 * time that was named, and then one after the other, with a gap that shrinks while all goes well.
 */
export class RateLimiter {
    private intervalMs = 0;
    private nextAt = 0;
    private pauseUntil = 0;
    private lastSlowdownAt = -Infinity;

    constructor(private readonly clock: Clock) {}

    /** Resolves when it is this caller's turn; `false`, at once, where the wait for it would outlast the deadline. */
    async acquire(deadline: number, signal?: AbortSignal): Promise<boolean> {
        for (;;) {
            const now = this.clock.now();
            const startAt = Math.max(now, this.pauseUntil, this.nextAt);
            if (startAt > now && startAt > deadline) return false;
            this.nextAt = startAt + this.intervalMs;
            if (startAt === now) return true;
            await this.clock.sleep(startAt - now, signal);
            signal?.throwIfAborted();
            if (this.clock.now() >= this.pauseUntil) return true;
        }
    }

    /** Somebody was refused, and is to wait this long. */
    onThrottled(waitMs: number): void {
        const now = this.clock.now();
        this.pauseUntil = Math.max(this.pauseUntil, now + Math.min(waitMs, maxRetryAfterMs));
        if (now - this.lastSlowdownAt < burstMs) return;
        this.lastSlowdownAt = now;
        this.intervalMs = Math.min(maxIntervalMs, Math.max(minIntervalMs, this.intervalMs * slowdownFactor));
    }

    /** Somebody was let in, whatever the answer was. */
    onSuccess(): void {
        this.intervalMs = this.intervalMs < minIntervalMs / 2 ? 0 : this.intervalMs * recoveryFactor;
    }
}
