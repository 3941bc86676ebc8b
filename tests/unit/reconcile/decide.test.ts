import fc from "fast-check";
import { statusOf } from "../../../provider/src/modelarts/status";
import { type Asked, decide, type Goal, type Seen } from "../../../provider/src/reconcile/decide";

const up = [1, 2, 4, 7, 15, 18, 19, 20];
const running = [8];
const down = [9];
const stopped = [10, 12, 13];
const failed = [3, 5, 6, 11, 14, 16, 17, 21, 22];
const notInTheTable = [0, 23, 99];

/** From what the service says each call accepts, and from what a user asks for with each goal. */
const expected: readonly (readonly [
    goal: Goal,
    statuses: readonly (number | "gone")[],
    step: string,
    why: string,
])[] = [
    ["running", running, "done", "it is there"],
    ["running", up, "wait", "it comes up by itself"],
    ["running", down, "wait", "only a stopped job is sure to take a restart"],
    ["running", stopped, "restart", "a stopped job takes a restart, and keeps its ID"],
    ["running", failed, "restart", "not documented: it is tried once"],
    ["running", notInTheTable, "wait", "neither running nor stopped: watch until the limit"],
    ["running", ["gone"], "lost", "there is nothing to start"],
    ["stopped", running, "stop", "a running job is sure to take a stop"],
    ["stopped", up, "stop", "not documented: it is tried, since the job would be billed soon"],
    ["stopped", down, "wait", "it goes down already"],
    ["stopped", stopped, "done", "it is there, whichever of the three a stop ends in"],
    ["stopped", failed, "done", "it does not run and is not billed"],
    ["stopped", notInTheTable, "wait", "neither running nor stopped: watch until the limit"],
    ["stopped", ["gone"], "lost", "there is nothing that could be stopped and kept"],
    ["gone", running, "stop", "stop it, wait, delete it"],
    ["gone", up, "stop", "stop it, wait, delete it"],
    ["gone", down, "wait", "a delete is refused at 9"],
    ["gone", stopped, "delete", "a stopped job is sure to take a delete"],
    ["gone", failed, "delete", "not documented: there is nothing to stop"],
    ["gone", notInTheTable, "wait", "neither running nor stopped: watch until the limit"],
    ["gone", ["gone"], "done", "there is no such job"],
];
const cases = expected.flatMap(([goal, statuses, step, why]) =>
    statuses.map((status) => ({ goal, status, step, why })),
);
const phase = (status: number | "gone"): Seen => (status === "gone" ? "gone" : statusOf(status).phase);

describe("what is done next", () => {
    test.each(cases)("to be $goal, at $status: $step, since $why", ({ goal, status, step }) => {
        expect(decide(goal, phase(status)).step).toBe(step);
    });

    test("is laid down for every goal and every documented status", () => {
        for (const goal of ["running", "stopped", "gone"]) {
            const statuses = cases.filter((one) => one.goal === goal).map(({ status }) => status);
            expect(statuses).toEqual(expect.arrayContaining([...Array(23).keys(), "gone"]));
        }
    });
});

const asked = (act: Asked["act"], from: Seen, moved = false, looks = 1): Asked => ({
    act,
    from,
    moved,
    looks,
});

describe("what is done after something was asked and accepted", () => {
    test.each<[Goal, Seen, Asked, string, string]>([
        ["stopped", "running", asked("stop", "running"), "wait", "the status lags behind"],
        ["stopped", "starting", asked("stop", "starting"), "wait", "the status lags behind"],
        ["stopped", "running", asked("stop", "running", false, 100), "wait", "however long it lags"],
        ["stopped", "stopping", asked("stop", "running", true), "wait", "it goes down"],
        ["stopped", "stopped", asked("stop", "running", true), "done", "it is there"],
        ["stopped", "running", asked("stop", "running", true), "stop", "somebody started it again"],
        ["stopped", "gone", asked("stop", "running", true), "lost", "somebody deleted it"],
        ["gone", "running", asked("stop", "running"), "wait", "the status lags behind"],
        ["gone", "stopped", asked("stop", "running", true), "delete", "now it can be deleted"],
        ["gone", "stopped", asked("delete", "stopped"), "wait", "the status lags behind"],
        ["gone", "stopping", asked("delete", "stopped", true), "wait", "it goes"],
        ["gone", "gone", asked("delete", "stopped", true), "done", "it is gone"],
        ["gone", "running", asked("delete", "stopped", true), "stop", "somebody started it again"],
        ["running", "stopped", asked("restart", "stopped"), "wait", "the status lags behind"],
        ["running", "failed", asked("restart", "failed"), "wait", "the status lags behind"],
        [
            "running",
            "failed",
            asked("restart", "failed", false, 100),
            "lost",
            "it has failed again between two looks",
        ],
        ["running", "starting", asked("restart", "stopped", true), "wait", "it comes up"],
        ["running", "running", asked("restart", "stopped", true), "done", "it is there"],
        ["running", "failed", asked("restart", "stopped", true), "lost", "one start is what was asked for"],
        ["running", "stopped", asked("restart", "stopped", true), "lost", "one start is what was asked for"],
        ["running", "gone", asked("restart", "stopped"), "lost", "somebody deleted it"],
        ["running", "starting", asked("create", "gone", true), "wait", "it comes up"],
        [
            "running",
            "failed",
            asked("create", "gone", true),
            "lost",
            "a new job that failed is not started again",
        ],
        ["running", "running", asked("create", "gone", true), "done", "it is there"],
        ["stopped", "starting", asked("create", "gone", true), "stop", "it was made to be stopped"],
        ["stopped", "running", asked("create", "gone", true), "stop", "it was made to be stopped"],
        ["stopped", "failed", asked("create", "gone", true), "done", "it does not run"],
    ])("to be %s, at %s, asked %j: %s, since %s", (goal, seen, before, step) => {
        expect(decide(goal, seen, before).step).toBe(step);
    });

    const goals = fc.constantFrom<Goal>("running", "stopped", "gone");
    const seens = fc.constantFrom<Seen>(
        "starting",
        "running",
        "stopping",
        "stopped",
        "failed",
        "unknown",
        "gone",
    );
    const askeds = fc.record({
        act: fc.constantFrom<Asked["act"]>("stop", "restart", "delete", "create"),
        from: seens,
        moved: fc.boolean(),
        looks: fc.nat(20),
    });

    test("is never the same once more while the job has not moved, nor a second start", () => {
        fc.assert(
            fc.property(goals, seens, askeds, (goal, seen, before) => {
                const { step } = decide(goal, seen, before);
                if (!before.moved) expect(step).not.toBe(before.act);
                if (before.act === "create" || before.act === "restart") expect(step).not.toBe("restart");
            }),
        );
    });

    test("always has a reason, and what is there already is always done", () => {
        fc.assert(
            fc.property(goals, seens, fc.option(askeds, { nil: undefined }), (goal, seen, before) => {
                const { step, why } = decide(goal, seen, before);
                expect(["done", "wait", "lost", "stop", "restart", "delete"]).toContain(step);
                expect(why).not.toBe("");
                if (goal === seen) expect(step).toBe("done");
            }),
        );
    });
});
