import { plans } from "./plan";
import { measureDetection } from "./polls";

const plan = { ...plans.full, boot: 20, stop: 10 };
const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
const list = (seconds: number, status = 200) => ({ call: "list" as const, at: at(seconds), status });
const on = (call: "show" | "stop" | "delete", jobId: string, seconds: number, status = 200) => ({
    ...{ call, jobId, status },
    at: at(seconds),
});
const jobs = ["1", "2"].map((id) => ({ id, createdAt: 100_000 }));

test.each([
    ["a list shows every new job", "create", [list(119.5), list(120.75)], [0.75, 0.75]],
    ["a show shows one job", "create", [on("show", "2", 120.25), on("show", "1", 120.5)], [0.5, 0.25]],
    ["a rejected list shows none", "create", [list(120.5, 429)], [Infinity, Infinity]],
    ["no change after a rejected stop", "stop", [on("stop", "2", 51, 400), list(60.25)], []],
    [
        "a destroy has two changes",
        "destroy",
        [on("stop", "1", 50), list(60.5), on("delete", "1", 60.5), on("show", "1", 71, 404)],
        [0.5, 0.5],
    ],
] as const)("measureDetection: %s", (_title, operation, requests, expected) => {
    expect(measureDetection(operation, requests, jobs, plan)).toEqual(expected);
});
