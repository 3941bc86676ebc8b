import type { ErrorKind } from "../../../../provider/src/modelarts/errors";
import { type ActionResult, type PollResult, reconcileScript } from "./scriptedService";

const transientKinds: ErrorKind[] = [
    "network",
    "timeout",
    "server-error",
    "throttled",
    "unexpected-response",
];
const permanentKinds: ErrorKind[] = [
    "unauthenticated",
    "permission-denied",
    "wrong-project",
    "account",
    "not-offered",
    "certificate",
    "redirect",
];

describe("an error of a poll", () => {
    test.each(transientKinds)("does not end the wait when it is transient: %s", async (kind) => {
        const { job, calls } = await reconcileScript(
            { polls: [8, kind, 9, kind, kind, 12] },
            { goal: "stopped" },
        );
        expect(job?.status.name).toBe("KILLED");
        expect(calls).toEqual([8, "stop", kind, 9, kind, kind, 12]);
    });

    test("does not end the wait after several transient errors", async () => {
        const { job, actions } = await reconcileScript(
            { polls: [8, ...transientKinds, 9, ...transientKinds, 12] },
            { goal: "stopped" },
        );
        expect(job?.status.name).toBe("KILLED");
        expect(actions).toEqual(["stop"]);
    });

    test.each(permanentKinds)("ends the wait at once when it is permanent: %s", async (kind) => {
        const { error, calls } = await reconcileScript({ polls: [8, 9, kind, 12] }, { goal: "stopped" });
        expect(error?.kind).toBe(kind);
        expect(calls).toEqual([8, "stop", 9, kind]);
    });

    test.each([...transientKinds, ...permanentKinds])(
        "fails before any action when it is the first poll: %s",
        async (kind) => {
            const { error, actions } = await reconcileScript({ polls: [kind, 8] }, { goal: "stopped" });
            expect(error?.kind).toBe(kind);
            expect(actions).toEqual([]);
        },
    );
});

describe("an error of an action", () => {
    test.each<ErrorKind>(["permission-denied", "quota", "unauthenticated", "rejected", "account"])(
        "fails at once when it is permanent: %s",
        async (kind) => {
            const { error, calls } = await reconcileScript(
                { polls: [12], actionResults: [kind] },
                { goal: "running" },
            );
            expect(error?.kind).toBe(kind);
            expect(calls).toEqual([12, "restart"]);
        },
    );

    test.each<["stopped" | "running" | "deleted", number, string]>([
        ["stopped", 8, "a running job that accepts no stop"],
        ["running", 12, "a stopped job that accepts no restart"],
        ["deleted", 12, "a stopped job that accepts no delete"],
    ])("fails after some repetitions with wrong-status: goal %s, status %i (%s)", async (goal, status) => {
        const actionResults = Array<ActionResult>(100).fill("wrong-status");
        const { error, actions, endedAt } = await reconcileScript(
            { polls: [status], actionResults },
            { goal, timeoutMs: 900_000 },
        );
        expect(error?.kind).toBe("wrong-status");
        expect(actions.length).toBeGreaterThan(1);
        expect(endedAt).toBeLessThan(60_000);
    });

    test.each<["stopped" | "running" | "deleted", PollResult[], string]>([
        ["stopped", [8, 9, 12], "stop"],
        ["running", [12, 1, 8], "restart"],
        ["deleted", [12, "not-found"], "delete"],
    ])(
        "does not end the wait when the outcome is unknown: goal %s, polls %j",
        async (goal, polls, action) => {
            for (const kind of ["timeout", "network", "server-error"] as const) {
                const { error, actions } = await reconcileScript({ polls, actionResults: [kind] }, { goal });
                expect(error).toBeUndefined();
                expect(actions).toEqual([action]);
            }
        },
    );
});
