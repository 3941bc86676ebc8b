import { type PollResult, reconcileScript } from "./scriptedService";

const repeat = (result: PollResult, count: number): PollResult[] =>
    Array.from({ length: count }, () => result);

describe("a job that was created a moment ago", () => {
    test.each([1, 5, 20])("is polled again after %i responses that it is not found", async (count) => {
        const { job, calls } = await reconcileScript(
            { polls: [...repeat("not-found", count), 7, 8] },
            { goal: "running", isNew: true },
        );
        expect(job?.status.name).toBe("RUNNING");
        expect(calls).toEqual([...repeat("not-found", count), 7, 8]);
    });

    test("is missing when polls for half a minute and then a list agree", async () => {
        const { error, calls, endedAt } = await reconcileScript(
            { polls: ["not-found"] },
            { goal: "running", isNew: true },
        );
        expect(error?.kind).toBe("not-found");
        expect(calls.at(-1)).toBe("list");
        expect(calls.filter((call) => call === "list")).toHaveLength(1);
        expect(endedAt).toBeGreaterThanOrEqual(30_000);
    });

    test("goes on when the list has it", async () => {
        const { job } = await reconcileScript(
            { polls: ["not-found"], list: 8 },
            { goal: "running", isNew: true },
        );
        expect(job?.status.name).toBe("RUNNING");
    });

    test.each(["permission-denied", "server-error"] as const)(
        "is missing after five minutes when each list fails: %s",
        async (list) => {
            const { error, endedAt } = await reconcileScript(
                { polls: ["not-found"], list },
                { goal: "running", isNew: true },
            );
            expect(error?.kind).toBe("not-found");
            expect(endedAt).toBeGreaterThanOrEqual(300_000);
        },
    );

    test("ends the operation with its time, and without the hint to refresh", async () => {
        const { error, calls } = await reconcileScript(
            { polls: ["not-found"] },
            { goal: "running", isNew: true, timeoutMs: 10_000 },
        );
        expect(error?.kind).toBe("wait-timeout");
        expect(error?.message).toContain("after 10 s the service does not show the job");
        expect(error?.message).toContain("stays in the state");
        expect(error?.message).not.toContain("pulumi refresh");
        expect(calls).not.toContain("list");
    });
});

describe("a young job", () => {
    // This is a minute before the time of the service's responses.
    const createdAt = new Date(Date.UTC(2024, 0, 31) - 60_000).toISOString();

    test("does not count as deleted at the first response that it is not found", async () => {
        const { job, calls } = await reconcileScript(
            { polls: ["not-found", "not-found", 8, 9, 12, "not-found"] },
            { goal: "deleted", createdAt },
        );
        expect(job).toBeUndefined();
        expect(calls).toEqual(["not-found", "not-found", 8, "stop", 9, 12, "delete", "not-found"]);
    });

    test("counts as deleted when polls and a list agree", async () => {
        const { job, error, calls } = await reconcileScript(
            { polls: ["not-found"] },
            { goal: "deleted", createdAt },
        );
        expect([job, error]).toEqual([undefined, undefined]);
        expect(calls.at(-1)).toBe("list");
    });

    test("does not count as deleted when a delete does not find it", async () => {
        const { calls } = await reconcileScript(
            { polls: [12, "not-found", "not-found", 12, "not-found"], actionResults: ["not-found"] },
            { goal: "deleted", createdAt },
        );
        expect(calls).toEqual([12, "delete", "not-found", "not-found", 12, "delete", "not-found"]);
    });

    test("does not count as deleted at the first response after a delete whose response was lost", async () => {
        const { calls } = await reconcileScript(
            { polls: [12, "not-found", 12, 12, 12, "not-found"], actionResults: ["network"] },
            { goal: "deleted", createdAt },
        );
        expect(calls).toEqual([12, "delete", "not-found", 12, 12, 12, "delete", "not-found"]);
    });

    test("is deleted at the first response that it is not found after a delete", async () => {
        const { calls } = await reconcileScript({ polls: [12, "not-found"] }, { goal: "deleted", createdAt });
        expect(calls).toEqual([12, "delete", "not-found"]);
    });
});

test("a job whose age no response tells counts as young", async () => {
    const { calls } = await reconcileScript(
        { polls: [8, "not-found", 9, 12, "not-found"], actionResults: ["network"] },
        { goal: "deleted", createdAt: undefined },
    );
    expect(calls).toEqual([8, "stop", "not-found", 9, 12, "delete", "not-found"]);
});

test("a job of five minutes or more is missing at the first response that says so", async () => {
    const createdAt = new Date(Date.UTC(2024, 0, 31) - 300_000).toISOString();
    const { error, calls } = await reconcileScript({ polls: ["not-found"] }, { goal: "stopped", createdAt });
    expect(error?.kind).toBe("not-found");
    expect(calls).toEqual(["not-found"]);
});
