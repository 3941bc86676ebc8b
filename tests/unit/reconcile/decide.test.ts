import fc from "fast-check";
import type { WaitState } from "../../../provider/src/modelarts/job";
import { statusFromCode } from "../../../provider/src/modelarts/status";
import { type PendingAction, decide, type Observed } from "../../../provider/src/reconcile/decide";

const startingCodes = [1, 2, 4, 7, 15, 18, 19, 20];
const runningCodes = [8];
const stoppingCodes = [9];
const stoppedCodes = [10, 12, 13];
const failedCodes = [3, 5, 6, 11, 14, 16, 17, 21, 22];
const unknownCodes = [0, 23, 99];

/**
 * The expected steps follow from the calls that the service documents for each status, and from the meaning of each
 * goal.
 */
const expected: readonly (readonly [
    goal: WaitState,
    statuses: readonly (number | "not-found")[],
    step: string,
    why: string,
])[] = [
    ["running", runningCodes, "done", "the job runs"],
    ["running", startingCodes, "wait", "the job starts by itself"],
    ["running", stoppingCodes, "wait", "only a stopped job is documented to accept a restart"],
    ["running", stoppedCodes, "restart", "a stopped job accepts a restart and keeps its ID"],
    ["running", failedCodes, "restart", "a restart of a failed job is not documented and tried once"],
    ["running", unknownCodes, "wait", "an unknown status is polled until the timeout"],
    ["running", ["not-found"], "unreachable", "a missing job cannot be started"],
    ["stopped", runningCodes, "stop", "a running job is documented to accept a stop"],
    [
        "stopped",
        startingCodes,
        "stop",
        "a stop of a starting job is not documented and tried, since the job would be billed",
    ],
    ["stopped", stoppingCodes, "wait", "the job is stopping already"],
    ["stopped", stoppedCodes, "done", "the job is stopped, in any of the three statuses"],
    ["stopped", failedCodes, "done", "a failed job does not run and is not billed"],
    ["stopped", unknownCodes, "wait", "an unknown status is polled until the timeout"],
    ["stopped", ["not-found"], "unreachable", "a missing job cannot be kept"],
    ["deleted", runningCodes, "stop", "a job is stopped before its delete"],
    ["deleted", startingCodes, "stop", "a job is stopped before its delete"],
    ["deleted", stoppingCodes, "wait", "the service rejects a delete at status 9"],
    ["deleted", stoppedCodes, "delete", "a stopped job is documented to accept a delete"],
    ["deleted", failedCodes, "delete", "a failed job needs no stop"],
    ["deleted", unknownCodes, "wait", "an unknown status is polled until the timeout"],
    ["deleted", ["not-found"], "done", "the job does not exist"],
];
const cases = expected.flatMap(([goal, statuses, step, why]) =>
    statuses.map((status) => ({ goal, status, step, why })),
);
const stateOf = (status: number | "not-found"): Observed =>
    status === "not-found" ? "not-found" : statusFromCode(status).state;

describe("decide without a pending action", () => {
    test.each(cases)("goal $goal, status $status: $step, since $why", ({ goal, status, step }) => {
        expect(decide(goal, stateOf(status)).step).toBe(step);
    });

    test("is tested for every goal and every documented status", () => {
        for (const goal of ["running", "stopped", "deleted"]) {
            const statuses = cases.filter((row) => row.goal === goal).map(({ status }) => status);
            expect(statuses).toEqual(expect.arrayContaining([...Array(23).keys(), "not-found"]));
        }
    });
});

const pendingAction = (
    action: PendingAction["action"],
    fromState: Observed,
    hasMoved = false,
    polls = 1,
): PendingAction => ({
    action,
    fromState,
    hasMoved,
    polls,
});

