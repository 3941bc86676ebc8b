import { setTimeout } from "node:timers/promises";
import type { Options } from "./options/options";

/** Reports the time in milliseconds. A simulation replaces it. */
export interface Clock {
    now(): number;
    sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
    now: () => Date.now(),
    sleep: (ms) => setTimeout(ms, undefined, { ref: false }),
};

/** Returns random bytes. A simulation replaces it. */
export type RandomBytes = (size: number) => Buffer;

/** All parts of one emulator share this context. The control API changes `options` in place. */
export interface Context {
    readonly options: Options;
    readonly clock: Clock;
    readonly random: RandomBytes;
    /** Clients send their requests to this address. */
    readonly url: string;
    /** All paths of ModelArts begin with this prefix. */
    readonly basePath: string;
}

/** Returns an ID as the service makes them: 32 hexadecimal digits. */
export function randomId({ random }: Context): string {
    return random(16).toString("hex");
}

/** Returns the time that the service reports, which is `clockSkew` seconds ahead of the clock. */
export function serviceTime({ options, clock }: Context, moment = clock.now()): number {
    return Math.round(moment + options.clockSkew * 1000);
}
