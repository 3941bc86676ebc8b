import type { Clock } from "../../../provider/src/modelarts/clock";

interface Timer {
    readonly at: number;
    readonly number: number;
    readonly isAlive: () => boolean;
    readonly fire: () => void;
}

/** Time that passes only when `advance` is called, and then jumps to the next timer. */
export class VirtualTime {
    private timers: Timer[] = [];
    private count = 0;

    private readonly startedAt: number;

    /** `now` is the time of day at the start. */
    constructor(public now: number) {
        this.startedAt = now;
    }

    /** Returns the clock of one process, with its time of day set by an offset. When the process is dead, none of its sleeps ends. */
    clock(isAlive: () => boolean = () => true, offsetMs: () => number = () => 0): Clock {
        return {
            monotonicNow: () => this.now - this.startedAt,
            timeOfDay: () => this.now + offsetMs(),
            sleep: (ms, signal) =>
                new Promise((resolve) => {
                    if (signal?.aborted === true || !(ms > 0)) {
                        resolve();
                        return;
                    }
                    const wake = (): void => {
                        signal?.removeEventListener("abort", wake);
                        this.remove(timer);
                        if (isAlive()) resolve();
                    };
                    const timer = this.add(ms, isAlive, wake);
                    signal?.addEventListener("abort", wake);
                }),
            repeat: (ms, task) => {
                let timer: Timer;
                const schedule = (): void => {
                    timer = this.add(ms, isAlive, () => {
                        schedule();
                        task();
                    });
                };
                schedule();
                return () => {
                    this.remove(timer);
                };
            },
        };
    }

    /** Jumps to the next timer, and fires it. Returns `false` where there is none. */
    advance(): boolean {
        this.timers = this.timers.filter(({ isAlive }) => isAlive());
        const [first, ...others] = this.timers;
        if (first === undefined) return false;
        const next = others.reduce((best, timer) => (isBefore(timer, best) ? timer : best), first);
        this.remove(next);
        this.now = Math.max(this.now, next.at);
        next.fire();
        return true;
    }

    /** Lets this time pass, timer by timer. */
    async pass(ms: number, afterEach: () => Promise<void>): Promise<void> {
        const end = this.now + ms;
        // So that no jump goes beyond the end.
        this.add(
            ms,
            () => true,
            () => undefined,
        );
        while (this.now < end && this.advance()) await afterEach();
    }

    private add(ms: number, isAlive: () => boolean, fire: () => void): Timer {
        const timer = { at: this.now + ms, number: this.count++, isAlive, fire };
        this.timers.push(timer);
        return timer;
    }

    private remove(timer: Timer): void {
        const index = this.timers.indexOf(timer);
        if (index >= 0) this.timers.splice(index, 1);
    }
}

function isBefore(timer: Timer, other: Timer): boolean {
    return timer.at < other.at || (timer.at === other.at && timer.number < other.number);
}
