import type { ErrorKind } from "../../../../../provider/src/modelarts/errors";
import { parseRetryAfter, computeRetryDelay } from "../../../../../provider/src/modelarts/http/retry";

const policy = { maxRetries: 5, retryDelayMs: 1000 };

interface ErrorTraits {
    readonly kind: ErrorKind;
    readonly outcomeUnknown?: boolean;
    readonly retryAfterMs?: number;
}

interface Circumstances {
    readonly attempt?: number;
    readonly repeatable?: boolean;
    readonly random?: number;
    readonly maxRetries?: number;
}

function delay(error: ErrorTraits, circumstances: Circumstances = {}): number | undefined {
    const { attempt = 0, repeatable = true, random = 0.5, maxRetries = policy.maxRetries } = circumstances;
    const { kind, outcomeUnknown = false, retryAfterMs: requestedMs } = error;
    const failure = { kind, outcomeUnknown, retryAfterMs: requestedMs };
    return computeRetryDelay(failure, attempt, repeatable, { ...policy, maxRetries }, random);
}

describe("who is tried again", () => {
    test.each<[ErrorKind, outcomeUnknown: boolean, repeatable: boolean, again: boolean, why: string]>([
        ["throttled", false, true, true, "it was refused"],
        ["throttled", false, false, true, "it was refused, so that even a create has made nothing"],
        ["network", true, true, true, "twice is the same as once"],
        ["network", true, false, false, "it may have been done"],
        ["network", false, false, true, "it never left: nobody listens there"],
        ["timeout", true, true, true, "twice is the same as once"],
        ["timeout", true, false, false, "it may have been done"],
        ["server-error", true, true, true, "twice is the same as once"],
        ["server-error", true, false, false, "it may have been done"],
    ])("%s, maybe done: %s, repeatable: %s → %s (%s)", (kind, outcomeUnknown, repeatable, again) => {
        expect(delay({ kind, outcomeUnknown }, { repeatable }) !== undefined).toBe(again);
    });

    const final: Record<Exclude<ErrorKind, "throttled" | "network" | "timeout" | "server-error">, true> = {
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
    test.each(Object.keys(final) as ErrorKind[])("nobody after %s: it would be the same again", (kind) => {
        for (const outcomeUnknown of [true, false])
            expect(delay({ kind, outcomeUnknown, retryAfterMs: 1000 })).toBeUndefined();
    });

    test.each([
        [0, 0, undefined],
        [1, 0, 1000],
        [1, 1, undefined],
        [5, 4, 16_000],
        [5, 5, undefined],
    ])("with maxRetries %i, after attempt %i: %s", (maxRetries, attempt, expected) => {
        expect(delay({ kind: "throttled" }, { attempt, maxRetries })).toBe(expected);
    });
});

describe("when it is tried again", () => {
    test.each([
        [0, 1000],
        [1, 2000],
        [2, 4000],
        [3, 8000],
        [4, 16_000],
        [5, 30_000],
        [900, 30_000],
    ])("after attempt %i in %i ms: twice as long each time, up to half a minute", (attempt, expected) => {
        expect(delay({ kind: "server-error" }, { attempt, maxRetries: 1000 })).toBe(expected);
    });

    test.each([
        [0, 500],
        [0.25, 750],
        [0.999, 1499],
    ])("with chance at %d in %i ms, so that many do not come at once", (random, expected) => {
        expect(Math.floor(delay({ kind: "network" }, { random }) ?? 0)).toBe(expected);
    });

    test.each<[retryAfter: number, attempt: number]>([
        [0, 0],
        [2000, 0],
        [2000, 4],
        [120_000, 0],
    ])(
        "not before the %i ms that the service asks for, and little later (attempt %i)",
        (requestedMs, attempt) => {
            for (const random of [0, 0.5, 0.999]) {
                const waited =
                    delay({ kind: "throttled", retryAfterMs: requestedMs }, { attempt, random }) ?? 0;
                expect(waited).toBeGreaterThanOrEqual(requestedMs);
                expect(waited).toBeLessThanOrEqual(requestedMs + policy.retryDelayMs);
            }
        },
    );

    test("not at all where the service asks for more than an hour: nobody waits for that", () => {
        expect(delay({ kind: "throttled", retryAfterMs: 3_600_000 }, { random: 0 })).toBe(3_600_000);
        for (const requestedMs of [3_600_001, 1e18])
            expect(delay({ kind: "throttled", retryAfterMs: requestedMs })).toBeUndefined();
    });

    test("as the service asks after trouble of any kind, not of throttling alone", () => {
        for (const kind of ["server-error", "network", "timeout"] as const)
            expect(delay({ kind, retryAfterMs: 7000 }, { random: 0 })).toBe(7000);
    });

    test("at another time for each of many who were refused together", () => {
        const times = [0.1, 0.2, 0.3].map((random) =>
            delay({ kind: "throttled", retryAfterMs: 2000 }, { random }),
        );
        expect(new Set(times).size).toBe(3);
    });
});

describe("what Retry-After says", () => {
    const now = Date.parse("2024-01-31T12:00:00Z");

    test.each<[header: string | undefined, ms: number | undefined, why: string]>([
        ["2", 2000, "seconds"],
        ["0", 0, "at once"],
        [" 120 ", 120_000, "blanks around"],
        ["1.5", 1500, "decimals, as some gateways send them"],
        ["Wed, 31 Jan 2024 12:00:30 GMT", 30_000, "a date by the server's clock"],
        ["Wednesday, 31-Jan-24 12:00:30 GMT", 30_000, "the date of an older HTTP"],
        ["Wed, 31 Jan 2024 11:59:00 GMT", 0, "a date that has passed"],
        [undefined, undefined, "nothing"],
        ["", undefined, "empty"],
        ["soon", undefined, "a word"],
        ["-5", undefined, "a time before now is none"],
        ["2 s", undefined, "a unit"],
        ["1e3", undefined, "no number that HTTP knows"],
        ["Infinity", undefined, "no number that HTTP knows"],
        ["0x10", undefined, "no number that HTTP knows"],
        ["9".repeat(400), undefined, "a number beyond all numbers"],
    ])("%j → %s (%s)", (header, ms) => {
        expect(parseRetryAfter(header, now)).toBe(ms);
    });
});
