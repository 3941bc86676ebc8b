import type { ReconcileRequest } from "../../../../provider/src/reconcile/reconcile";
import { type ServiceScript, reconcileScript } from "./scriptedService";

interface Scenario extends ServiceScript {
    readonly goal: ReconcileRequest["goal"];
    readonly created?: boolean;
    readonly calls: readonly (string | number)[];
    readonly ends: number;
}

const scenarios: Record<string, Scenario> = {
    "a running job is asked to stop, looked at once more, and left to it": {
        goal: "stopped",
        polls: [8, 9, 12],
        calls: [8, "stop", 9],
        ends: 9,
    },
    "a status that lags behind the stop is not waited for": {
        goal: "stopped",
        polls: [8, 8],
        calls: [8, "stop", 8],
        ends: 8,
    },
    "a look that fails after the stop does not undo it": {
        goal: "stopped",
        polls: [8, "timeout"],
        calls: [8, "stop", "timeout"],
        ends: 8,
    },
    "a stopped job is asked to start": {
        goal: "running",
        polls: [13, 1],
        calls: [13, "restart", 1],
        ends: 1,
    },
    "a new job is looked at once": { goal: "running", created: true, polls: [1], calls: [1, 1], ends: 1 },
    "a job that is there already is left alone": { goal: "running", polls: [8], calls: [8], ends: 8 },
    "a job on its way down is left to it": { goal: "stopped", polls: [9], calls: [9, 9], ends: 9 },
    "a job on its way down is waited for where it is to run: only then can it be asked": {
        goal: "running",
        polls: [9, 9, 12, 1],
        calls: [9, 9, 12, "restart", 1],
        ends: 1,
    },
    "a stop that is refused on the way up is waited for until it is taken": {
        goal: "stopped",
        polls: [1, 8, 9],
        actionResults: ["wrong-status"],
        calls: [1, "stop", 8, "stop", 9],
        ends: 9,
    },
};

describe("without waiting", () => {
    test.each(Object.entries(scenarios))(
        "%s",
        async (_, { goal, created: isNew, calls, ends, ...script }) => {
            const course = await reconcileScript(script, { goal, isNew, skipAwait: true });
            expect(course.failure).toBeUndefined();
            expect(course.job?.status.code).toBe(ends);
            expect(new Set(course.calls)).toEqual(new Set(calls));
            expect(course.actions).toEqual(
                calls.filter((call) => typeof call === "string" && call !== "timeout"),
            );
        },
    );

    test("a start that failed already is told nevertheless", async () => {
        const { failure } = await reconcileScript(
            { polls: [3] },
            { goal: "running", isNew: true, skipAwait: true },
        );
        expect(failure?.kind).toBe("unexpected-state");
    });

    test("a stop whose answer was lost is not taken for asked: the job would run on, and be billed", async () => {
        const { actions } = await reconcileScript(
            { polls: [8, 8, 8, 8, 8, 8, 9], actionResults: ["timeout"] },
            { goal: "stopped", skipAwait: true },
        );
        expect(actions).toEqual(["stop", "stop"]);
    });

    test("a stop whose answer was lost is done where the job goes down: nothing more is asked", async () => {
        const { actions: acts, job } = await reconcileScript(
            { polls: [8, 9], actionResults: ["timeout"] },
            { goal: "stopped", skipAwait: true },
        );
        expect(acts).toEqual(["stop"]);
        expect(job?.status.name).toBe("KILLING");
    });

    test("a refusal that stays is told nevertheless", async () => {
        const { failure } = await reconcileScript(
            { polls: [12], actionResults: ["quota"] },
            { goal: "running", skipAwait: true },
        );
        expect(failure?.kind).toBe("quota");
    });
});
