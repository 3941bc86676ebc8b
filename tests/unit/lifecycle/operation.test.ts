import { parseDurationMs, operationTimeoutMs } from "../../../provider/src/lifecycle/operation";

describe("parseDurationMs", () => {
    test.each([
        ["10m", 600_000],
        ["1h30m", 5_400_000],
        ["1h0m0s", 3_600_000],
        ["90s", 90_000],
        ["1.5h", 5_400_000],
        ["0.5s", 500],
        ["250ms", 250],
        ["1500us", 1.5],
        ["1500µs", 1.5],
        ["2000000ns", 2],
        ["1m1s1ms", 61_001],
    ])("parses %s as %d ms", (text, ms) => {
        expect(parseDurationMs(text)).toBeCloseTo(ms, 6);
    });
});

describe("operationTimeoutMs", () => {
    const timeouts = { create: "10m", delete: "1h" };

    test.each<["create" | "update" | "delete", number, string]>([
        ["create", 600_000, "a custom timeout"],
        ["delete", 3_600_000, "a custom timeout"],
        ["update", 900_000, "no custom timeout, so the configured one"],
    ])("of %s is %i ms: %s", (operation, timeoutMs) => {
        expect(operationTimeoutMs(operation, timeouts, 900_000)).toBe(timeoutMs);
    });

    test("is the configured one without custom timeouts", () => {
        expect(operationTimeoutMs("create", undefined, 900_000)).toBe(900_000);
    });

    test("is the configured one for a custom timeout of zero", () => {
        expect(operationTimeoutMs("create", { create: "0s" }, 900_000)).toBe(900_000);
    });
});
