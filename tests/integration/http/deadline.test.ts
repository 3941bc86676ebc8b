import { surroundings } from "../../../provider/src/modelarts/connect";
import type { Effect } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import { LeapingClock } from "../../support/fakeClock";
import { connected, emulated } from "../../support/emulatedClient";

const emulator = emulated();

const answer = (status: number, code: string, headers: Readonly<Record<string, string>>): Effect => ({
    kind: "answer",
    answer: { status, headers, body: { error_code: code, error_msg: "later" } },
});

/** A deadline is 5 s away; a retry would come at the earliest after so long. */
const troubles: readonly {
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
        kind: "service",
        retryDelay: "1",
    },
    {
        what: "a 503, with a backoff beyond it",
        effect: { kind: "html", status: 503 },
        kind: "service",
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

describe.each(troubles)("$what", ({ effect, kind, retryDelay }) => {
    test("ends the call at once: nothing is tried past the deadline, and no time is spent", async () => {
        emulator().fault({ ...effect, times: "always" });
        const clock = new LeapingClock();
        const { jobs } = connected(emulator(), withDelay(retryDelay), surroundings(clock));
        const failure = await rejectionOf(jobs.get("1", { deadline: clock.now() + 5000 }));
        expect(failure.kind).toBe(kind);
        expect(clock.sleeps).toEqual([]);
        expect(emulator().requests).toHaveLength(1);
    });

    test("is waited out where there is time", async () => {
        emulator().fault(effect);
        const clock = new LeapingClock();
        const { jobs } = connected(emulator(), withDelay(retryDelay), surroundings(clock));
        const { id } = emulator().makeJob();
        expect((await jobs.get(id, { deadline: clock.now() + 60_000 })).id).toBe(id);
        expect(emulator().requests).toHaveLength(2);
    });
});

test("retries go on only as long as there is time", async () => {
    emulator().fault({ kind: "html", status: 503, times: "always" });
    const clock = new LeapingClock();
    const values = { "huaweicloud:maxRetries": "100", "modelarts:retryDelay": "1" };
    const { jobs } = connected(emulator(), values, surroundings(clock));
    const deadline = clock.now() + 20_000;
    expect((await rejectionOf(jobs.get("1", { deadline }))).kind).toBe("service");
    expect(clock.now()).toBeLessThanOrEqual(deadline);
    expect(emulator().requests.length).toBeGreaterThan(2);
});
