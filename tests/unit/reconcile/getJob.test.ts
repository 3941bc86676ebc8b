import { ModelArtsError } from "../../../provider/src/modelarts/errors";
import type { Job } from "../../../provider/src/modelarts/job";
import { statusFromCode } from "../../../provider/src/modelarts/status";
import { getJob } from "../../../provider/src/reconcile/getJob";
import { AutoAdvanceClock } from "../../support/fakeClock";

const creationMs = Date.UTC(2024, 0, 31);
const minute = 60_000;
const createdAt = new Date(creationMs).toISOString();
const job: Job = { id: "8992", status: statusFromCode(8), createdAt };

interface Script {
    /** The number of polls that do not find the job, before one does. */
    readonly hiddenPolls: number;
    readonly isListed?: boolean;
    /** The age of the job by the service's own time, in milliseconds. */
    readonly ageMs: number;
    /** The milliseconds by which this machine's clock is ahead. */
    readonly aheadMs?: number;
    readonly timeoutMs?: number;
    readonly createdAt?: string | undefined;
}

async function getFrom(script: Script) {
    const { hiddenPolls, isListed = false, ageMs, aheadMs = 0, timeoutMs = 900_000 } = script;
    const clock = new AutoAdvanceClock(creationMs + ageMs + aheadMs);
    const calls: string[] = [];
    const jobs = {
        get: () => {
            calls.push("show");
            if (calls.length > hiddenPolls) return Promise.resolve(job);
            const serverTime = clock.timeOfDay() - aheadMs;
            const error = new ModelArtsError({
                kind: "not-found",
                operation: "look up a job",
                reason: "no",
                serverTime,
            });
            return Promise.reject(error);
        },
        // eslint-disable-next-line @typescript-eslint/require-await -- a list is asynchronous
        async *pages() {
            calls.push("list");
            yield { jobs: isListed ? [job] : [], serverTime: undefined };
        },
    };
    const operation = { kind: "read", timeoutMs, deadline: clock.monotonicNow() + timeoutMs } as const;
    const ref = { id: job.id, createdAt: "createdAt" in script ? script.createdAt : createdAt };
    const result = await getJob(ref, jobs, { clock }, operation).catch((error: unknown) => error);
    return { result, calls };
}

test("polls until a young job is shown", async () => {
    const { result, calls } = await getFrom({ hiddenPolls: 4, ageMs: minute });
    expect(result).toBe(job);
    expect(calls).toEqual(["show", "show", "show", "show", "show"]);
});

test.each([
    ["whose age is not known", { ageMs: minute, createdAt: undefined }],
    ["of a service whose clock is behind", { ageMs: minute, aheadMs: 10 * minute }],
    ["of a service whose clock is ahead", { ageMs: minute, aheadMs: -10 * minute }],
])("does not believe one response about a job %s", async (_, script) => {
    const { result } = await getFrom({ hiddenPolls: 1, ...script });
    expect(result).toBe(job);
});

test("rejects where several polls and a list do not find a young job", async () => {
    const { result, calls } = await getFrom({ hiddenPolls: Infinity, ageMs: minute });
    expect(result).toMatchObject({ kind: "not-found" });
    expect(calls.slice(-2)).toEqual(["show", "list"]);
    expect(calls.length).toBeGreaterThan(5);
});

test("returns the job of the list where no poll shows it", async () => {
    const { result } = await getFrom({ hiddenPolls: Infinity, isListed: true, ageMs: minute });
    expect(result).toBe(job);
});

test("rejects at the deadline where it is not certain, and says what to do", async () => {
    const { result } = await getFrom({ hiddenPolls: Infinity, ageMs: minute, timeoutMs: 5000 });
    expect(result).toMatchObject({
        kind: "wait-timeout",
        operation: "look up visualization job (8992)",
        hint: expect.stringContaining("five minutes after its creation") as string,
    });
    expect((result as Error).message).not.toContain("pulumi refresh");
});

test.each([0, -10 * minute, 10 * minute])(
    "believes one response about an old job, with a clock that is %i ms ahead",
    async (aheadMs) => {
        const { result, calls } = await getFrom({ hiddenPolls: 1, ageMs: 5 * minute, aheadMs });
        expect(result).toMatchObject({ kind: "not-found" });
        expect(calls).toEqual(["show"]);
    },
);
