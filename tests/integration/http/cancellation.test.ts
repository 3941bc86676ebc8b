import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator, passwordSettings } from "../../support/emulatedClient";
import { type JobCalls, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const reason = new Error("The caller has cancelled");

/** Aborts once a request has arrived and its response has been read. Gives what the call rejects with. */
async function rejectionAfterAbort(call: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
    const controller = new AbortController();
    const end = emulator().onRequest(() => {
        end();
        setTimeout(() => {
            controller.abort(reason);
        }, 50);
    });
    return call(controller.signal).catch((error: unknown) => error);
}

const throttledResponse = (retryAfter: string) => ({
    status: 429,
    body: { error_code: "APIG.0308", error_msg: "too many" },
    headers: { "Retry-After": retryAfter },
});
const retrying = { "huaweicloud:maxRetries": "3" };

test("sends nothing when the signal is aborted before the call", async () => {
    const options = { signal: AbortSignal.abort(reason) };
    const { jobs } = connectToEmulator(emulator());
    await expect(jobs.get("1", options)).rejects.toBe(reason);
    await expect(jobs.stop("1", options)).rejects.toBe(reason);
    await expect(jobs.create({ name: "board", trainUrl: "/bucket/logs/" }, options)).rejects.toBe(reason);
    await expect(collect(jobs.list({}, options))).rejects.toBe(reason);
    expect(emulator().requests).toEqual([]);
});

test.each(["no-response", "slow-body"] as const)(
    "rejects with the reason during a request: %s",
    async (kind) => {
        emulator().injectFault({ match: { call: "show" }, kind });
        const { jobs } = connectToEmulator(emulator());
        expect(await rejectionAfterAbort((signal) => jobs.get("1", { signal }))).toBe(reason);
    },
);

test.each(jobApiCalls)(
    "rejects with the reason while a throttled $name waits for its retry",
    async ({ name, run, status }) => {
        const { id } = emulator().makeJob({ status });
        emulator().injectFault({
            match: { call: name },
            response: throttledResponse("3600"),
            times: "always",
        });
        const { jobs } = connectToEmulator(emulator(), retrying);
        const jobsWith = (signal: AbortSignal): JobCalls => ({
            create: (spec) => jobs.create(spec, { signal }),
            list: (query) => jobs.list(query, { signal }),
            get: (job) => jobs.get(job, { signal }),
            update: (job, change) => jobs.update(job, change, { signal }),
            stop: (job) => jobs.stop(job, { signal }),
            restart: (job) => jobs.restart(job, { signal }),
            delete: (job) => jobs.delete(job, { signal }),
        });
        expect(await rejectionAfterAbort((signal) => run(jobsWith(signal), id))).toBe(reason);
    },
);

test("rejects with the reason while the rate limiter holds the call back", async () => {
    const { id } = emulator().makeJob();
    emulator().injectFault({ match: { call: "list" }, response: throttledResponse("3600") });
    const { jobs } = connectToEmulator(emulator());
    expect((await rejectionOf(collect(jobs.list()))).kind).toBe("throttled");
    const controller = new AbortController();
    const call = jobs.get(id, { signal: controller.signal }).catch((error: unknown) => error);
    await new Promise(setImmediate);
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(emulator().requests).toHaveLength(1);
});

test("rejects with the reason during an authentication, which continues for other calls", async () => {
    emulator().injectFault({ match: { call: "tokens" }, response: throttledResponse("0.2") });
    const login = { ...passwordSettings(emulator()), "huaweicloud:projectId": "" };
    const { jobs, projectId } = connectToEmulator(emulator(), { ...retrying, ...login });
    expect(await rejectionAfterAbort((signal) => jobs.get("1", { signal }))).toBe(reason);
    expect(await projectId()).toBe(emulator().info.projectId);
    const calls = emulator().requests.map(({ call, status }) => `${call} ${status}`);
    expect(calls).toEqual(["tokens 429", "tokens 201"]);
});
