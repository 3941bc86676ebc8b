import type { Clock } from "../modelarts/clock";

/**
 * Milliseconds between looks at a job that has been waited for this long: as set, or quick at first and slower later,
 * so that a change is noticed within a second or a tenth of the time that it took.
 */
export function nextIntervalMs(elapsedMs: number, intervalMs: number | undefined): number {
    return intervalMs ?? (elapsedMs < 25_000 ? 1000 : elapsedMs < 50_000 ? 2500 : 5000);
}

/**
 * Milliseconds until the next look. All who wait look at the beats of one rhythm, so that their looks can be joined:
 * the first look may come after half a step, all further ones come after one.
 */
export function msUntilTick(now: number, intervalMs: number, offsetMs: number): number {
    const earliest = now + intervalMs / 2 - offsetMs;
    return offsetMs + Math.ceil(earliest / intervalMs) * intervalMs - now;
}

/** A pause between two looks, cut short at the deadline or by the signal; `false` once the deadline has passed. */
export async function pause(
    clock: Clock,
    ms: number,
    deadline: number,
    signal?: AbortSignal,
): Promise<boolean> {
    const remainingMs = deadline - clock.now();
    if (remainingMs <= 0) return false;
    await clock.sleep(Math.min(ms, remainingMs), signal);
    return true;
}
