import type { Clock } from "../clock";
import { longestAskedMs } from "./retry";

const firstGapMs = 100;
const longestGapMs = 2000;
/** Close to what is served: a thousand jobs need three thousand requests, and have a quarter of an hour for them. */
const slowing = 1.2;
const easing = 0.995;
/** Answers to one burst come together; they are one reason to slow down, not many. */
const burstMs = 1000;

/**
 * Throttling, shared by all who call one endpoint: after one of them was told to slow down, nobody sends before the
 * time that was named, and then one after the other, with a gap that shrinks while all goes well.
 */
export class Pace {
    private gapMs = 0;
    private nextAt = 0;
    private heldUntil = 0;
    private slowedAt = -Infinity;

    constructor(private readonly clock: Clock) {}

    /** Resolves when it is this caller's turn; `false`, at once, where the wait for it would outlast the deadline. */
    async turn(deadline: number, signal?: AbortSignal): Promise<boolean> {
        for (;;) {
            const now = this.clock.now();
            const at = Math.max(now, this.heldUntil, this.nextAt);
            if (at > now && at > deadline) return false;
            this.nextAt = at + this.gapMs;
            if (at === now) return true;
            await this.clock.sleep(at - now, signal);
            signal?.throwIfAborted();
            if (this.clock.now() >= this.heldUntil) return true;
        }
    }

    /** Somebody was refused, and is to wait this long. */
    throttled(waitMs: number): void {
        const now = this.clock.now();
        this.heldUntil = Math.max(this.heldUntil, now + Math.min(waitMs, longestAskedMs));
        if (now - this.slowedAt < burstMs) return;
        this.slowedAt = now;
        this.gapMs = Math.min(longestGapMs, Math.max(firstGapMs, this.gapMs * slowing));
    }

    /** Somebody was let in, whatever the answer was. */
    served(): void {
        this.gapMs = this.gapMs < firstGapMs / 2 ? 0 : this.gapMs * easing;
    }
}
