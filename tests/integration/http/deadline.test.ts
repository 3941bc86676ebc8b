import { createRuntime } from "../../../provider/src/modelarts/connect";
import type { Effect } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import { AutoAdvanceClock } from "../../support/fakeClock";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();

const errorResponse = (status: number, code: string, headers: Readonly<Record<string, string>>): Effect => ({
    kind: "response",
    response: { status, headers, body: { error_code: code, error_msg: "later" } },
});

/** Each retry would come later than a deadline 5 s away. */
const failures: readonly {
    readonly fault: string;
    readonly effect: Effect;
    readonly kind: string;
    readonly retryDelay: string;
}[] = [
    {
        fault: "throttling with a late Retry-After",
        effect: errorResponse(429, "APIG.0308", { "Retry-After": "30" }),
        kind: "throttled",
        retryDelay: "1",
    },
    {
        fault: "throttling with a long retry delay",
        effect: errorResponse(429, "APIG.0308", {}),
        kind: "throttled",
        retryDelay: "20",
    },
    {
        fault: "a 503 with a late Retry-After",
        effect: errorResponse(503, "ModelArts.0010", { "Retry-After": "30" }),
        kind: "server-error",
        retryDelay: "1",
    },
    {
        fault: "a 503 with a long retry delay",
        effect: { kind: "html", status: 503 },
        kind: "server-error",
        retryDelay: "20",
    },
    {
        fault: "a lost connection with a long retry delay",
        effect: { kind: "reset-before" },
        kind: "network",
        retryDelay: "20",
    },
];

function connectWithRetries(clock: AutoAdvanceClock, maxRetries: string, retryDelay: string) {
    const values = { "huaweicloud:maxRetries": maxRetries, "modelarts:retryDelay": retryDelay };
    return connectToEmulator(emulator(), values, createRuntime(clock)).jobs;
}

describe.each(failures)("after $fault", ({ effect, kind, retryDelay }) => {
    test("fails at once when the retry would come after the deadline", async () => {
        emulator().injectFault({ ...effect, times: "always" });
        const clock = new AutoAdvanceClock();
        const jobs = connectWithRetries(clock, "5", retryDelay);
        const error = await rejectionOf(jobs.get("1", { deadline: clock.monotonicNow() + 5000 }));
        expect(error.kind).toBe(kind);
        expect(clock.sleeps).toEqual([]);
        expect(emulator().requests).toHaveLength(1);
    });

    test("retries when the deadline leaves time", async () => {
        emulator().injectFault(effect);
        const clock = new AutoAdvanceClock();
        const jobs = connectWithRetries(clock, "5", retryDelay);
        const { id } = emulator().makeJob();
        expect((await jobs.get(id, { deadline: clock.monotonicNow() + 60_000 })).id).toBe(id);
        expect(emulator().requests).toHaveLength(2);
    });
});

test("stops retrying at the deadline", async () => {
    emulator().injectFault({ kind: "html", status: 503, times: "always" });
    const clock = new AutoAdvanceClock();
    const jobs = connectWithRetries(clock, "100", "1");
    const deadline = clock.monotonicNow() + 20_000;
    expect((await rejectionOf(jobs.get("1", { deadline }))).kind).toBe("server-error");
    expect(clock.monotonicNow()).toBeLessThanOrEqual(deadline);
    expect(emulator().requests.length).toBeGreaterThan(2);
});
