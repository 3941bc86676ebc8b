import type { ReconcileRequest } from "../../../../provider/src/reconcile/reconcile";
import { type ServiceScript, reconcileScript } from "./scriptedService";

interface Scenario extends ServiceScript {
    readonly goal: ReconcileRequest["goal"];
    readonly created?: boolean;
    readonly observed?: number;
    /** Statuses that were looked at and acts that were asked for, in order. */
    readonly calls: readonly (string | number)[];
    /** Where it ends; `undefined`: there is no job. */
    readonly ends: number | undefined;
}

const scenarios: Record<string, Scenario> = {
    "a running job is stopped, and watched until it is": {
        goal: "stopped",
        polls: [8, 9, 9, 12],
        calls: [8, "stop", 9, 9, 12],
        ends: 12,
    },
    "a job on its way up is stopped where the service takes that": {
        goal: "stopped",
        polls: [1, 9, 10],
        calls: [1, "stop", 9, 10],
        ends: 10,
    },
    "a job that is stopped already is left alone": { goal: "stopped", polls: [13], calls: [13], ends: 13 },
    "a job that was just seen where it should be is not even looked at": {
        goal: "stopped",
        observed: 13,
        polls: [],
        calls: [],
        ends: 13,
    },
    "a job that was just seen running is stopped without another look": {
        goal: "stopped",
        observed: 8,
        polls: [9, 12],
        calls: ["stop", 9, 12],
        ends: 12,
    },
    "a job that runs already is left alone": { goal: "running", polls: [8], calls: [8], ends: 8 },
    "a job that failed is stopped enough": { goal: "stopped", polls: [11], calls: [11], ends: 11 },
    "a job that somebody else stops is waited for": {
        goal: "stopped",
        polls: [9, 9, 13],
        calls: [9, 9, 13],
        ends: 13,
    },
    "a stopped job is restarted": {
        goal: "running",
        polls: [12, 1, 7, 8],
        calls: [12, "restart", 1, 7, 8],
        ends: 8,
    },
    "a job on its way down is waited for, then restarted": {
        goal: "running",
        polls: [9, 9, 12, 1, 8],
        calls: [9, 9, 12, "restart", 1, 8],
        ends: 8,
    },
    "a failed job gets one more start": {
        goal: "running",
        polls: [11, 1, 8],
        calls: [11, "restart", 1, 8],
        ends: 8,
    },
    "a new job is waited for": {
        goal: "running",
        created: true,
        polls: [1, 7, 8],
        calls: [1, 7, 8],
        ends: 8,
    },
    "a new job that is to be stopped is stopped on its way up": {
        goal: "stopped",
        created: true,
        polls: [1, 9, 12],
        calls: [1, "stop", 9, 12],
        ends: 12,
    },
    "a status that lags behind an accepted stop brings no second one": {
        goal: "stopped",
        polls: [8, 8, 8, 8, 9, 12],
        calls: [8, "stop", 8, 8, 8, 9, 12],
        ends: 12,
    },
    "a status that lags behind an accepted restart brings no second one": {
        goal: "running",
        polls: [12, 12, 12, 12, 12, 12, 12, 1, 8],
        calls: [12, "restart", 12, 12, 12, 12, 12, 12, 1, 8],
        ends: 8,
    },
    "a status that lags behind an accepted restart of a failed job is no second failure": {
        goal: "running",
        polls: [11, 11, 11, 1, 8],
        calls: [11, "restart", 11, 11, 1, 8],
        ends: 8,
    },
    "a status that nobody knows is watched until it is another": {
        goal: "stopped",
        polls: [99, 0, 8, 99, 12],
        calls: [99, 0, 8, "stop", 99, 12],
        ends: 12,
    },
    "a stop that is refused on the way up is asked for again when the job has got further": {
        goal: "stopped",
        polls: [1, 1, 1, 7, 8, 9, 12],
        actionResults: ["wrong-status", "wrong-status"],
        calls: [1, "stop", 1, 1, 7, "stop", 8, "stop", 9, 12],
        ends: 12,
    },
    "a stop that is refused because the job has just stopped is as good as taken": {
        goal: "stopped",
        polls: [8, 10],
        actionResults: ["wrong-status"],
        calls: [8, "stop", 10],
        ends: 10,
    },
    "a restart that is refused because the job runs again is as good as taken": {
        goal: "running",
        polls: [12, 8],
        actionResults: ["wrong-status"],
        calls: [12, "restart", 8],
        ends: 8,
    },
    "a stop whose answer was lost and that shows no effect was never taken: it is asked for again": {
        goal: "stopped",
        polls: [8, 8, 8, 8, 9, 12],
        actionResults: ["timeout"],
        calls: [8, "stop", 8, 8, 8, "stop", 9, 12],
        ends: 12,
    },
    "a restart whose answer was lost and that shows no effect was never taken: it is asked for again": {
        goal: "running",
        polls: [12, 12, 12, 12, 1, 8],
        actionResults: ["network"],
        calls: [12, "restart", 12, 12, 12, "restart", 1, 8],
        ends: 8,
    },
    "a job that somebody starts again while it stops is stopped again": {
        goal: "stopped",
        polls: [8, 9, 8, 9, 12],
        calls: [8, "stop", 9, 8, "stop", 9, 12],
        ends: 12,
    },
    "a running job is stopped, and only then deleted": {
        goal: "deleted",
        polls: [8, 9, 12, 9, "not-found"],
        calls: [8, "stop", 9, 12, "delete", 9, "not-found"],
        ends: undefined,
    },
    "a stopped job is deleted": {
        goal: "deleted",
        polls: [13, "not-found"],
        calls: [13, "delete", "not-found"],
        ends: undefined,
    },
    "a failed job is deleted without a stop": {
        goal: "deleted",
        polls: [5, "not-found"],
        calls: [5, "delete", "not-found"],
        ends: undefined,
    },
    "a status that lags behind an accepted delete brings no second one": {
        goal: "deleted",
        polls: [12, 12, 12, "not-found"],
        calls: [12, "delete", 12, 12, "not-found"],
        ends: undefined,
    },
    "a delete that is refused while the job still goes down is asked for again": {
        goal: "deleted",
        polls: [12, 9, 12, "not-found"],
        actionResults: ["wrong-status"],
        calls: [12, "delete", 9, 12, "delete", "not-found"],
        ends: undefined,
    },
    "a job that is gone already is deleted already": {
        goal: "deleted",
        polls: ["not-found"],
        calls: ["not-found"],
        ends: undefined,
    },
    "a job that vanishes while it stops is deleted": {
        goal: "deleted",
        polls: [8, 9, "not-found"],
        calls: [8, "stop", 9, "not-found"],
        ends: undefined,
    },
    "a job that vanishes just before its delete is deleted": {
        goal: "deleted",
        polls: [12, "not-found"],
        actionResults: ["not-found"],
        calls: [12, "delete", "not-found"],
        ends: undefined,
    },
};

describe("on its way", () => {
    test.each(Object.entries(scenarios))(
        "%s",
        async (_, { goal, created: isNew, observed, calls, ends, ...script }) => {
            const course = await reconcileScript(
                script,
                { goal, isNew },
                observed === undefined ? {} : { seen: observed },
            );
            expect(course.failure).toBeUndefined();
            expect(course.calls).toEqual(calls);
            expect(course.job?.status.code).toBe(ends);
        },
    );
});
