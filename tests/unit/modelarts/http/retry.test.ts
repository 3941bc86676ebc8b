import type { ErrorKind } from "../../../../provider/src/modelarts/errors";
import { parseRetryAfter, computeRetryDelay } from "../../../../provider/src/modelarts/http/retry";

const retryDelayMs = 1000;

interface RetryCase {
    readonly outcomeUnknown?: boolean;
    readonly hostNotFound?: boolean;
    readonly retryAfterMs?: number;
    readonly attempt?: number;
    readonly idempotent?: boolean;
    readonly random?: number;
    readonly maxRetries?: number;
}

function delayAfter(kind: ErrorKind, options: RetryCase = {}): number | undefined {
    const { outcomeUnknown = false, hostNotFound = false, retryAfterMs } = options;
    const { attempt = 0, idempotent = true, random = 0.5, maxRetries = 5 } = options;
    const error = { kind, outcomeUnknown, hostNotFound, retryAfterMs };
    return computeRetryDelay(error, attempt, idempotent, { maxRetries, retryDelayMs }, random);
}

describe("computeRetryDelay", () => {
    test.each<[ErrorKind, outcomeUnknown: boolean, idempotent: boolean, retries: boolean, why: string]>([
        ["throttled", false, true, true, "the service did nothing"],
        ["throttled", false, false, true, "the service did nothing, so even a create is repeated"],
        ["network", true, true, true, "doing it twice is the same as doing it once"],
        ["network", true, false, false, "the service may have done it"],
        ["network", false, false, true, "the request was never sent"],
        ["timeout", true, true, true, "doing it twice is the same as doing it once"],
        ["timeout", true, false, false, "the service may have done it"],
        ["server-error", true, true, true, "doing it twice is the same as doing it once"],
        ["server-error", true, false, false, "the service may have done it"],
    ])(
        "%s, outcome unknown: %s, idempotent: %s, retries: %s, since %s",
        (kind, outcomeUnknown, idempotent, retries) => {
            expect(delayAfter(kind, { outcomeUnknown, idempotent }) !== undefined).toBe(retries);
        },
    );

    // The compiler demands an entry for every kind that is not retried.
    const permanentKinds: Record<
        Exclude<ErrorKind, "throttled" | "network" | "timeout" | "server-error">,
        true
    > = {
        settings: true,
        certificate: true,
        redirect: true,
        "unexpected-response": true,
        "not-offered": true,
        "not-found": true,
        "wrong-status": true,
        "duplicate-name": true,
        quota: true,
        invalid: true,
        "token-expired": true,
        unauthenticated: true,
        "permission-denied": true,
        "wrong-project": true,
        account: true,
        agency: true,
        "wait-timeout": true,
        "unexpected-state": true,
        cancelled: true,
        rejected: true,
    };
    test.each(Object.keys(permanentKinds) as ErrorKind[])("does not retry after %s", (kind) => {
        for (const outcomeUnknown of [true, false])
            expect(delayAfter(kind, { outcomeUnknown, retryAfterMs: 1000 })).toBeUndefined();
    });

    test.each([
        [0, 0, undefined],
        [1, 0, 1000],
        [1, 1, undefined],
        [5, 4, 16_000],
        [5, 5, undefined],
        [5, 6, undefined],
    ])("with maxRetries %i, waits after attempt %i: %s ms", (maxRetries, attempt, expectedMs) => {
        expect(delayAfter("throttled", { attempt, maxRetries })).toBe(expectedMs);
    });

    test.each([
        [0, 0, undefined],
        [1, 0, 1000],
        [1, 1, undefined],
        [9999, 1, 2000],
        [9999, 2, undefined],
    ])(
        "with maxRetries %i and a host that does not resolve, waits after attempt %i: %s ms",
        (maxRetries, attempt, expectedMs) => {
            const delayMs = delayAfter("network", { hostNotFound: true, attempt, maxRetries });
            expect(delayMs).toBe(expectedMs);
        },
    );

    test.each([
        [0, 1000],
        [1, 2000],
        [2, 4000],
        [3, 8000],
        [4, 16_000],
        [5, 30_000],
        [900, 30_000],
    ])("doubles the delay up to 30 seconds: after attempt %i, %i ms", (attempt, expectedMs) => {
        expect(delayAfter("server-error", { attempt, maxRetries: 1000 })).toBe(expectedMs);
    });

    test.each([
        [0, 500],
        [0.25, 750],
        [0.999, 1499],
    ])("spreads the delay by the random number %d to %i ms", (random, expectedMs) => {
        expect(Math.floor(delayAfter("network", { random }) ?? 0)).toBe(expectedMs);
    });

    test("keeps the largest spread delay below one minute", () => {
        expect(delayAfter("throttled", { attempt: 40, maxRetries: 99, random: 1 })).toBeLessThan(60_000);
    });

    test.each<[retryAfterMs: number, attempt: number]>([
        [0, 0],
        [2000, 0],
        [2000, 4],
        [120_000, 0],
    ])(
        "waits at least a Retry-After of %i ms, and at most one retry delay longer (attempt %i)",
        (retryAfterMs, attempt) => {
            for (const random of [0, 0.5, 1]) {
                const delayMs = delayAfter("throttled", { retryAfterMs, attempt, random });
                expect(delayMs).toBeGreaterThanOrEqual(retryAfterMs);
                expect(delayMs).toBeLessThanOrEqual(retryAfterMs + retryDelayMs);
            }
        },
    );

    test("does not retry after a Retry-After of more than one hour", () => {
        expect(delayAfter("throttled", { retryAfterMs: 3_600_000, random: 0 })).toBe(3_600_000);
        for (const retryAfterMs of [3_600_001, 1e18])
            expect(delayAfter("throttled", { retryAfterMs })).toBeUndefined();
    });

    test.each<ErrorKind>(["server-error", "network", "timeout"])("respects Retry-After after %s", (kind) => {
        expect(delayAfter(kind, { retryAfterMs: 7000, random: 0 })).toBe(7000);
    });

    test("spreads the retries of several requests with the same Retry-After", () => {
        const delays = [0.1, 0.2, 0.3].map((random) =>
            delayAfter("throttled", { retryAfterMs: 2000, random }),
        );
        expect(new Set(delays).size).toBe(3);
    });
});

describe("parseRetryAfter", () => {
    const now = Date.parse("2024-01-31T12:00:00Z");

    test.each<[header: string | undefined, ms: number | undefined, why: string]>([
        ["2", 2000, "seconds"],
        ["0", 0, "zero"],
        [" 120 ", 120_000, "spaces around"],
        ["1.5", 1500, "decimals, which some gateways send"],
        ["Wed, 31 Jan 2024 12:00:30 GMT", 30_000, "a date by the server's clock"],
        ["Wednesday, 31-Jan-24 12:00:30 GMT", 30_000, "the date format of RFC 850"],
        ["Wed, 31 Jan 2024 11:59:00 GMT", 0, "a date in the past"],
        [undefined, undefined, "no header"],
        ["", undefined, "an empty header"],
        ["soon", undefined, "a word"],
        ["-5", undefined, "a negative number"],
        ["2 s", undefined, "a unit"],
        ["1e3", undefined, "an exponent, which HTTP does not allow"],
        ["Infinity", undefined, "no number of HTTP"],
        ["0x10", undefined, "no number of HTTP"],
        ["9".repeat(400), undefined, "a number that is not finite"],
    ])("reads %j as %s ms (%s)", (header, ms) => {
        expect(parseRetryAfter(header, now)).toBe(ms);
    });
});
