import fc from "fast-check";
import { statusOf } from "../../../../provider/src/modelarts/status";
import type { Goal } from "../../../../provider/src/reconcile/decide";
import { type AnswerToAct, type Course, type Look, walk } from "./scriptedService";

const look = fc.oneof<[fc.Arbitrary<Look>, fc.Arbitrary<Look>]>(
    fc.integer({ min: 0, max: 23 }),
    fc.constantFrom<Look>("gone", "network", "timeout", "service", "throttled", "not-the-service", "denied"),
);
const script = fc.record({
    looks: fc.array(look, { minLength: 1, maxLength: 12 }),
    answers: fc.array(
        fc.constantFrom<AnswerToAct>("taken", "taken", "wrong-status", "gone", "quota", "timeout"),
        {
            maxLength: 6,
        },
    ),
    callMs: fc.constantFrom(0, 700),
});
const journey = fc.record({
    goal: fc.constantFrom<Goal>("running", "stopped", "gone"),
    created: fc.boolean(),
    limitMs: fc.constantFrom(2000, 60_000),
});

const phaseOf = (shown: Look) => (typeof shown === "number" ? statusOf(shown).phase : shown);

/** Acts that were sent although the same one had been taken and nothing but the same phase was seen since. */
function repeated({ calls, acts }: Course, answers: readonly AnswerToAct[]): string[] {
    const twice: string[] = [];
    let taken: { act: string; phase: string } | undefined;
    let phase = "";
    let sent = 0;
    for (const call of calls) {
        if (call === "stop" || call === "restart" || call === "delete") {
            if (taken?.act === call && taken.phase === phase) twice.push(call);
            if ((answers[sent++] ?? "taken") === "taken") taken = { act: call, phase };
        } else if (typeof call === "number" || call === "gone") {
            phase = phaseOf(call);
            if (taken?.phase !== phase) taken = undefined;
        }
    }
    expect(sent).toBe(acts.length);
    return twice;
}

describe("whatever the service shows and answers", () => {
    test("success means that the last look showed the goal; and time is kept", async () => {
        await fc.assert(
            fc.asyncProperty(script, journey, async (service, way) => {
                const { job, failure, calls, endedAt } = await walk(service, way);
                const last = calls.at(-1) ?? "gone";
                if (failure === undefined) {
                    const fine = { running: ["running"], stopped: ["stopped", "failed"], gone: ["gone"] };
                    expect(fine[way.goal]).toContain(phaseOf(last as Look));
                    expect(job?.status.code).toBe(typeof last === "number" ? last : undefined);
                }
                expect(endedAt).toBeLessThanOrEqual(way.limitMs + 2 * service.callMs);
            }),
            { numRuns: 500 },
        );
    });

    test("nothing that was taken is asked for again while the job shows the same", async () => {
        await fc.assert(
            fc.asyncProperty(script, journey, async (service, way) => {
                expect(repeated(await walk(service, way), service.answers)).toEqual([]);
            }),
            { numRuns: 500 },
        );
    });

    test("a job that is to be stopped is never started, nor deleted; one that is to run is never stopped", async () => {
        await fc.assert(
            fc.asyncProperty(script, journey, async (service, way) => {
                const may = { running: ["restart"], stopped: ["stop"], gone: ["stop", "delete"] };
                for (const act of (await walk(service, way)).acts) expect(may[way.goal]).toContain(act);
            }),
        );
    });
});
