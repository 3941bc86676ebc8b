import type { ServiceClock } from "./clock";
import type { Options } from "./options/options";
import { ServiceError } from "./serviceError";
import type { Route } from "./route";

/** Counts the calls of the last second for each service. Rejected calls do not count. */
export class RateLimit {
    private readonly recentCalls: Record<Route["service"], number[]> = { modelarts: [], iam: [], none: [] };

    constructor(
        private readonly options: Options,
        private readonly clock: ServiceClock,
    ) {}

    check(service: Route["service"]): void {
        const { rateLimit, iamRateLimit, throttleCode } = this.options;
        const limit = service === "iam" ? iamRateLimit : rateLimit;
        if (limit === 0) return;
        const now = this.clock.now();
        const recent = this.recentCalls[service].filter((moment) => moment > now - 1000);
        this.recentCalls[service] = recent;
        if (recent.length >= limit)
            throw new ServiceError(
                throttleCode,
                "The throttling threshold has been reached.",
                429,
                this.headers(),
            );
        recent.push(now);
    }

    private headers(): Readonly<Record<string, string>> {
        const { retryAfter, retryAfterSeconds } = this.options;
        if (retryAfter === "absent") return {};
        if (retryAfter === "seconds") return { "Retry-After": String(retryAfterSeconds) };
        const moment = Math.ceil(this.clock.serviceTime() / 1000 + retryAfterSeconds) * 1000;
        return { "Retry-After": new Date(moment).toUTCString() };
    }
}
