import type { Job } from "../../../provider/src/modelarts/job";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();
const connect = () => connectToEmulator(emulator(), { "huaweicloud:maxRetries": "5" }).pollingJobs;
const ids = ["1", "2", "3"];
const throttledResponse = (seconds: number) => ({
    status: 429,
    headers: { "Retry-After": String(seconds) },
    body: { error_code: "APIG.0308", error_msg: "throttled" },
});
const calls = () => emulator().requests.map(({ call }) => call);

beforeEach(() => {
    for (const id of ids) emulator().makeJob({ id });
});

/** Returns the result of a read that has ended: its job or its error. */
async function resultOf(read: Promise<Job>): Promise<unknown> {
    const pending = new Promise((resolve) => setImmediate(resolve, "pending"));
    return Promise.race([read.catch((error: unknown) => error), pending]);
}

/** Starts a read that goes on until the test ends it. */
function startLongRead(jobs: ReturnType<typeof connect>, id: string, noRetry = false) {
    const controller = new AbortController();
    const read = jobs.get(id, { signal: controller.signal, noRetry });
    read.catch(() => undefined);
    return {
        read,
        end: () => {
            controller.abort(new Error("the test is over"));
        },
    };
}

describe("reads of one job", () => {
    test("do not fail with another read that has less time", async () => {
        emulator().injectFault({ match: { call: "show" }, response: throttledResponse(1) });
        const jobs = connect();
        const now = performance.now();
        const deadlines = [now + 300, now + 60_000];
        const [, long] = await Promise.allSettled(deadlines.map((deadline) => jobs.get("1", { deadline })));
        expect(long).toMatchObject({ status: "fulfilled", value: { id: "1" } });
    });

    test("are retried beside another read that is not", async () => {
        emulator().injectFault({ match: { call: "show" }, response: { status: 503 }, times: 2 });
        const jobs = connect();
        const [firstRead, secondRead] = await Promise.allSettled([
            jobs.get("1", { noRetry: true }),
            jobs.get("1"),
        ]);
        expect(firstRead).toMatchObject({ status: "rejected", reason: { kind: "server-error" } });
        expect(secondRead).toMatchObject({ status: "fulfilled", value: { id: "1" } });
    });

    test("go on when the signal of another read is given", async () => {
        emulator().injectFault({ match: { call: "show" }, kind: "delay", seconds: 0.2 });
        const jobs = connect();
        const { read, end } = startLongRead(jobs, "1");
        const other = jobs.get("1");
        emulator().onRequest(end);
        expect(await other).toMatchObject({ id: "1" });
        await expect(read).rejects.toThrow("the test is over");
        expect(calls()).toEqual(["show"]);
    });
});

describe("a read with little time", () => {
    const shortRead = (jobs: ReturnType<typeof connect>, id: string) =>
        jobs.get(id, { deadline: performance.now() + 100, noRetry: true });
    const timeIsOver = { kind: "timeout", job: { id: "3" } };

    test("ends while others wait for the list", async () => {
        emulator().injectFault({ match: { call: "list" }, kind: "delay", seconds: 3 });
        const jobs = connect();
        const longReads = ["1", "2"].map((id) => startLongRead(jobs, id));
        await expect(shortRead(jobs, "3")).rejects.toMatchObject(timeIsOver);
        for (const { read, end } of longReads) {
            expect(await resultOf(read)).toBe("pending");
            end();
        }
        expect(calls()).toEqual(["list"]);
    });

    test("ends while the list of an earlier batch is in flight", async () => {
        emulator().injectFault({ match: { call: "list" }, kind: "delay", seconds: 3 });
        const jobs = connect();
        const isListed = new Promise<void>((resolve) => {
            emulator().onRequest(() => {
                resolve();
            });
        });
        const longReads = ["1", "2"].map((id) => startLongRead(jobs, id));
        await isListed;
        await expect(shortRead(jobs, "3")).rejects.toMatchObject(timeIsOver);
        for (const { read, end } of longReads) {
            expect(await resultOf(read)).toBe("pending");
            end();
        }
        expect(calls()).toEqual(["list"]);
    });

    test("ends while another read of its batch is retried", async () => {
        emulator().injectFault({ match: { call: "list" }, response: { status: 503 } });
        emulator().injectFault({ match: { call: "show" }, response: throttledResponse(30) });
        const jobs = connect();
        const longReads = ["1", "2"].map((id) => startLongRead(jobs, id));
        expect(await shortRead(jobs, "3").catch((error: unknown) => error)).toMatchObject({
            job: { id: "3" },
        });
        for (const { read, end } of longReads) {
            expect(await resultOf(read)).toBe("pending");
            end();
        }
    });
});

test("a list that no read waits for any more is given up, and the next one is sent", async () => {
    emulator().injectFault({ match: { call: "list" }, kind: "delay", seconds: 3 });
    const jobs = connect();
    const reads = ids.map((id) => startLongRead(jobs, id));
    await new Promise<void>((resolve) => {
        emulator().onRequest(({ call }) => {
            if (call === "list") resolve();
        });
    });
    for (const { end } of reads) end();
    const laterReads = Promise.all(ids.map((id) => jobs.get(id)));
    expect(await laterReads).toMatchObject(ids.map((id) => ({ id })));
    const lists = emulator().requests.filter(({ call }) => call === "list");
    expect(lists).toMatchObject([{ outcome: "closed by client" }, { outcome: "responded" }]);
});
