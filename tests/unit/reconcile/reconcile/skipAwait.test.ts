import type { ReconcileRequest } from "../../../../provider/src/reconcile/reconcile";
import { type ServiceScript, reconcileScript } from "./scriptedService";

interface Scenario extends ServiceScript {
    readonly goal: ReconcileRequest["goal"];
    readonly isNew?: boolean;
    readonly calls: readonly (string | number)[];
    readonly finalStatus: number;
}

const scenarios: Record<string, Scenario> = {
    "stops a running job and polls once more": {
        goal: "stopped",
        polls: [8, 9, 12],
        calls: [8, "stop", 9],
        finalStatus: 9,
    },
    "does not wait for a status that lags behind the stop": {
        goal: "stopped",
        polls: [8, 8],
        calls: [8, "stop", 8],
        finalStatus: 8,
    },
    "succeeds although the poll after the stop fails": {
        goal: "stopped",
        polls: [8, "timeout"],
        calls: [8, "stop", "timeout"],
        finalStatus: 8,
    },
    "restarts a stopped job": {
        goal: "running",
        polls: [13, 1],
        calls: [13, "restart", 1],
        finalStatus: 1,
    },
    "restarts a failed job, whose status lags behind": {
        goal: "running",
        polls: [11, 11],
        calls: [11, "restart", 11],
        finalStatus: 11,
    },
    "polls a new job": { goal: "running", isNew: true, polls: [1], calls: [1, 1], finalStatus: 1 },
    "sends no action when the goal is reached": { goal: "running", polls: [8], calls: [8], finalStatus: 8 },
    "does not wait for a stopping job": { goal: "stopped", polls: [9], calls: [9, 9], finalStatus: 9 },
    "waits for a stopping job before the restart": {
        goal: "running",
        polls: [9, 9, 12, 1],
        calls: [9, 9, 12, "restart", 1],
        finalStatus: 1,
    },
    "repeats a rejected stop until it is accepted": {
        goal: "stopped",
        polls: [1, 8, 9],
        actionResults: ["wrong-status"],
        calls: [1, "stop", 8, "stop", 9],
        finalStatus: 9,
    },
};

describe("with skipAwait", () => {
    test.each(Object.entries(scenarios))("%s", async (_, { goal, isNew, calls, finalStatus, ...script }) => {
        const result = await reconcileScript(script, { goal, isNew, skipAwait: true });
        expect(result.error).toBeUndefined();
        expect(result.job?.status.code).toBe(finalStatus);
        expect(new Set(result.calls)).toEqual(new Set(calls));
        expect(result.actions).toEqual(
            calls.filter((call) => typeof call === "string" && call !== "timeout"),
        );
    });

    test("fails when a new job has failed already", async () => {
        const { error } = await reconcileScript(
            { polls: [3] },
            { goal: "running", isNew: true, skipAwait: true },
        );
        expect(error?.kind).toBe("unexpected-state");
    });

    test.each([
        ["a new job", true, [1, 3]],
        ["a restarted job", false, [12, 3]],
    ])("fails when the last poll shows that %s has failed", async (_, isNew, polls) => {
        const { error } = await reconcileScript({ polls }, { goal: "running", isNew, skipAwait: true });
        expect(error?.kind).toBe("unexpected-state");
    });

    test("repeats a stop with an unknown outcome and no effect", async () => {
        const { actions } = await reconcileScript(
            { polls: [8, 8, 8, 8, 8, 8, 9], actionResults: ["timeout"] },
            { goal: "stopped", skipAwait: true },
        );
        expect(actions).toEqual(["stop", "stop"]);
    });

    test("does not repeat a stop with an unknown outcome when the job is stopping", async () => {
        const { actions, job } = await reconcileScript(
            { polls: [8, 9], actionResults: ["timeout"] },
            { goal: "stopped", skipAwait: true },
        );
        expect(actions).toEqual(["stop"]);
        expect(job?.status.name).toBe("KILLING");
    });

    test("fails with a permanent error of an action", async () => {
        const { error } = await reconcileScript(
            { polls: [12], actionResults: ["quota"] },
            { goal: "running", skipAwait: true },
        );
        expect(error?.kind).toBe("quota");
    });
});
