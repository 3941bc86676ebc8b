import { countPollsPerTick, measureDetection } from "./polls";

const durations = { boot: 20, stop: 10 };
const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
const list = (seconds: number, status = 200) => ({ call: "list" as const, at: at(seconds), status });
const on = (call: "show" | "stop" | "restart" | "delete", jobId: string, seconds: number, status = 200) => ({
    call,
    jobId,
    at: at(seconds),
    status,
});
const jobs = [
    { id: "1", createdAt: 100_000 },
    { id: "2", createdAt: 100_500 },
];

describe("measureDetection", () => {
    test.each([
        ["a list shows every new job", "create", [list(119.5), list(120.75)], jobs, [0.75, 0.25]],
        [
            "a show shows one job",
            "create",
            [on("show", "2", 120.25), on("show", "1", 120.5), on("show", "2", 121)],
            jobs,
            [0.5, 0.5],
        ],
        ["a rejected list shows none", "create", [list(120.5, 429)], jobs.slice(0, 1), [Infinity]],
        [
            "a rejected stop is no change",
            "stop",
            [on("stop", "1", 50), on("stop", "2", 51, 400), list(60.25)],
            [],
            [0.25],
        ],
        ["a restart takes as long as a start", "restart", [on("restart", "1", 50), list(70)], [], [0]],
        [
            "a destroy has two changes",
            "destroy",
            [on("stop", "1", 50), list(60.5), on("delete", "1", 60.5), on("show", "1", 71, 404)],
            [],
            [0.5, 0.5],
        ],
    ] as const)("%s", (_title, operation, requests, created, expected) => {
        expect(measureDetection(operation, requests, created, durations)).toEqual(expected);
    });
});

test.each([
    ["create", { create: 100, list: 24, show: 1 }, 25 / 100 / 20],
    ["stop", { stop: 100, list: 12 }, 12 / 100 / 10],
    ["destroy", { list: 23, show: 100 }, 123 / 100 / 20],
    ["restart", {}, 0],
] as const)("countPollsPerTick counts the reads over the waits of %s", (operation, requests, expected) => {
    expect(countPollsPerTick(operation, requests, 100, durations)).toBeCloseTo(expected);
});

test("countPollsPerTick follows the growing interval, and returns undefined without a wait", () => {
    // 25 intervals of 1 s, 10 of 2.5 s, 2 of 5 s.
    expect(countPollsPerTick("create", { list: 37 }, 1, { boot: 60, stop: 10 })).toBeCloseTo(1);
    expect(countPollsPerTick("refresh", { list: 1 }, 100, durations)).toBeUndefined();
});
