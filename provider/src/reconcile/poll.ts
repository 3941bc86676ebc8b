import type { Clock } from "../modelarts/clock";

/**
 * Milliseconds between looks at a job that has been waited for this long: as set, or quick at first and slower later,
 * so that a change is noticed within a second or a tenth of the time that it took.
 */
export function pollStep(waitedMs: number, intervalMs: number | undefined): number {
    return intervalMs ?? (waitedMs < 25_000 ? 1000 : waitedMs < 50_000 ? 2500 : 5000);
}

/**
 * Milliseconds until the next look. All who wait look at the beats of one rhythm, so that their looks can be joined:
 * the first look may come after half a step, all further ones come after one.
 */
export function untilBeat(now: number, stepMs: number, phaseMs: number): number {
    const earliest = now + stepMs / 2 - phaseMs;
    return phaseMs + Math.ceil(earliest / stepMs) * stepMs - now;
}

/** A pause between two looks, cut short at the deadline or by the signal; `false` once the deadline has passed. */
export async function pause(
    clock: Clock,
    ms: number,
    deadline: number,
    signal?: AbortSignal,
): Promise<boolean> {
    const left = deadline - clock.now();
    if (left <= 0) return false;
    await clock.sleep(Math.min(ms, left), signal);
    return true;
}
