import fc from "fast-check";
import { statusFromCode } from "../../../provider/src/modelarts/status";
import { type PendingAction, decide, type Goal, type Observed } from "../../../provider/src/reconcile/decide";

const up = [1, 2, 4, 7, 15, 18, 19, 20];
const running = [8];
const down = [9];
const stopped = [10, 12, 13];
const failed = [3, 5, 6, 11, 14, 16, 17, 21, 22];
const notInTheTable = [0, 23, 99];

/** From what the service says each call accepts, and from what a user asks for with each goal. */
const expected: readonly (readonly [
    goal: Goal,
    statuses: readonly (number | "not-found")[],
    step: string,
    why: string,
])[] = [
    ["running", running, "done", "it is there"],
    ["running", up, "wait", "it comes up by itself"],
    ["running", down, "wait", "only a stopped job is sure to take a restart"],
    ["running", stopped, "restart", "a stopped job takes a restart, and keeps its ID"],
    ["running", failed, "restart", "not documented: it is tried once"],
    ["running", notInTheTable, "wait", "neither running nor stopped: watch until the limit"],
    ["running", ["not-found"], "unreachable", "there is nothing to start"],
    ["stopped", running, "stop", "a running job is sure to take a stop"],
    ["stopped", up, "stop", "not documented: it is tried, since the job would be billed soon"],
    ["stopped", down, "wait", "it goes down already"],
    ["stopped", stopped, "done", "it is there, whichever of the three a stop ends in"],
    ["stopped", failed, "done", "it does not run and is not billed"],
    ["stopped", notInTheTable, "wait", "neither running nor stopped: watch until the limit"],
    ["stopped", ["not-found"], "unreachable", "there is nothing that could be stopped and kept"],
    ["deleted", running, "stop", "stop it, wait, delete it"],
    ["deleted", up, "stop", "stop it, wait, delete it"],
    ["deleted", down, "wait", "a delete is refused at 9"],
    ["deleted", stopped, "delete", "a stopped job is sure to take a delete"],
    ["deleted", failed, "delete", "not documented: there is nothing to stop"],
    ["deleted", notInTheTable, "wait", "neither running nor stopped: watch until the limit"],
    ["deleted", ["not-found"], "done", "there is no such job"],
];
const cases = expected.flatMap(([goal, statuses, step, why]) =>
    statuses.map((status) => ({ goal, status, step, why })),
);
const phase = (status: number | "not-found"): Observed =>
    status === "not-found" ? "not-found" : statusFromCode(status).state;

describe("what is done next", () => {
    test.each(cases)("to be $goal, at $status: $step, since $why", ({ goal, status, step }) => {
        expect(decide(goal, phase(status)).step).toBe(step);
    });

    test("is laid down for every goal and every documented status", () => {
        for (const goal of ["running", "stopped", "deleted"]) {
            const statuses = cases.filter((one) => one.goal === goal).map(({ status }) => status);
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

describe("what is done after something was asked and accepted", () => {
    test.each<[Goal, Observed, PendingAction, string, string]>([
        ["stopped", "running", pendingAction("stop", "running"), "wait", "the status lags behind"],
        ["stopped", "starting", pendingAction("stop", "starting"), "wait", "the status lags behind"],
        ["stopped", "running", pendingAction("stop", "running", false, 100), "wait", "however long it lags"],
        ["stopped", "stopping", pendingAction("stop", "running", true), "wait", "it goes down"],
        ["stopped", "stopped", pendingAction("stop", "running", true), "done", "it is there"],
        ["stopped", "running", pendingAction("stop", "running", true), "stop", "somebody started it again"],
        [
            "stopped",
            "not-found",
            pendingAction("stop", "running", true),
            "unreachable",
            "somebody deleted it",
        ],
        ["deleted", "running", pendingAction("stop", "running"), "wait", "the status lags behind"],
        ["deleted", "stopped", pendingAction("stop", "running", true), "delete", "now it can be deleted"],
        ["deleted", "stopped", pendingAction("delete", "stopped"), "wait", "the status lags behind"],
        ["deleted", "stopping", pendingAction("delete", "stopped", true), "wait", "it goes"],
        ["deleted", "not-found", pendingAction("delete", "stopped", true), "done", "it is gone"],
        ["deleted", "running", pendingAction("delete", "stopped", true), "stop", "somebody started it again"],
        ["running", "stopped", pendingAction("restart", "stopped"), "wait", "the status lags behind"],
        ["running", "failed", pendingAction("restart", "failed"), "wait", "the status lags behind"],
        [
            "running",
            "failed",
            pendingAction("restart", "failed", false, 100),
            "unreachable",
            "it has failed again between two looks",
        ],
        ["running", "starting", pendingAction("restart", "stopped", true), "wait", "it comes up"],
        ["running", "running", pendingAction("restart", "stopped", true), "done", "it is there"],
        [
            "running",
            "failed",
            pendingAction("restart", "stopped", true),
            "unreachable",
            "one start is what was asked for",
        ],
        [
            "running",
            "stopped",
            pendingAction("restart", "stopped", true),
            "unreachable",
            "one start is what was asked for",
        ],
        ["running", "not-found", pendingAction("restart", "stopped"), "unreachable", "somebody deleted it"],
        ["running", "starting", pendingAction("create", "not-found", true), "wait", "it comes up"],
        [
            "running",
            "failed",
            pendingAction("create", "not-found", true),
            "unreachable",
            "a new job that failed is not started again",
        ],
        ["running", "running", pendingAction("create", "not-found", true), "done", "it is there"],
        [
            "stopped",
            "starting",
            pendingAction("create", "not-found", true),
            "stop",
            "it was made to be stopped",
        ],
        [
            "stopped",
            "running",
            pendingAction("create", "not-found", true),
            "stop",
            "it was made to be stopped",
        ],
        ["stopped", "failed", pendingAction("create", "not-found", true), "done", "it does not run"],
    ])("to be %s, at %s, asked %j: %s, since %s", (goal, observed, before, step) => {
        expect(decide(goal, observed, before).step).toBe(step);
    });

    const goals = fc.constantFrom<Goal>("running", "stopped", "deleted");
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

    test("is never the same once more while the job has not moved, nor a second start", () => {
        fc.assert(
            fc.property(goals, observations, pendingActions, (goal, observed, before) => {
                const { step } = decide(goal, observed, before);
                if (!before.hasMoved) expect(step).not.toBe(before.action);
                if (before.action === "create" || before.action === "restart")
                    expect(step).not.toBe("restart");
            }),
        );
    });

    test("always has a reason, and what is there already is always done", () => {
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
