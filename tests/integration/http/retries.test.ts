import { type Clock, systemClock } from "../../../provider/src/modelarts/clock";
import { type ClientRuntime, createRuntime } from "../../../provider/src/modelarts/connect";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();

/** A clock that jumps ahead where somebody sleeps. */
function jumping(): ClientRuntime & { readonly clock: Clock } {
    let ahead = 0;
    const clock = {
        now: () => systemClock.now() + ahead,
        sleep: (ms: number) => {
            ahead += ms;
            return Promise.resolve();
        },
    };
    return { ...createRuntime(clock), clock, random: () => 0 };
}
const retrying = (runtime: ClientRuntime = jumping(), values = {}) =>
    connectToEmulator(
        emulator(),
        { "huaweicloud:maxRetries": "3", "modelarts:retryDelay": "1", ...values },
        runtime,
    ).jobs;
const throttled = { status: 429, body: { error_code: "APIG.0308", error_msg: "too many" } };
const attempts = (call: string) => emulator().requests.filter((request) => request.call === call);

describe("a call that was throttled", () => {
    test.each(jobApiCalls)(
        "is made again until it is let through, and once in the end: $name",
        async (call) => {
            for (const code of ["APIG.0308", "APIGW.0308", "ModelArts.6101"])
                emulator().injectFault({
                    match: { call: call.name },
                    answer: { status: 429, body: { error_code: code, error_msg: "too many" } },
                });
            await performCall(call, retrying(), emulator());
            expect(attempts(call.name).map(({ status }) => status)).toEqual([429, 429, 429, 200]);
        },
    );

    test("is signed anew for every attempt, by the time of that attempt", async () => {
        const { id } = emulator().makeJob();
        emulator().injectFault({ answer: { ...throttled, headers: { "Retry-After": "2" } }, times: 2 });
        await retrying().get(id);
        const dates = emulator().requests.map(({ headers }) => headers["x-sdk-date"]);
        expect(new Set(dates).size).toBe(3);
        expect(new Set(emulator().requests.map(({ headers }) => headers["authorization"])).size).toBe(3);
        expect(dates).toEqual([...dates].sort());
    });

    test.each([
        ["seconds", () => "7"],
        ["a date", () => new Date(Date.now() + 7000).toUTCString()],
    ])("waits as long as the service asks, in %s", async (_, retryAfter) => {
        const { id } = emulator().makeJob();
        emulator().injectFault({ answer: { ...throttled, headers: { "Retry-After": retryAfter() } } });
        const runtime = jumping();
        const before = runtime.clock.now();
        await retrying(runtime).get(id);
        expect(runtime.clock.now() - before).toBeGreaterThan(5500);
    });

    test("is told as that in the end, and not tried more often than is set", async () => {
        emulator().injectFault({ answer: throttled, times: "always" });
        const failure = await rejectionOf(retrying().get("1"));
        expect(failure).toMatchObject({ kind: "throttled", httpStatus: 429, code: "APIG.0308" });
        expect(emulator().requests).toHaveLength(4);
    });

    test("is not tried again after its deadline", async () => {
        emulator().injectFault({
            answer: { ...throttled, headers: { "Retry-After": "60" } },
            times: "always",
        });
        const runtime = jumping();
        const failure = await rejectionOf(
            retrying(runtime).get("1", { deadline: runtime.clock.now() + 30_000 }),
        );
        expect(failure.kind).toBe("throttled");
        expect(emulator().requests).toHaveLength(1);
    });
});

describe("a call that met trouble on the way", () => {
    const safe = jobApiCalls.filter(({ name }) => ["list", "show", "update"].includes(name));
    const acts = jobApiCalls.filter(({ name }) => ["stop", "restart", "delete"].includes(name));

    test.each(safe)("is made again where doing it twice is doing it once: $name", async (call) => {
        const match = { call: call.name };
        emulator().injectFault({ match, kind: "html", status: 502 });
        emulator().injectFault({ match, kind: "reset-before" });
        emulator().injectFault({
            match,
            answer: { status: 500, body: { error_code: "ModelArts.0010", error_msg: "no" } },
        });
        await performCall(call, retrying(), emulator());
        expect(attempts(call.name)).toHaveLength(4);
    });

    test.each(acts)("is not made again where it may have been done: $name", async (call) => {
        for (const kind of ["reset-after", "half"] as const) {
            emulator().clearRequests();
            emulator().injectFault({ match: { call: call.name }, kind });
            const failure = await rejectionOf(performCall(call, retrying(), emulator()));
            expect(failure).toMatchObject({ kind: "network", outcomeUnknown: true });
            expect(attempts(call.name)).toHaveLength(1);
        }
    });

    test("does not lose a whole list for one page", async () => {
        for (let i = 0; i < 250; i++) emulator().makeJob();
        emulator().setOptions({ perPageMax: 100 });
        emulator().injectFault({ match: { path: "page=2" }, kind: "reset-before" });
        expect(await collect(retrying().list())).toHaveLength(250);
    });

    test("is made over a new connection where the old one was closed in the meantime", async () => {
        const { id } = emulator().makeJob();
        const jobs = retrying(undefined, { "huaweicloud:maxRetries": "0" });
        await jobs.get(id);
        emulator().injectFault({ match: { reused: true }, kind: "reset-before", times: "always" });
        await jobs.stop(id);
        expect(attempts("stop").map(({ status }) => status)).toEqual([200]);
    });
});

describe("many calls at once, to a service that takes few", () => {
    test("all get through, and no create is made twice", async () => {
        emulator().setOptions({ rateLimit: 5, retryAfterSeconds: 0, retryAfter: "seconds" });
        const jobs = connectToEmulator(emulator(), {
            "huaweicloud:maxRetries": "20",
            "modelarts:retryDelay": "0.2",
        }).jobs;
        const names = Array.from({ length: 8 }, (_, i) => `board-${i}`);
        await Promise.all(names.map((name) => jobs.create({ name, trainUrl: "/bucket/logs/" })));
        expect(
            emulator()
                .jobs.map(({ name }) => name)
                .sort(),
        ).toEqual(names);
    });
});
