import type { ErrorKind } from "../../../../provider/src/modelarts/errors";
import { type ActionResult, type PollResult, reconcileScript } from "./scriptedService";

const passing: ErrorKind[] = ["network", "timeout", "server-error", "throttled", "unexpected-response"];
const final: ErrorKind[] = [
    "unauthenticated",
    "permission-denied",
    "wrong-project",
    "account",
    "not-offered",
    "certificate",
    "redirect",
];

describe("trouble at a look", () => {
    test.each(passing)("that may pass costs this look and nothing else: %s", async (kind) => {
        const { job, calls } = await reconcileScript(
            { polls: [8, kind, 9, kind, kind, 12] },
            { goal: "stopped" },
        );
        expect(job?.status.name).toBe("KILLED");
        expect(calls).toEqual([8, "stop", kind, 9, kind, kind, 12]);
    });

    test("of every kind that may pass, one after the other, is got over as well", async () => {
        const { job, actions } = await reconcileScript(
            { polls: [8, ...passing, 9, ...passing, 12] },
            { goal: "stopped" },
        );
        expect(job?.status.name).toBe("KILLED");
        expect(actions).toEqual(["stop"]);
    });

    test.each(final)("that will not pass ends the wait at once, and is what is told: %s", async (kind) => {
        const { failure, calls } = await reconcileScript({ polls: [8, 9, kind, 12] }, { goal: "stopped" });
        expect(failure?.kind).toBe(kind);
        expect(calls).toEqual([8, "stop", 9, kind]);
    });

    test.each([...passing, ...final])(
        "the first time is what is told, before anything was asked: %s",
        async (kind) => {
            const { failure, actions: acts } = await reconcileScript(
                { polls: [kind, 8] },
                { goal: "stopped" },
            );
            expect(failure?.kind).toBe(kind);
            expect(acts).toEqual([]);
        },
    );
});

describe("what an act is answered with", () => {
    test.each<ErrorKind>(["permission-denied", "quota", "unauthenticated", "rejected", "account"])(
        "is told at once where it is a refusal that stays: %s",
        async (kind) => {
            const { failure, calls } = await reconcileScript(
                { polls: [12], actionResults: [kind] },
                { goal: "running" },
            );
            expect(failure?.kind).toBe(kind);
            expect(calls).toEqual([12, "restart"]);
        },
    );

    test.each<["stopped" | "running" | "deleted", number, string]>([
        ["stopped", 8, "a running job that takes no stop"],
        ["running", 12, "a stopped job that takes no restart"],
        ["deleted", 12, "a stopped job that takes no delete"],
    ])("is told in the end where it stays the same, however patient: %s at %i (%s)", async (goal, status) => {
        const actionResults = Array<ActionResult>(100).fill("wrong-status");
        const {
            failure,
            actions: acts,
            endedAt,
        } = await reconcileScript({ polls: [status], actionResults }, { goal, timeoutMs: 900_000 });
        expect(failure?.kind).toBe("wrong-status");
        expect(acts.length).toBeGreaterThan(1);
        expect(endedAt).toBeLessThan(60_000);
    });

    test.each<["stopped" | "running" | "deleted", PollResult[], string]>([
        ["stopped", [8, 9, 12], "stop"],
        ["running", [12, 1, 8], "restart"],
        ["deleted", [12, "not-found"], "delete"],
    ])(
        "is not the end where it was lost on the way: the job shows whether it was done (%s %j)",
        async (goal, polls, act) => {
            for (const kind of ["timeout", "network", "server-error"] as const) {
                const { failure, actions: acts } = await reconcileScript(
                    { polls, actionResults: [kind] },
                    { goal },
                );
                expect(failure).toBeUndefined();
                expect(acts).toEqual([act]);
            }
        },
    );
});
