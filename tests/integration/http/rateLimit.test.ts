import type { Job } from "../../../provider/src/modelarts/job";
import { createRuntime } from "../../../provider/src/modelarts/connect";
import type { Options, RecordedRequest } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import { AutoAdvanceClock, FakeClock } from "../../support/fakeClock";
import { connectToEmulator, useEmulator, passwordSettings } from "../../support/emulatedClient";
import { HttpActivity } from "../../support/traffic";

const emulator = useEmulator();
const body = { error_code: "APIG.0308", error_msg: "The throttling threshold has been reached." };

describe("two clients of one process", () => {
    function connectTwice(maxRetries: string) {
        const clock = new AutoAdvanceClock();
        const runtime = createRuntime(clock);
        const values = { "huaweicloud:maxRetries": maxRetries };
        const connect = () => connectToEmulator(emulator(), values, runtime).jobs;
        return { clock, first: connect(), second: connect() };
    }
    const throttleOnce = () =>
        emulator().injectFault({ response: { status: 429, headers: { "Retry-After": "30" }, body } });

    test("wait both after one of them is throttled", async () => {
        const { clock, first, second } = connectTwice("5");
        const { id } = emulator().makeJob();
        throttleOnce();
        const start = clock.monotonicNow();
        await first.get(id, { deadline: start + 60_000 });
        expect(clock.monotonicNow() - start).toBeGreaterThanOrEqual(30_000);
        const { length } = clock.sleeps;
        await second.get(id);
        // The second client gets the next interval of the shared limiter.
        expect(clock.sleeps.length).toBeGreaterThan(length);
    });

    test.each([
        ["has no retries left", "0", 600],
        ["has no time left", "5", 5],
    ])("wait both after one of them is throttled and %s", async (_, maxRetries, seconds) => {
        const { clock, first, second } = connectTwice(maxRetries);
        const { id } = emulator().makeJob();
        throttleOnce();
        const start = clock.monotonicNow();
        const error = await rejectionOf(first.get(id, { deadline: start + seconds * 1000 }));
        expect(error).toMatchObject({ kind: "throttled", retryAfterMs: 30_000 });
        await second.get(id);
        expect(clock.monotonicNow() - start).toBeGreaterThanOrEqual(30_000);
    });

    test("send nothing when the deadline of the call is before the end of the pause", async () => {
        const { clock, first, second } = connectTwice("5");
        throttleOnce();
        await rejectionOf(first.get("1", { deadline: clock.monotonicNow() + 5000 }));
        const error = await rejectionOf(second.get("1", { deadline: clock.monotonicNow() + 10_000 }));
        expect(error.kind).toBe("throttled");
        expect(clock.sleeps).toEqual([]);
        expect(emulator().requests).toHaveLength(1);
    });
});

interface Throttling {
    readonly retryAfter: Options["retryAfter"];
    readonly throttleCode: Options["throttleCode"];
    /** Whether IAM throttles too. */
    readonly iam: boolean;
}

/** The throttlings have each form of Retry-After and each code at least once. */
const throttlings: readonly Throttling[] = [
    { retryAfter: "seconds", throttleCode: "APIG.0308", iam: true },
    { retryAfter: "date", throttleCode: "APIGW.0308", iam: false },
    { retryAfter: "absent", throttleCode: "ModelArts.6101", iam: false },
];

/* The clock advances to the next sleeper as soon as no request is open, for the emulator too. */
describe.each(throttlings)(
    "20 concurrent creates at 5 requests per second ($throttleCode, Retry-After: $retryAfter)",
    ({ retryAfter, throttleCode, iam }) => {
        const activity = new HttpActivity();
        const names = Array.from({ length: 20 }, (_, i) => `board-${i}`);
        /** The time at which each request arrived, by its number. */
        const arrivals = new Map<number, number>();
        let requests: readonly RecordedRequest[];
        let jobs: readonly Job[];
        let jobNames: readonly string[];
        beforeAll(async () => {
            const clock = new FakeClock(Date.now());
            jest.spyOn(Date, "now").mockImplementation(() => clock.timeOfDay());
            emulator().setOptions({ rateLimit: 5, retryAfter, throttleCode });
            if (iam)
                emulator().injectFault({
                    match: { call: "tokens" },
                    times: 2,
                    response: { status: 429, headers: { "Retry-After": "1" }, body },
                });
            emulator().onRequest(({ n }) => arrivals.set(n, clock.monotonicNow()));
            const values = {
                ...(iam ? passwordSettings(emulator()) : {}),
                "huaweicloud:maxRetries": "5",
                "modelarts:retryDelay": "1",
                "modelarts:requestTimeout": "30",
            };
            const client = connectToEmulator(emulator(), values, createRuntime(clock)).jobs;
            const creates = names.map((name) => client.create({ name, trainUrl: "/bucket/logs/" }));
            jobs = await clock.until(Promise.all(creates), activity.waitUntilIdle);
            requests = [...emulator().requests];
            jobNames = emulator().jobs.map(({ name }) => name);
        }, 60_000);
        afterAll(() => {
            activity.close();
            jest.restoreAllMocks();
        });

        const attempts = (name: string) =>
            requests.filter(
                ({ call, body: requestBody }) => call === "create" && requestBody.includes(`"${name}"`),
            );

        test("all succeed and create one job each", () => {
            expect(jobs.map(({ name }) => name)).toEqual(names);
            expect([...jobNames].sort()).toEqual([...names].sort());
        });

        test("are not retried before the time of Retry-After", () => {
            const arrivalOf = ({ n }: RecordedRequest) => arrivals.get(n) ?? NaN;
            const earliestRetry = (request: RecordedRequest): number => {
                const time = arrivalOf(request);
                if (retryAfter === "absent") return time;
                return retryAfter === "seconds" ? time + 1000 : Math.ceil(time / 1000 + 1) * 1000;
            };
            const earlyRetries = names.flatMap((name) => {
                const all = attempts(name);
                const isEarly = (retry: RecordedRequest, i: number) =>
                    !(arrivalOf(retry) >= earliestRetry(all[i] as RecordedRequest));
                return all.slice(1).filter(isEarly);
            });
            expect(earlyRetries).toEqual([]);
            // Without a throttled request this test would prove nothing.
            expect(requests.length).toBeGreaterThan(names.length);
        });

        test("are not repeated after they succeeded", () => {
            for (const name of names) {
                const statuses = attempts(name).map(({ status }) => status);
                expect(statuses).toEqual([...Array<number>(statuses.length - 1).fill(429), 200]);
            }
        });

        test(iam ? "share one authentication, which is retried too" : "need no authentication", () => {
            const tokenRequests = requests.filter(({ call }) => call === "tokens");
            expect(tokenRequests.map(({ status }) => status)).toEqual(iam ? [429, 429, 201] : []);
        });
    },
);
