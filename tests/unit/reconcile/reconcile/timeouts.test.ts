import type { ErrorKind } from "../../../../provider/src/modelarts/errors";
import { id, limitAdvice, reconcileScript } from "./scriptedService";

describe("a job that does not get there before the limit", () => {
    test.each<["running" | "stopped" | "deleted", number, string]>([
        ["stopped", 9, "KILLING (9)"],
        ["deleted", 9, "KILLING (9)"],
        ["running", 7, "WAITING (7)"],
        ["running", 0, "UNKNOWN (0)"],
        ["stopped", 0, "UNKNOWN (0)"],
        ["running", 99, "99"],
        ["stopped", 99, "99"],
        ["deleted", 99, "99"],
    ])(
        "to be %s, at %i: fails with the last status, what was wanted, the time, and how to wait longer",
        async (goal, status, message) => {
            const { failure, endedAt, actions } = await reconcileScript(
                { polls: [status] },
                { goal, timeoutMs: 2000 },
            );
            expect(failure?.kind).toBe("wait-timeout");
            for (const part of [message, goal, "2 s", id, "board", limitAdvice])
                expect(failure?.message).toContain(part);
            expect(failure?.job).toEqual({ id, name: "board" });
            expect(endedAt).toBe(2000);
            expect(actions).toEqual([]);
        },
    );

    test("was asked to stop once, not once for every look", async () => {
        const { actions: acts, failure } = await reconcileScript(
            { polls: [8, 9] },
            { goal: "stopped", timeoutMs: 60_000 },
        );
        expect(failure?.kind).toBe("wait-timeout");
        expect(acts).toEqual(["stop"]);
    });

    test("is looked at once more when the limit is reached: that look counts", async () => {
        const { job } = await reconcileScript(
            { polls: [9, 9, 12] },
            { goal: "stopped", timeoutMs: 2000 },
            { pollIntervalMs: 1500 },
        );
        expect(job?.status.name).toBe("KILLED");
    });

    test("is not looked at any more after it, however long one look takes", async () => {
        const { calls, failure } = await reconcileScript(
            { polls: [9], callMs: 30_000 },
            { goal: "stopped", timeoutMs: 2000 },
        );
        expect(calls).toEqual([9]);
        expect(failure?.kind).toBe("wait-timeout");
    });

    test("is told with the trouble of the last look, where it could not be seen", async () => {
        const { failure } = await reconcileScript(
            { polls: [9, "timeout"] },
            { goal: "stopped", timeoutMs: 2000 },
        );
        expect(failure?.kind).toBe("wait-timeout");
        expect(failure?.message).toContain("KILLING (9)");
        expect(failure?.message).toContain("the script says timeout");
    });
});

describe("the time between two looks", () => {
    test("grows from one second to five", async () => {
        const { pauses } = await reconcileScript(
            { polls: [...Array<number>(60).fill(9), 12] },
            { goal: "stopped" },
        );
        expect(pauses[0]).toBe(1000);
        expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
        expect(pauses.at(-1)).toBe(5000);
        expect(Math.max(...pauses)).toBe(5000);
    });

    test("is what was set, where it was", async () => {
        const { pauses } = await reconcileScript(
            { polls: [9, 9, 9, 12] },
            { goal: "stopped" },
            { pollIntervalMs: 250 },
        );
        expect(pauses).toEqual([250, 250, 250]);
    });
});

describe("a start that ends in a failure", () => {
    const failed: [number, string][] = [
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

    test.each(failed)("at %i ends the wait for a new job at once, and says %s", async (status, name) => {
        const { failure, calls } = await reconcileScript(
            { polls: [1, status] },
            { goal: "running", isNew: true },
        );
        expect(failure?.kind).toBe("unexpected-state");
        expect(failure?.message).toContain(`${name} (${status})`);
        expect(failure?.message).toContain(id);
        expect(calls).toEqual([1, status]);
    });

    test.each(failed)(
        "at %i ends the wait for a restarted job at once, and says %s",
        async (status, name) => {
            const { failure, actions: acts } = await reconcileScript(
                { polls: [13, 1, status] },
                { goal: "running" },
            );
            expect(failure?.kind).toBe("unexpected-state");
            expect(failure?.message).toContain(name);
            expect(acts).toEqual(["restart"]);
        },
    );

    test("where it was failed before ends the wait long before the limit, though nothing else was ever seen", async () => {
        const {
            failure,
            actions: acts,
            endedAt,
        } = await reconcileScript({ polls: [11] }, { goal: "running", timeoutMs: 900_000 });
        expect(failure?.kind).toBe("unexpected-state");
        expect(acts).toEqual(["restart"]);
        expect(endedAt).toBeLessThan(60_000);
    });
});

describe("a job that vanishes", () => {
    test.each<["running" | "stopped", (number | ErrorKind)[], string]>([
        ["stopped", [8, 9, "not-found"], "while it stops"],
        ["stopped", ["not-found"], "before anything was done"],
        ["running", [12, 1, "not-found"], "while it starts"],
        ["running", ["not-found"], "before anything was done"],
    ])("cannot be %s any more: %s that is told at once (%s)", async (goal, polls) => {
        const { failure, calls } = await reconcileScript({ polls }, { goal });
        expect(failure?.kind).toBe("not-found");
        expect(failure?.message).toContain(id);
        expect(calls.at(-1)).toBe("not-found");
    });
});