describe("decide after an accepted action", () => {
    test.each<[WaitState, Observed, PendingAction, string, string]>([
        ["stopped", "running", pendingAction("stop", "running"), "wait", "the status lags behind"],
        ["stopped", "starting", pendingAction("stop", "starting"), "wait", "the status lags behind"],
        [
            "stopped",
            "running",
            pendingAction("stop", "running", false, 100),
            "wait",
            "the status may lag behind for long",
        ],
        ["stopped", "stopping", pendingAction("stop", "running", true), "wait", "the job is stopping"],
        ["stopped", "stopped", pendingAction("stop", "running", true), "done", "the goal is reached"],
        [
            "stopped",
            "running",
            pendingAction("stop", "running", true),
            "stop",
            "the job was restarted externally",
        ],
        [
            "stopped",
            "not-found",
            pendingAction("stop", "running", true),
            "unreachable",
            "the job was deleted externally",
        ],
        ["deleted", "running", pendingAction("stop", "running"), "wait", "the status lags behind"],
        [
            "deleted",
            "stopped",
            pendingAction("stop", "running", true),
            "delete",
            "the stopped job can be deleted",
        ],
        ["deleted", "stopped", pendingAction("delete", "stopped"), "wait", "the status lags behind"],
        [
            "deleted",
            "stopping",
            pendingAction("delete", "stopped", true),
            "wait",
            "the delete is in progress",
        ],
        ["deleted", "not-found", pendingAction("delete", "stopped", true), "done", "the job is deleted"],
        [
            "deleted",
            "running",
            pendingAction("delete", "stopped", true),
            "stop",
            "the job was restarted externally",
        ],
        ["running", "stopped", pendingAction("restart", "stopped"), "wait", "the status lags behind"],
        ["running", "failed", pendingAction("restart", "failed"), "wait", "the status lags behind"],
        [
            "running",
            "failed",
            pendingAction("restart", "failed", false, 100),
            "unreachable",
            "the job has failed again between two polls",
        ],
        ["running", "starting", pendingAction("restart", "stopped", true), "wait", "the job is starting"],
        ["running", "running", pendingAction("restart", "stopped", true), "done", "the goal is reached"],
        [
            "running",
            "failed",
            pendingAction("restart", "stopped", true),
            "unreachable",
            "a job is started only once",
        ],
        [
            "running",
            "stopped",
            pendingAction("restart", "stopped", true),
            "unreachable",
            "a job is started only once",
        ],
        [
            "running",
            "not-found",
            pendingAction("restart", "stopped"),
            "unreachable",
            "the job was deleted externally",
        ],
        ["running", "starting", pendingAction("create", "not-found", true), "wait", "the job is starting"],
        [
            "running",
            "failed",
            pendingAction("create", "not-found", true),
            "unreachable",
            "a new job that failed is not restarted",
        ],
        ["running", "running", pendingAction("create", "not-found", true), "done", "the goal is reached"],
        [
            "stopped",
            "starting",
            pendingAction("create", "not-found", true),
            "stop",
            "the new job must be stopped",
        ],
        [
            "stopped",
            "running",
            pendingAction("create", "not-found", true),
            "stop",
            "the new job must be stopped",
        ],
        [
            "stopped",
            "failed",
            pendingAction("create", "not-found", true),
            "done",
            "a failed job does not run",
        ],
    ])("goal %s, state %s, pending action %j: %s, since %s", (goal, observed, before, step) => {
        expect(decide(goal, observed, before).step).toBe(step);
    });

    const goals = fc.constantFrom<WaitState>("running", "stopped", "deleted");
    const observations = fc.constantFrom<Observed>(
        "starting",
        "running",
        "stopping",
        "stopped",
        "failed",
        "unknown",
        "not-found",
    );
    const pendingActions = fc.record({
        action: fc.constantFrom<PendingAction["action"]>("stop", "restart", "delete", "create"),
        fromState: observations,
        hasMoved: fc.boolean(),
        polls: fc.nat(20),
    });

    test("never repeats an action while the state has not changed, and never starts a job twice", () => {
        fc.assert(
            fc.property(goals, observations, pendingActions, (goal, observed, before) => {
                const { step } = decide(goal, observed, before);
                if (!before.hasMoved) expect(step).not.toBe(before.action);
                if (before.action === "create" || before.action === "restart")
                    expect(step).not.toBe("restart");
            }),
        );
    });

    test("always gives a reason, and is done when the goal is observed", () => {
        fc.assert(
            fc.property(
                goals,
                observations,
                fc.option(pendingActions, { nil: undefined }),
                (goal, observed, before) => {
                    const { step, reason } = decide(goal, observed, before);
                    expect(["done", "wait", "unreachable", "stop", "restart", "delete"]).toContain(step);
                    expect(reason).not.toBe("");
                    if (goal === observed) expect(step).toBe("done");
                },
            ),
        );
    });
});
