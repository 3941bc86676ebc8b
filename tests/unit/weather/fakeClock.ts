import { type Clock, systemClock } from "../../../provider/modelarts/clock";

interface Sleeper {
    readonly at: number;
    readonly wake: () => void;
}

/** Time that passes when a test says so, and then wakes everybody in the order of their alarms. */
export class FakeClock implements Clock {
    private sleepers: Sleeper[] = [];

    constructor(private time = Date.UTC(2024, 0, 31)) {}

    now(): number {
        return this.time;
    }

    sleep(ms: number): Promise<void> {
        return new Promise((wake) => this.sleepers.push({ at: this.time + ms, wake }));
    }

    async pass(ms: number): Promise<void> {
        const end = this.time + ms;
        await settled();
        for (let next = this.first(end); next !== undefined; next = this.first(end)) {
            this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
            this.time = Math.max(this.time, next.at);
            next.wake();
            await settled();
        }
        this.time = end;
    }

    private first(end: number): Sleeper | undefined {
        return this.sleepers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
    }
}

/** Time that passes by itself as soon as somebody sleeps; it keeps how long each of the sleeps was. */
export class LeapingClock implements Clock {
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
export class FastClock implements Clock {
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
function settled(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}
