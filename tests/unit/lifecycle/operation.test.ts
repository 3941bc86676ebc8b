import { parseDurationMs, operationTimeoutMs } from "../../../provider/src/lifecycle/operation";

describe("a Go duration", () => {
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
    ])("%s is %d ms", (text, ms) => {
        expect(parseDurationMs(text)).toBeCloseTo(ms, 6);
    });
});

describe("the limit of an operation", () => {
    const timeouts = { create: "10m", delete: "1h" };

    test.each<["create" | "update" | "delete", number, string]>([
        ["create", 600_000, "it has its own"],
        ["delete", 3_600_000, "it has its own"],
        ["update", 900_000, "it has none: the configured wait counts"],
    ])("%s is %i ms: %s", (operation, limit) => {
        expect(operationTimeoutMs(operation, timeouts, 900_000)).toBe(limit);
    });

    test("is the configured wait where no timeouts are set at all", () => {
        expect(operationTimeoutMs("create", undefined, 900_000)).toBe(900_000);
    });

    test("of zero is nothing that anybody means: the configured wait counts", () => {
        expect(operationTimeoutMs("create", { create: "0s" }, 900_000)).toBe(900_000);
    });
});
