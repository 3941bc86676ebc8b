import type { Clock } from "./clock";
import type { Options } from "./options/options";
import { Refusal } from "./refusal";
import type { Route } from "./route";

/** Counts calls over the last second, for each service apart; refused ones do not count. */
export class Throttle {
    private readonly taken: Record<Route["service"], number[]> = { modelarts: [], iam: [], none: [] };

    constructor(
        private readonly options: Options,
        private readonly clock: Clock,
    ) {}

    check(service: Route["service"]): void {
        const { rateLimit, iamRateLimit, throttleCode } = this.options;
        const limit = service === "iam" ? iamRateLimit : rateLimit;
        if (limit === 0) return;
        const now = this.clock.now();
        const recent = this.taken[service].filter((moment) => moment > now - 1000);
        this.taken[service] = recent;
        if (recent.length >= limit)
            throw new Refusal(
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
        const moment = Math.ceil(this.clock.told() / 1000 + retryAfterSeconds) * 1000;
        return { "Retry-After": new Date(moment).toUTCString() };
    }
}
