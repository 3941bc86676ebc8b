import { amount, choice } from "./spec";

/** Throttling, and how long an idle connection is kept. */
export const limitOptions = {
    rateLimit: amount(0, "N", "ModelArts calls a second; 0: as many as come"),
    iamRateLimit: amount(0, "N", "IAM calls a second; 0: as many as come"),
    throttleCode: choice(
        ["APIG.0308", "APIGW.0308", "ModelArts.6101"],
        "APIG.0308",
        "error code above the rate limit",
    ),
    retryAfter: choice(["seconds", "date", "absent"], "seconds", "how Retry-After is written then"),
    retryAfterSeconds: amount(1, "SECONDS", "and when it is", { whole: true }),
    keepAlive: amount(0, "MILLISECONDS", "after this an idle connection is closed; 0: never"),
};
