import { setTimeout } from "node:timers/promises";
import type { Options } from "./options/options";

/** Source of time, in milliseconds, which a simulation replaces. */
export interface Clock {
    now(): number;
    sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
    now: () => Date.now(),
    sleep: (ms) => setTimeout(ms, undefined, { ref: false }),
};

/** Source of random bytes, which a simulation replaces. */
export type RandomBytes = (size: number) => Buffer;

/** The parts of one emulator share it. The control API changes `options` in place. */
export interface Context {
    readonly options: Options;
    readonly clock: Clock;
    readonly random: RandomBytes;
    /** The address at which clients find it. */
    readonly url: string;
    /** Prefix of the ModelArts paths. */
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
