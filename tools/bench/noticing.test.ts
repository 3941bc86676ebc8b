import { countPollsPerTick, measureDetectionDelay } from "./noticing";

const times = { boot: 20, stop: 10 };
const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
const list = (seconds: number, status = 200) => ({ call: "list" as const, at: at(seconds), status });
const on = (call: "show" | "stop" | "restart" | "delete", jobId: string, seconds: number, status = 200) => ({
    call,
    jobId,
    at: at(seconds),
    status,
});

describe("a change is noticed by the first look after it that could show it", () => {
    const jobs = [
        { id: "1", createdAt: 100_000 },
        { id: "2", createdAt: 100_600 },
    ];

    test("of a new job: its start is over so long after it was made; a list shows all jobs", () => {
        expect(measureDetectionDelay("create", [list(119.5), list(120.5), list(121.5)], jobs, times)).toEqual(
            [0.5, 0.9],
        );
    });

    test("a look at another job does not show it", () => {
        const requests = [on("show", "2", 120.1), on("show", "1", 120.3), on("show", "2", 120.7)];
        const late = measureDetectionDelay("create", requests, jobs, times);
        expect(late[0]).toBeCloseTo(0.3);
        expect(late[1]).toBeCloseTo(0.1);
    });

    test("a look that was refused does not show it, and nobody's look is none", () => {
        expect(
            measureDetectionDelay("create", [list(120, 429)], [{ id: "1", createdAt: 100_000 }], times),
        ).toEqual([Infinity]);
    });

    test("of a stop, a restart and a delete: so long after each that was taken", () => {
        const stopped = [on("stop", "1", 50), on("stop", "2", 51, 400), list(60.25)];
        expect(measureDetectionDelay("stop", stopped, [], times)).toEqual([0.25]);
        expect(measureDetectionDelay("restart", [on("restart", "1", 50), list(70)], [], times)).toEqual([0]);
        const destroyed = [
            on("stop", "1", 50),
            list(60.5),
            on("delete", "1", 60.5),
            on("show", "1", 71, 404),
        ];
        expect(measureDetectionDelay("destroy", destroyed, [], times)).toEqual([0.5, 0.5]);
    });
});

describe("looks for each job and tick", () => {
    test.each([
        { operation: "create", requests: { create: 100, list: 24, show: 1 }, expected: 25 / 100 / 20 },
        { operation: "stop", requests: { stop: 100, list: 12 }, expected: 12 / 100 / 10 },
        { operation: "destroy", requests: { list: 23, show: 100 }, expected: 123 / 100 / 20 },
        { operation: "restart", requests: {}, expected: 0 },
    ] as const)("count lists and shows over the waits of $operation", ({ operation, requests, expected }) => {
        expect(countPollsPerTick(operation, requests, 100, times)).toBeCloseTo(expected);
    });

    test("of a long wait count the pauses as they are, which grow", () => {
        // 25 of one second, 10 of two and a half, 2 of five.
        expect(countPollsPerTick("create", { list: 37 }, 1, { boot: 60, stop: 10 })).toBeCloseTo(1);
    });

    test("there are none where nothing is waited for", () => {
        expect(countPollsPerTick("refresh", { list: 1 }, 100, times)).toBeUndefined();
    });
});
