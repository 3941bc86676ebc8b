import type { ErrorKind } from "../../../../../provider/src/modelarts/errors";
import { parseRetryAfter, computeRetryDelay } from "../../../../../provider/src/modelarts/http/retry";

const policy = { maxRetries: 5, retryDelayMs: 1000 };

interface Row {
    readonly kind: ErrorKind;
    readonly outcomeUnknown: boolean;
    readonly repeatable: boolean;
    readonly again: boolean;
    readonly why: string;
}
const rows: readonly Row[] = [
    {
        kind: "throttled",
        outcomeUnknown: false,
        repeatable: false,
        again: true,
        why: "it was refused: nothing was done",
    },
    {
        kind: "throttled",
        outcomeUnknown: false,
        repeatable: true,
        again: true,
        why: "it was refused: nothing was done",
    },
    { kind: "network", outcomeUnknown: false, repeatable: false, again: true, why: "it never left" },
    { kind: "network", outcomeUnknown: true, repeatable: false, again: false, why: "it may have been done" },
    {
        kind: "network",
        outcomeUnknown: true,
        repeatable: true,
        again: true,
        why: "doing it twice is doing it once",
    },
    { kind: "timeout", outcomeUnknown: true, repeatable: false, again: false, why: "it may have been done" },
    {
        kind: "timeout",
        outcomeUnknown: true,
        repeatable: true,
        again: true,
        why: "doing it twice is doing it once",
    },
    {
        kind: "server-error",
        outcomeUnknown: true,
        repeatable: false,
        again: false,
        why: "it may have been done",
    },
    {
        kind: "server-error",
        outcomeUnknown: true,
        repeatable: true,
        again: true,
        why: "doing it twice is doing it once",
    },
];
const final: readonly ErrorKind[] = [
    "settings",
    "certificate",
    "redirect",
    "not-offered",
    "not-found",
    "wrong-status",
    "duplicate-name",
    "quota",
    "invalid",
    "unauthenticated",
    "permission-denied",
    "wrong-project",
    "account",
    "agency",
    "rejected",
];

const delay = (
    row: Pick<Row, "kind" | "outcomeUnknown" | "repeatable">,
    attempt = 0,
    random = 0.5,
    after?: number,
) => computeRetryDelay({ ...row, retryAfterMs: after }, attempt, row.repeatable, policy, random);

describe("a request", () => {
    test.each(rows)(
        "that failed with $kind is tried again? $again: $why (repeatable $repeatable)",
        ({ again, ...row }) => {
            expect(delay(row) !== undefined).toBe(again);
        },
    );

    test.each(final)("that failed with %s is never tried again", (kind) => {
        expect(delay({ kind, outcomeUnknown: false, repeatable: true })).toBeUndefined();
    });

    const throttled = { kind: "throttled", outcomeUnknown: false, repeatable: true } as const;

    test("is tried again as often as is allowed, and not once more", () => {
        expect([0, 4, 5, 6].map((attempt) => delay(throttled, attempt) !== undefined)).toEqual([
            true,
            true,
            false,
            false,
        ]);
        expect(
            computeRetryDelay(
                { ...throttled, retryAfterMs: undefined },
                0,
                true,
                { ...policy, maxRetries: 0 },
                0,
            ),
        ).toBeUndefined();
    });

    test("waits about twice as long each time, spread by chance, and never beyond reason", () => {
        for (const random of [0, 0.5, 1]) {
            const waits = [0, 1, 2, 3, 4].map((attempt) => delay(throttled, attempt, random) ?? 0);
            expect(waits).toEqual(waits.map((_, i) => (waits[0] ?? 0) * 2 ** i));
        }
        expect(delay(throttled, 0, 0)).not.toBe(delay(throttled, 0, 1));
        expect(
            computeRetryDelay(
                { ...throttled, retryAfterMs: undefined },
                40,
                true,
                { ...policy, maxRetries: 99 },
                1,
            ),
        ).toBeLessThan(60_000);
    });

    test("never comes back earlier than the service asked", () => {
        for (const random of [0, 0.5, 1])
            for (const after of [0, 2000, 120_000])
                expect(delay(throttled, 0, random, after)).toBeGreaterThanOrEqual(after);
    });
});

describe("Retry-After", () => {
    const now = Date.UTC(2024, 0, 31, 12, 0, 0);

    test.each<[string | undefined, number | undefined, string]>([
        ["2", 2000, "seconds"],
        [" 120 ", 120_000, "seconds with blanks"],
        ["0", 0, "at once"],
        ["1.5", 1500, "decimals"],
        ["Wed, 31 Jan 2024 12:00:05 GMT", 5000, "a date by the server's clock"],
        ["Wed, 31 Jan 2024 11:59:00 GMT", 0, "a date that is over"],
        ["", undefined, "nothing"],
        ["soon", undefined, "nothing that anybody can read"],
        [undefined, undefined, "not there"],
    ])("%j is %s ms: %s", (header, ms) => {
        expect(parseRetryAfter(header, now)).toBe(ms);
    });
});
