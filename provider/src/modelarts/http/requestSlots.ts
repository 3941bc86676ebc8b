import pLimit from "p-limit";
import type { Clock } from "../clock";
import { type Limits, withinLimits } from "../limits";

/** Limits how many requests of a client are under way at once. */
export class RequestSlots {
    private readonly limitConcurrency;

    constructor(
        private readonly clock: Clock,
        private readonly count: number,
    ) {
        this.limitConcurrency = pLimit(count);
    }

    /**
     * Resolves with the function that gives the slot back. Rejects where the limits end the wait: on abort with the signal's
     * reason, at the deadline with `timeoutError`.
     */
    async acquire(limits: Limits, timeoutError: () => Error): Promise<() => void> {
        const { activeCount, pendingCount } = this.limitConcurrency;
        const slot = new Promise<() => void>((grant) => {
            void this.limitConcurrency(() => new Promise<void>(grant));
        });
        if (activeCount + pendingCount < this.count) return slot;
        try {
            return await withinLimits(slot, limits, this.clock, timeoutError);
        } catch (error) {
            void slot.then((release) => {
                release();
            });
            throw error;
        }
    }
}
