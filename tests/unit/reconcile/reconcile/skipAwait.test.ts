import type { Journey } from "../../../../provider/src/reconcile/reconcile";
import { type Script, walk } from "./scriptedService";

interface Road extends Script {
    readonly goal: Journey["goal"];
    readonly created?: boolean;
    readonly calls: readonly (string | number)[];
    readonly ends: number;
}

const roads: Record<string, Road> = {
    "a running job is asked to stop, looked at once more, and left to it": {
        goal: "stopped",
        looks: [8, 9, 12],
        calls: [8, "stop", 9],
        ends: 9,
    },
    "a status that lags behind the stop is not waited for": {
        goal: "stopped",
        looks: [8, 8],
        calls: [8, "stop", 8],
        ends: 8,
    },
    "a look that fails after the stop does not undo it": {
        goal: "stopped",
        looks: [8, "timeout"],
        calls: [8, "stop", "timeout"],
        ends: 8,
    },
    "a stopped job is asked to start": {
        goal: "running",
        looks: [13, 1],
        calls: [13, "restart", 1],
        ends: 1,
    },
    "a new job is looked at once": { goal: "running", created: true, looks: [1], calls: [1, 1], ends: 1 },
    "a job that is there already is left alone": { goal: "running", looks: [8], calls: [8], ends: 8 },
    "a job on its way down is left to it": { goal: "stopped", looks: [9], calls: [9, 9], ends: 9 },
    "a job on its way down is waited for where it is to run: only then can it be asked": {
        goal: "running",
        looks: [9, 9, 12, 1],
        calls: [9, 9, 12, "restart", 1],
        ends: 1,
    },
    "a stop that is refused on the way up is waited for until it is taken": {
        goal: "stopped",
        looks: [1, 8, 9],
        answers: ["wrong-status"],
        calls: [1, "stop", 8, "stop", 9],
        ends: 9,
    },
};

describe("without waiting", () => {
    test.each(Object.entries(roads))("%s", async (_, { goal, created, calls, ends, ...script }) => {
        const course = await walk(script, { goal, created, skipAwait: true });
        expect(course.failure).toBeUndefined();
        expect(course.job?.status.code).toBe(ends);
        expect(new Set(course.calls)).toEqual(new Set(calls));
        expect(course.acts).toEqual(calls.filter((call) => typeof call === "string" && call !== "timeout"));
    });

    test("a start that failed already is told nevertheless", async () => {
        const { failure } = await walk({ looks: [3] }, { goal: "running", created: true, skipAwait: true });
        expect(failure?.kind).toBe("wait");
    });

    test("a stop whose answer was lost is not taken for asked: the job would run on, and be billed", async () => {
        const { acts } = await walk(
            { looks: [8, 8, 8, 8, 8, 8, 9], answers: ["timeout"] },
            { goal: "stopped", skipAwait: true },
        );
        expect(acts).toEqual(["stop", "stop"]);
    });

    test("a stop whose answer was lost is done where the job goes down: nothing more is asked", async () => {
        const { acts, job } = await walk(
            { looks: [8, 9], answers: ["timeout"] },
            { goal: "stopped", skipAwait: true },
        );
        expect(acts).toEqual(["stop"]);
        expect(job?.status.name).toBe("KILLING");
    });

    test("a refusal that stays is told nevertheless", async () => {
        const { failure } = await walk(
            { looks: [12], answers: ["quota"] },
            { goal: "running", skipAwait: true },
        );
        expect(failure?.kind).toBe("quota");
    });
});
