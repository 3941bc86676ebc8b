import { setTimeout } from "node:timers/promises";

/** Source of time, in milliseconds, which a simulation replaces. */
export interface Clock {
    now(): number;
    /** Resolves after this time, or at once on abort. */
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
    now: () => Date.now(),
    async sleep(ms, signal) {
        await setTimeout(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined);
    },
};

/** Jobs use the clock of the emulator. The service reports times that are `clockSkew` seconds ahead of it. */
export class ServiceClock {
    constructor(
        private readonly options: { readonly clockSkew: number },
        private readonly clock: Clock,
    ) {}

    now(): number {
        return this.clock.now();
    }

    /** Converts a time of the emulator's clock to the time that the service reports. */
    serviceTime(moment = this.now()): number {
        return Math.round(moment + this.options.clockSkew * 1000);
    }
}
