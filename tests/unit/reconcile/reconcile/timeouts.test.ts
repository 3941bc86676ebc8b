import type { ErrorKind } from "../../../../provider/src/modelarts/errors";
import type { WaitState } from "../../../../provider/src/modelarts/job";
import { id, timeoutHint, reconcileScript } from "./scriptedService";

describe("at the timeout", () => {
    test.each<[WaitState, number, string]>([
        ["stopped", 9, "KILLING (9)"],
        ["deleted", 9, "KILLING (9)"],
        ["running", 7, "WAITING (7)"],
        ["running", 0, "UNKNOWN (0)"],
        ["stopped", 0, "UNKNOWN (0)"],
        ["running", 99, "99"],
        ["stopped", 99, "99"],
        ["deleted", 99, "99"],
    ])("names goal, last status, timeout and hint: goal %s, status %i", async (goal, status, statusText) => {
        const { error, endedAt, actions } = await reconcileScript(
            { polls: [status] },
            { goal, timeoutMs: 2000 },
        );
        expect(error?.kind).toBe("wait-timeout");
        for (const part of [statusText, goal, "2 s", id, "board", timeoutHint])
            expect(error?.message).toContain(part);
        expect(error?.job).toEqual({ id, name: "board" });
        expect(endedAt).toBe(2000);
        expect(actions).toEqual([]);
    });

    test("has sent one stop, not one per poll", async () => {
        const { actions, error } = await reconcileScript(
            { polls: [8, 9] },
            { goal: "stopped", timeoutMs: 60_000 },
        );
        expect(error?.kind).toBe("wait-timeout");
        expect(actions).toEqual(["stop"]);
    });

    test("polls once more, and this poll counts", async () => {
        const { job } = await reconcileScript(
            { polls: [9, 9, 12] },
            { goal: "stopped", timeoutMs: 2000 },
            { intervalMs: 1500 },
        );
        expect(job?.status.name).toBe("KILLED");
    });

    test("sends no further poll after a slow one", async () => {
        const { calls, error } = await reconcileScript(
            { polls: [9], callMs: 30_000 },
            { goal: "stopped", timeoutMs: 2000 },
        );
        expect(calls).toEqual([9]);
        expect(error?.kind).toBe("wait-timeout");
    });

    test("gives the error of the last poll", async () => {
        const { error } = await reconcileScript(
            { polls: [9, "timeout"] },
            { goal: "stopped", timeoutMs: 2000 },
        );
        expect(error?.kind).toBe("wait-timeout");
        expect(error?.message).toContain("KILLING (9)");
        expect(error?.message).toContain("the script says timeout");
    });
});

describe("the poll interval", () => {
    test("grows from one second to five", async () => {
        const { intervals } = await reconcileScript(
            { polls: [...Array<number>(60).fill(9), 12] },
            { goal: "stopped" },
        );
        expect(intervals[0]).toBe(1000);
        expect(intervals).toEqual([...intervals].sort((a, b) => a - b));
        expect(intervals.at(-1)).toBe(5000);
        expect(Math.max(...intervals)).toBe(5000);
    });

    test("is the configured one", async () => {
        const { intervals } = await reconcileScript(
            { polls: [9, 9, 9, 12] },
            { goal: "stopped" },
            { intervalMs: 250 },
        );
        expect(intervals).toEqual([250, 250, 250]);
    });
});

describe("a start that fails", () => {
    const failures: [number, string][] = [
        [3, "IMAGE_FAILED"],
        [5, "SUBMIT_FAILED"],
        [6, "DELETE_FAILED"],
        [11, "FAILED"],
        [14, "LOST"],
        [16, "SUBMIT_MODEL_FAILED"],
        [17, "DEPLOY_SERVICE_FAILED"],
        [21, "CHECK_FAILED"],
        [22, "MOUNT_FAILED"],
    ];

    test.each(failures)("ends the wait for a new job at once: status %i, %s", async (status, name) => {
        const { error, calls } = await reconcileScript(
            { polls: [1, status] },
            { goal: "running", isNew: true },
        );
        expect(error?.kind).toBe("unexpected-state");
        expect(error?.message).toContain(`${name} (${status})`);
        expect(error?.message).toContain(id);
        expect(calls).toEqual([1, status]);
    });

    test.each(failures)("ends the wait for a restarted job at once: status %i, %s", async (status, name) => {
        const { error, actions } = await reconcileScript({ polls: [13, 1, status] }, { goal: "running" });
        expect(error?.kind).toBe("unexpected-state");
        expect(error?.message).toContain(name);
        expect(actions).toEqual(["restart"]);
    });

    test("ends the wait before the timeout when the status stays failed after the restart", async () => {
        const { error, actions, endedAt } = await reconcileScript(
            { polls: [11] },
            { goal: "running", timeoutMs: 900_000 },
        );
        expect(error?.kind).toBe("unexpected-state");
        expect(actions).toEqual(["restart"]);
        expect(endedAt).toBeLessThan(60_000);
    });
});

describe("a job that disappears", () => {
    test.each<["running" | "stopped", (number | ErrorKind)[], string]>([
        ["stopped", [8, 9, "not-found"], "while it stops"],
        ["stopped", ["not-found"], "before any action"],
        ["running", [12, 1, "not-found"], "while it starts"],
        ["running", ["not-found"], "before any action"],
    ])("fails at once for the goal %s: %j (%s)", async (goal, polls) => {
        const { error, calls } = await reconcileScript({ polls }, { goal });
        expect(error?.kind).toBe("not-found");
        expect(error?.message).toContain(id);
        expect(calls.at(-1)).toBe("not-found");
    });
});
