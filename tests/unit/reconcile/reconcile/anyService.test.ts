import fc from "fast-check";
import { statusFromCode } from "../../../../provider/src/modelarts/status";
import type { Goal } from "../../../../provider/src/reconcile/decide";
import { type ActionResult, type Trace, type PollResult, reconcileScript } from "./scriptedService";

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
        fc.constantFrom<ActionResult>("taken", "taken", "wrong-status", "not-found", "quota", "timeout"),
        {
            maxLength: 6,
        },
    ),
    callMs: fc.constantFrom(0, 700),
});
const request = fc.record({
    goal: fc.constantFrom<Goal>("running", "stopped", "deleted"),
    isNew: fc.boolean(),
    timeoutMs: fc.constantFrom(2000, 60_000),
});

const phaseOf = (result: PollResult) => (typeof result === "number" ? statusFromCode(result).state : result);

/** Acts that were sent although the same one had been taken and nothing but the same phase was seen since. */
function repeatedActions({ calls, actions }: Trace, answers: readonly ActionResult[]): string[] {
    const twice: string[] = [];
    let acceptedAction: { act: string; phase: string } | undefined;
    let phase = "";
    let sent = 0;
    for (const call of calls) {
        if (call === "stop" || call === "restart" || call === "delete") {
            if (acceptedAction?.act === call && acceptedAction.phase === phase) twice.push(call);
            if ((answers[sent++] ?? "taken") === "taken") acceptedAction = { act: call, phase };
        } else if (typeof call === "number" || call === "not-found") {
            phase = phaseOf(call);
            if (acceptedAction?.phase !== phase) acceptedAction = undefined;
        }
    }
    expect(sent).toBe(actions.length);
    return twice;
}

describe("whatever the service shows and answers", () => {
    test("success means that the last look showed the goal; and time is kept", async () => {
        await fc.assert(
            fc.asyncProperty(script, request, async (service, options) => {
                const { job, failure, calls, endedAt } = await reconcileScript(service, options);
                const last = calls.at(-1) ?? "not-found";
                if (failure === undefined) {
                    const fine = {
                        running: ["running"],
                        stopped: ["stopped", "failed"],
                        deleted: ["not-found"],
                    };
                    expect(fine[options.goal]).toContain(phaseOf(last as PollResult));
                    expect(job?.status.code).toBe(typeof last === "number" ? last : undefined);
                }
                expect(endedAt).toBeLessThanOrEqual(options.timeoutMs + 2 * service.callMs);
            }),
            { numRuns: 500 },
        );
    });

    test("nothing that was taken is asked for again while the job shows the same", async () => {
        await fc.assert(
            fc.asyncProperty(script, request, async (service, options) => {
                expect(
                    repeatedActions(await reconcileScript(service, options), service.actionResults),
                ).toEqual([]);
            }),
            { numRuns: 500 },
        );
    });

    test("a job that is to be stopped is never started, nor deleted; one that is to run is never stopped", async () => {
        await fc.assert(
            fc.asyncProperty(script, request, async (service, options) => {
                const may = { running: ["restart"], stopped: ["stop"], deleted: ["stop", "delete"] };
                for (const act of (await reconcileScript(service, options)).actions)
                    expect(may[options.goal]).toContain(act);
            }),
        );
    });
});
