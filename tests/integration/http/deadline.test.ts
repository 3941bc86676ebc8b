import { createRuntime } from "../../../provider/src/modelarts/connect";
import type { Effect } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import { AutoAdvanceClock } from "../../support/fakeClock";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();

const answer = (status: number, code: string, headers: Readonly<Record<string, string>>): Effect => ({
    kind: "answer",
    answer: { status, headers, body: { error_code: code, error_msg: "later" } },
});

/** A deadline is 5 s away; a retry would come at the earliest after so long. */
const failingResponses: readonly {
    readonly what: string;
    readonly effect: Effect;
    readonly kind: string;
    readonly retryDelay: string;
}[] = [
    {
        what: "throttling, with Retry-After beyond it",
        effect: answer(429, "APIG.0308", { "Retry-After": "30" }),
        kind: "throttled",
        retryDelay: "1",
    },
    {
        what: "throttling, with a backoff beyond it",
        effect: answer(429, "APIG.0308", {}),
        kind: "throttled",
        retryDelay: "20",
    },
    {
        what: "a 503, with Retry-After beyond it",
        effect: answer(503, "ModelArts.0010", { "Retry-After": "30" }),
        kind: "server-error",
        retryDelay: "1",
    },
    {
        what: "a 503, with a backoff beyond it",
        effect: { kind: "html", status: 503 },
        kind: "server-error",
        retryDelay: "20",
    },
    {
        what: "a lost connection, with a backoff beyond it",
        effect: { kind: "reset-before" },
        kind: "network",
        retryDelay: "20",
    },
];

const withDelay = (retryDelay: string) => ({
    "huaweicloud:maxRetries": "5",
    "modelarts:retryDelay": retryDelay,
});

describe.each(failingResponses)("$what", ({ effect, kind, retryDelay }) => {
    test("ends the call at once: nothing is tried past the deadline, and no time is spent", async () => {
        emulator().injectFault({ ...effect, times: "always" });
        const clock = new AutoAdvanceClock();
        const { jobs } = connectToEmulator(emulator(), withDelay(retryDelay), createRuntime(clock));
        const failure = await rejectionOf(jobs.get("1", { deadline: clock.now() + 5000 }));
        expect(failure.kind).toBe(kind);
        expect(clock.sleeps).toEqual([]);
        expect(emulator().requests).toHaveLength(1);
    });

    test("is waited out where there is time", async () => {
        emulator().injectFault(effect);
        const clock = new AutoAdvanceClock();
        const { jobs } = connectToEmulator(emulator(), withDelay(retryDelay), createRuntime(clock));
        const { id } = emulator().makeJob();
        expect((await jobs.get(id, { deadline: clock.now() + 60_000 })).id).toBe(id);
        expect(emulator().requests).toHaveLength(2);
    });
});

test("retries go on only as long as there is time", async () => {
    emulator().injectFault({ kind: "html", status: 503, times: "always" });
    const clock = new AutoAdvanceClock();
    const values = { "huaweicloud:maxRetries": "100", "modelarts:retryDelay": "1" };
    const { jobs } = connectToEmulator(emulator(), values, createRuntime(clock));
    const deadline = clock.now() + 20_000;
    expect((await rejectionOf(jobs.get("1", { deadline }))).kind).toBe("server-error");
    expect(clock.now()).toBeLessThanOrEqual(deadline);
    expect(emulator().requests.length).toBeGreaterThan(2);
});
