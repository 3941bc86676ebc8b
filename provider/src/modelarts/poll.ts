import type { Clock } from "./clock";

/** How one process polls. */
export interface Polling {
    readonly clock: Clock;
    /**
     * Milliseconds between two polls.
     *
     * @defaultValue from 1 s growing to 5 s
     */
    readonly intervalMs?: number | undefined;
    /**
     * Shifts the poll ticks of this process, so that several processes do not poll at the same moment.
     *
     * @defaultValue 0
     */
    readonly offsetMs?: number | undefined;
}

/**
 * Returns the milliseconds between polls of a job that has been waited for this long: the setting, or else short at
 * first and longer later, so that a change is noticed within a second or a tenth of the time that it took.
 */
export function nextIntervalMs(elapsedMs: number, intervalMs: number | undefined): number {
    return intervalMs ?? (elapsedMs < 25_000 ? 1000 : elapsedMs < 50_000 ? 2500 : 5000);
}

/**
 * Returns the milliseconds until the next poll tick. Aligns the polls of all jobs to one tick, so that they coalesce:
 * the first poll comes after at least half an interval, each further one after a whole interval.
 */
export function msUntilTick(now: number, intervalMs: number, offsetMs: number): number {
    const earliest = now + intervalMs / 2 - offsetMs;
    return offsetMs + Math.ceil(earliest / intervalMs) * intervalMs - now;
}

/**
 * Pauses between two polls, at most until the deadline or the signal. Resolves with `false` where the deadline has
 * passed before.
 */
export async function pause(
    clock: Clock,
    ms: number,
    deadline: number,
    signal?: AbortSignal,
): Promise<boolean> {
    const remainingMs = deadline - clock.monotonicNow();
    if (remainingMs <= 0) return false;
    await clock.sleep(Math.min(ms, remainingMs), signal);
    return true;
}

/**
 * Waits for the next poll tick of a wait that began at `startedAt`. Resolves with `false` where the deadline has passed
 * before.
 */
export function waitForTick(
    { clock, intervalMs, offsetMs = 0 }: Polling,
    startedAt: number,
    { deadline, signal }: { readonly deadline: number; readonly signal?: AbortSignal | undefined },
): Promise<boolean> {
    const now = clock.monotonicNow();
    const ms = msUntilTick(now, nextIntervalMs(now - startedAt, intervalMs), offsetMs);
    return pause(clock, ms, deadline, signal);
}
