import { type Clock, systemClock } from "../../provider/src/modelarts/clock";

interface Sleeper {
    readonly at: number;
    readonly wake: () => void;
}

/** Time that passes when a test says so, and then wakes everybody in the order of their alarms. */
export class FakeClock implements Clock {
    private readonly sleepers: Sleeper[] = [];

    constructor(private time = Date.UTC(2024, 0, 31)) {}

    now(): number {
        return this.time;
    }

    sleep(ms: number): Promise<void> {
        return new Promise((wake) => this.sleepers.push({ at: this.time + ms, wake }));
    }

    async advance(ms: number): Promise<void> {
        const end = this.time + ms;
        await flushTasks();
        while (this.wakeNext(end)) await flushTasks();
        this.time = end;
    }

    /** Lets time pass until this is done: from one alarm to those after it, whenever nothing is under way. */
    async until<T>(work: Promise<T>, waitUntilIdle: () => Promise<void>): Promise<T> {
        let done = false;
        const finish = (): void => {
            done = true;
        };
        work.then(finish, finish);
        const isDone = (): boolean => done;
        await waitUntilIdle();
        while (!isDone()) {
            const at = Math.min(...this.sleepers.map((sleeper) => sleeper.at));
            while (this.wakeNext(at)) continue;
            await waitUntilIdle();
        }
        return work;
    }

    /** The one with the first alarm, if that is not later. */
    private wakeNext(end: number): boolean {
        let next: Sleeper | undefined;
        for (const sleeper of this.sleepers) if (sleeper.at < (next?.at ?? Infinity)) next = sleeper;
        if (next === undefined || next.at > end) return false;
        this.sleepers.splice(this.sleepers.indexOf(next), 1);
        this.time = Math.max(this.time, next.at);
        next.wake();
        return true;
    }
}

/** Time that passes by itself as soon as somebody sleeps; it keeps how long each of the sleeps was. */
export class AutoAdvanceClock implements Clock {
    readonly sleeps: number[] = [];

    constructor(private time = Date.now()) {}

    now(): number {
        return this.time;
    }

    sleep(ms: number): Promise<void> {
        this.sleeps.push(ms);
        this.time += ms;
        return Promise.resolve();
    }
}

/** Time that passes so many times as fast as this machine's. */
export class AcceleratedClock implements Clock {
    private readonly start = Date.now();

    constructor(private readonly times: number) {}

    now(): number {
        return this.start + (Date.now() - this.start) * this.times;
    }

    sleep(ms: number, signal?: AbortSignal): Promise<void> {
        return systemClock.sleep(ms / this.times, signal);
    }
}

/** Everything that can go on without time passing has gone on. */
function flushTasks(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}
