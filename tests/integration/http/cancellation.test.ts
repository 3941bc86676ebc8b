import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";
import { jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();
const reason = new Error("enough");

/** Gives the signal once a request has come, and says what the call ended with. */
async function endedBy(call: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
    const controller = new AbortController();
    const end = emulator().onRequest(() => {
        end();
        // When the answer is there, and the wait has begun.
        setTimeout(() => {
            controller.abort(reason);
        }, 100);
    });
    return call(controller.signal).catch((error: unknown) => error);
}

const hour = { "Retry-After": "3600" };
const busy = { status: 429, body: { error_code: "APIG.0308", error_msg: "too many" }, headers: hour };
const retrying = { "huaweicloud:maxRetries": "3" };

describe("a signal ends a call with its reason", () => {
    test.each(jobApiCalls)("in the wait after it was throttled: $name", async ({ name, run, status }) => {
        const { id } = emulator().makeJob({ status });
        emulator().injectFault({ match: { call: name }, answer: busy, times: "always" });
        const { jobs } = connectToEmulator(emulator(), retrying);
        const bounded = (signal: AbortSignal): typeof jobs => ({
            create: (spec) => jobs.create(spec, { signal }),
            list: (query) => jobs.list(query, { signal }),
            get: (job) => jobs.get(job, { signal }),
            update: (job, change) => jobs.update(job, change, { signal }),
            stop: (job) => jobs.stop(job, { signal }),
            restart: (job) => jobs.restart(job, { signal }),
            delete: (job) => jobs.delete(job, { signal }),
        });
        expect(await endedBy((signal) => run(bounded(signal), id))).toBe(reason);
    });

    test("in the wait for a turn, after another call was throttled", async () => {
        const { id } = emulator().makeJob();
        emulator().injectFault({ match: { call: "list" }, answer: busy });
        const { jobs } = connectToEmulator(emulator());
        expect((await rejectionOf(collect(jobs.list()))).kind).toBe("throttled");
        const signal = AbortSignal.abort(reason);
        const waiting = new AbortController();
        const call = jobs.get(id, { signal: waiting.signal }).catch((error: unknown) => error);
        await new Promise(setImmediate);
        waiting.abort(reason);
        expect(await call).toBe(reason);
        expect(await jobs.get(id, { signal }).catch((error: unknown) => error)).toBe(reason);
        expect(emulator().requests).toHaveLength(1);
    });

    test("in the wait for a log-in", async () => {
        const { userName, password, domainName } = emulator().info;
        emulator().injectFault({
            match: { call: "tokens" },
            answer: { ...busy, headers: { "Retry-After": "0.3" } },
        });
        const login = {
            ...withoutAccessKey,
            "huaweicloud:projectId": "",
            "huaweicloud:userName": userName,
            "huaweicloud:password": password,
            "huaweicloud:domainName": domainName,
        };
        const { jobs, projectId } = connectToEmulator(emulator(), { ...retrying, ...login });
        expect(await endedBy((signal) => jobs.get("1", { signal }))).toBe(reason);
        // It is for others too, so it goes on.
        expect(await projectId()).toBe(emulator().info.projectId);
        const calls = emulator().requests.map(({ call, status }) => `${call} ${status}`);
        expect(calls).toEqual(["tokens 429", "tokens 201"]);
    });
});
