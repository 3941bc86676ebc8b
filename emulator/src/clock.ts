/** Jobs live by the machine's clock; what the service says of time is `skew` seconds ahead of it. */
export class Clock {
    constructor(private readonly options: { readonly clockSkew: number }) {}

    now(): number {
        return Date.now();
    }

    /** A moment of the machine's clock as the service would tell it. */
    serviceTime(moment = this.now()): number {
        return Math.round(moment + this.options.clockSkew * 1000);
    }
}
