/** Jobs use the machine's clock. The service reports times that are `clockSkew` seconds ahead of it. */
export class Clock {
    constructor(private readonly options: { readonly clockSkew: number }) {}

    now(): number {
        return Date.now();
    }

    /** Converts a time of the machine's clock to the time that the service reports. */
    serviceTime(moment = this.now()): number {
        return Math.round(moment + this.options.clockSkew * 1000);
    }
}
