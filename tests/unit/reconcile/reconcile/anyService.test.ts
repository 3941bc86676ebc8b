import fc from "fast-check";
import type { WaitState } from "../../../../provider/src/modelarts/job";
import { statusFromCode } from "../../../../provider/src/modelarts/status";
import { type ActionResult, type ScriptResult, type PollResult, reconcileScript } from "./scriptedService";

const pollResult = fc.oneof<[fc.Arbitrary<PollResult>, fc.Arbitrary<PollResult>]>(
    fc.integer({ min: 0, max: 23 }),
    fc.constantFrom<PollResult>(
        "not-found",
        "network",
        "timeout",
        "server-error",
        "throttled",
        "unexpected-response",
        "permission-denied",
    ),
);
const script = fc.record({
    polls: fc.array(pollResult, { minLength: 1, maxLength: 12 }),
    actionResults: fc.array(
        fc.constantFrom<ActionResult>(
            "accepted",
            "accepted",
            "wrong-status",
            "not-found",
            "quota",
            "timeout",
        ),
        {
            maxLength: 6,
        },
    ),
    callMs: fc.constantFrom(0, 700),
});
const request = fc.record({
    goal: fc.constantFrom<WaitState>("running", "stopped", "deleted"),
    isNew: fc.boolean(),
    timeoutMs: fc.constantFrom(2000, 60_000),
});

const stateOf = (result: PollResult) => (typeof result === "number" ? statusFromCode(result).state : result);

/** Actions that were repeated although the service had accepted them and the observed state had not changed. */
function repeatedActions({ calls, actions }: ScriptResult, actionResults: readonly ActionResult[]): string[] {
    const repeats: string[] = [];
    let acceptedAction: { action: string; state: string } | undefined;
    let state = "";
    let sentCount = 0;
    for (const call of calls) {
        if (call === "stop" || call === "restart" || call === "delete") {
            if (acceptedAction?.action === call && acceptedAction.state === state) repeats.push(call);
            if ((actionResults[sentCount++] ?? "accepted") === "accepted")
                acceptedAction = { action: call, state };
        } else if (typeof call === "number" || call === "not-found") {
            state = stateOf(call);
            if (acceptedAction?.state !== state) acceptedAction = undefined;
        }
    }
    expect(sentCount).toBe(actions.length);
    return repeats;
}

describe("with any responses of the service", () => {
    test("succeeds only when the last poll showed the goal, and ends by the timeout", async () => {
        await fc.assert(
            fc.asyncProperty(script, request, async (service, options) => {
                const { job, error, calls, endedAt } = await reconcileScript(service, options);
                // A list only confirms that the polls before it did not find the job.
                const last = calls.filter((call) => call !== "list").at(-1) ?? "not-found";
                if (error === undefined) {
                    const expectedStates = {
                        running: ["running"],
                        stopped: ["stopped", "failed"],
                        deleted: ["not-found"],
                    };
                    expect(expectedStates[options.goal]).toContain(stateOf(last as PollResult));
                    expect(job?.status.code).toBe(typeof last === "number" ? last : undefined);
                }
                expect(endedAt).toBeLessThanOrEqual(options.timeoutMs + 2 * service.callMs);
            }),
            { numRuns: 500 },
        );
    });

    test("repeats no accepted action while the state has not changed", async () => {
        await fc.assert(
            fc.asyncProperty(script, request, async (service, options) => {
                expect(
                    repeatedActions(await reconcileScript(service, options), service.actionResults),
                ).toEqual([]);
            }),
            { numRuns: 500 },
        );
    });

    test("sends only the actions that the goal allows", async () => {
        await fc.assert(
            fc.asyncProperty(script, request, async (service, options) => {
                const allowedActions = {
                    running: ["restart"],
                    stopped: ["stop"],
                    deleted: ["stop", "delete"],
                };
                for (const action of (await reconcileScript(service, options)).actions)
                    expect(allowedActions[options.goal]).toContain(action);
            }),
        );
    });
});
