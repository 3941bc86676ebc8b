import type { ReconcileRequest } from "../../../../provider/src/reconcile/reconcile";
import { type ServiceScript, reconcileScript } from "./scriptedService";

interface Scenario extends ServiceScript {
    readonly goal: ReconcileRequest["goal"];
    readonly isNew?: boolean;
    readonly observed?: number;
    /** The polled statuses and the actions, in order. */
    readonly calls: readonly (string | number)[];
    /** The last status; `undefined` where there is no job. */
    readonly finalStatus: number | undefined;
}

const scenarios: Record<string, Scenario> = {
    "stops a running job and polls until it is stopped": {
        goal: "stopped",
        polls: [8, 9, 9, 12],
        calls: [8, "stop", 9, 9, 12],
        finalStatus: 12,
    },
    "stops a starting job": {
        goal: "stopped",
        polls: [1, 9, 10],
        calls: [1, "stop", 9, 10],
        finalStatus: 10,
    },
    "sends no action to a stopped job": { goal: "stopped", polls: [13], calls: [13], finalStatus: 13 },
    "sends nothing when the observation shows the goal": {
        goal: "stopped",
        observed: 13,
        polls: [],
        calls: [],
        finalStatus: 13,
    },
    "stops a job that the observation shows running without a poll": {
        goal: "stopped",
        observed: 8,
        polls: [9, 12],
        calls: ["stop", 9, 12],
        finalStatus: 12,
    },
    "sends no action to a running job": { goal: "running", polls: [8], calls: [8], finalStatus: 8 },
    "takes a failed job as stopped": { goal: "stopped", polls: [11], calls: [11], finalStatus: 11 },
    "waits for a job that is stopped externally": {
        goal: "stopped",
        polls: [9, 9, 13],
        calls: [9, 9, 13],
        finalStatus: 13,
    },
    "restarts a stopped job": {
        goal: "running",
        polls: [12, 1, 7, 8],
        calls: [12, "restart", 1, 7, 8],
        finalStatus: 8,
    },
    "waits for a stopping job, then restarts it": {
        goal: "running",
        polls: [9, 9, 12, 1, 8],
        calls: [9, 9, 12, "restart", 1, 8],
        finalStatus: 8,
    },
    "restarts a failed job": {
        goal: "running",
        polls: [11, 1, 8],
        calls: [11, "restart", 1, 8],
        finalStatus: 8,
    },
    "waits for a new job": {
        goal: "running",
        isNew: true,
        polls: [1, 7, 8],
        calls: [1, 7, 8],
        finalStatus: 8,
    },
    "stops a new job that is starting": {
        goal: "stopped",
        isNew: true,
        polls: [1, 9, 12],
        calls: [1, "stop", 9, 12],
        finalStatus: 12,
    },
    "does not repeat an accepted stop while the status lags behind": {
        goal: "stopped",
        polls: [8, 8, 8, 8, 9, 12],
        calls: [8, "stop", 8, 8, 8, 9, 12],
        finalStatus: 12,
    },
    "does not repeat an accepted restart while the status lags behind": {
        goal: "running",
        polls: [12, 12, 12, 12, 12, 12, 12, 1, 8],
        calls: [12, "restart", 12, 12, 12, 12, 12, 12, 1, 8],
        finalStatus: 8,
    },
    "does not take a status that lags behind a restart as a second failure": {
        goal: "running",
        polls: [11, 11, 11, 1, 8],
        calls: [11, "restart", 11, 11, 1, 8],
        finalStatus: 8,
    },
    "polls an unknown status until it changes": {
        goal: "stopped",
        polls: [99, 0, 8, 99, 12],
        calls: [99, 0, 8, "stop", 99, 12],
        finalStatus: 12,
    },
    "repeats a stop that was rejected while the job was starting": {
        goal: "stopped",
        polls: [1, 1, 1, 7, 8, 9, 12],
        actionResults: ["wrong-status", "wrong-status"],
        calls: [1, "stop", 1, 1, 7, "stop", 8, "stop", 9, 12],
        finalStatus: 12,
    },
    "accepts the rejection of a stop when the job has stopped": {
        goal: "stopped",
        polls: [8, 10],
        actionResults: ["wrong-status"],
        calls: [8, "stop", 10],
        finalStatus: 10,
    },
    "accepts the rejection of a restart when the job runs": {
        goal: "running",
        polls: [12, 8],
        actionResults: ["wrong-status"],
        calls: [12, "restart", 8],
        finalStatus: 8,
    },
    "repeats a stop with an unknown outcome and no effect": {
        goal: "stopped",
        polls: [8, 8, 8, 8, 9, 12],
        actionResults: ["timeout"],
        calls: [8, "stop", 8, 8, 8, "stop", 9, 12],
        finalStatus: 12,
    },
    "repeats a restart with an unknown outcome and no effect": {
        goal: "running",
        polls: [12, 12, 12, 12, 1, 8],
        actionResults: ["network"],
        calls: [12, "restart", 12, 12, 12, "restart", 1, 8],
        finalStatus: 8,
    },
    "stops a job again that was restarted externally": {
        goal: "stopped",
        polls: [8, 9, 8, 9, 12],
        calls: [8, "stop", 9, 8, "stop", 9, 12],
        finalStatus: 12,
    },
    "stops a running job before the delete": {
        goal: "deleted",
        polls: [8, 9, 12, 9, "not-found"],
        calls: [8, "stop", 9, 12, "delete", 9, "not-found"],
        finalStatus: undefined,
    },
    "deletes a stopped job": {
        goal: "deleted",
        polls: [13, "not-found"],
        calls: [13, "delete", "not-found"],
        finalStatus: undefined,
    },
    "deletes a failed job without a stop": {
        goal: "deleted",
        polls: [5, "not-found"],
        calls: [5, "delete", "not-found"],
        finalStatus: undefined,
    },
    "does not repeat an accepted delete while the status lags behind": {
        goal: "deleted",
        polls: [12, 12, 12, "not-found"],
        calls: [12, "delete", 12, 12, "not-found"],
        finalStatus: undefined,
    },
    "repeats a delete that was rejected while the job was stopping": {
        goal: "deleted",
        polls: [12, 9, 12, "not-found"],
        actionResults: ["wrong-status"],
        calls: [12, "delete", 9, 12, "delete", "not-found"],
        finalStatus: undefined,
    },
    "sends no action to a job that is not found": {
        goal: "deleted",
        polls: ["not-found"],
        calls: ["not-found"],
        finalStatus: undefined,
    },
    "takes a job that disappears while it stops as deleted": {
        goal: "deleted",
        polls: [8, 9, "not-found"],
        calls: [8, "stop", 9, "not-found"],
        finalStatus: undefined,
    },
    "takes a job that disappears before its delete as deleted": {
        goal: "deleted",
        polls: [12, "not-found"],
        actionResults: ["not-found"],
        calls: [12, "delete", "not-found"],
        finalStatus: undefined,
    },
};

describe("reconcile", () => {
    test.each(Object.entries(scenarios))(
        "%s",
        async (_, { goal, isNew, observed, calls, finalStatus, ...script }) => {
            const result = await reconcileScript(
                script,
                { goal, isNew },
                observed === undefined ? {} : { observed },
            );
            expect(result.error).toBeUndefined();
            expect(result.calls).toEqual(calls);
            expect(result.job?.status.code).toBe(finalStatus);
        },
    );
});

test("a job whose deletion fails twice ends the operation", async () => {
    const { error, calls } = await reconcileScript({ polls: [12, 9, 6, 9, 6, 9, 6] }, { goal: "deleted" });
    expect(calls).toEqual([12, "delete", 9, 6, "delete", 9, 6]);
    expect(error?.kind).toBe("unexpected-state");
    expect(error?.message).toContain("DELETE_FAILED (6): it was deleted twice");
    expect(error?.message).not.toContain("restart");
});
