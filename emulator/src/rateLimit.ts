import { type Context, serviceTime } from "./context";
import { ServiceError } from "./serviceError";

/** Counts the calls of the last second for each service. Rejected calls do not count. */
export class RateLimit {
    private readonly recentCalls = { modelarts: [] as number[], iam: [] as number[] };

    constructor(private readonly context: Context) {}

    check(service: "modelarts" | "iam"): void {
        const { rateLimit, iamRateLimit, throttleCode } = this.context.options;
        const limit = service === "iam" ? iamRateLimit : rateLimit;
        if (limit === 0) return;
        const now = this.context.clock.now();
        // A call from later than now was made before the clock was set back.
        const recent = this.recentCalls[service].filter((moment) => moment > now - 1000 && moment <= now);
        this.recentCalls[service] = recent;
        const message = "The throttling threshold has been reached.";
        if (recent.length >= limit) throw new ServiceError(throttleCode, message, 429, this.headers());
        recent.push(now);
    }

    private headers(): Readonly<Record<string, string>> {
        const { retryAfter, retryAfterSeconds } = this.context.options;
        if (retryAfter === "absent") return {};
        if (retryAfter === "seconds") return { "Retry-After": String(retryAfterSeconds) };
        const moment = Math.ceil(serviceTime(this.context) / 1000 + retryAfterSeconds) * 1000;
        return { "Retry-After": new Date(moment).toUTCString() };
    }
}
