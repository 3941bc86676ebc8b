import type { Clock } from "../modelarts/clock";

/** Milliseconds between looks: as set, or 1 s growing to 5 s. */
export function pollDelay(look: number, intervalMs: number | undefined): number {
    return intervalMs ?? Math.min(5000, 1000 * 1.25 ** look);
}

/** A pause between two looks, cut short at the deadline; `false` once the deadline has passed. */
export async function pause(clock: Clock, ms: number, deadline: number): Promise<boolean> {
    const left = deadline - clock.now();
    if (left <= 0) return false;
    await clock.sleep(Math.min(ms, left));
    return true;
}
