import { type Clock, systemClock } from "../../provider/src/modelarts/clock";

interface Sleeper {
    readonly at: number;
    readonly wake: () => void;
}

/** Only a test moves the time of this clock. */
abstract class TestClock implements Clock {
    private readonly startedAt: number;
    private offsetMs = 0;

    constructor(protected time: number) {
        this.startedAt = time;
    }

    abstract sleep(ms: number, signal?: AbortSignal): Promise<void>;

    monotonicNow(): number {
        return this.time - this.startedAt;
    }

    timeOfDay(): number {
        return this.time + this.offsetMs;
    }

    /** Sets the time of day forward by this time, or back by a negative one. */
    setTimeOfDay(byMs: number): void {
        this.offsetMs += byMs;
    }

    /** Does nothing: only the heartbeat of pending creates repeats, and no test with such a clock needs it. */
    repeat(): () => void {
        return () => undefined;
    }
}

/** Advances when a test says so, and wakes the sleepers in the order of their times. */
export class FakeClock extends TestClock {
    private readonly sleepers = new Set<Sleeper>();

    constructor(time = Date.UTC(2024, 0, 31)) {
        super(time);
    }

    sleep(ms: number, signal?: AbortSignal): Promise<void> {
        if (signal?.aborted === true) return Promise.resolve();
        return new Promise((resolve) => {
            const wake = (): void => {
                signal?.removeEventListener("abort", wake);
                this.sleepers.delete(sleeper);
                resolve();
            };
            const sleeper = { at: this.time + ms, wake };
            this.sleepers.add(sleeper);
            signal?.addEventListener("abort", wake);
        });
    }

    async advance(ms: number): Promise<void> {
        const end = this.time + ms;
        await flushTasks();
        while (this.wakeNext(end)) await flushTasks();
        this.time = end;
    }

    /** Advances to the next sleeper whenever the process is idle, until the work is done. */
    async until<T>(work: Promise<T>, waitUntilIdle: () => Promise<void>): Promise<T> {
        let hasEnded = false;
        const finish = (): void => {
            hasEnded = true;
        };
        work.then(finish, finish);
        const isDone = (): boolean => hasEnded;
        await waitUntilIdle();
        while (!isDone()) {
            const at = Math.min(...[...this.sleepers].map((sleeper) => sleeper.at));
            while (this.wakeNext(at)) continue;
            await waitUntilIdle();
        }
        return work;
    }

    /** Wakes the first sleeper whose time is not after `end`. Returns whether there was one. */
    private wakeNext(end: number): boolean {
        let next: Sleeper | undefined;
        for (const sleeper of this.sleepers) if (sleeper.at < (next?.at ?? Infinity)) next = sleeper;
        if (next === undefined || next.at > end) return false;
        this.sleepers.delete(next);
        this.time = Math.max(this.time, next.at);
        next.wake();
        return true;
    }
}

/** Advances at once by each sleep, and records the milliseconds of each. */
export class AutoAdvanceClock extends TestClock {
    readonly sleeps: number[] = [];

    constructor(time = Date.now()) {
        super(time);
    }

    sleep(ms: number): Promise<void> {
        this.sleeps.push(ms);
        this.time += ms;
        return Promise.resolve();
    }
}

/** A second on this clock takes ten milliseconds. It is for waits on a service of this machine. */
export const quickClock: Clock = {
    monotonicNow: () => systemClock.monotonicNow() * 100,
    timeOfDay: () => systemClock.timeOfDay(),
    sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
    repeat: (ms, task) => systemClock.repeat(ms / 100, task),
};

/** Resolves after the tasks that need no time. */
function flushTasks(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}
