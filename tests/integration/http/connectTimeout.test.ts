import { reconcile } from "../../../provider/src/reconcile/reconcile";
import { systemClock } from "../../../provider/src/modelarts/clock";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { callsOnOneJob } from "../../support/apiCalls";
import { type UnresponsiveListener, startUnresponsiveListener } from "../../support/unresponsiveListener";

const emulator = useEmulator();
const limit = { "modelarts:requestTimeout": "1" };

describe("an address with which no connection is ever made", () => {
    let deaf: UnresponsiveListener;
    beforeAll(async () => {
        deaf = await startUnresponsiveListener();
    });
    afterAll(() => deaf.close());

    test("fails every call with a timeout that names the host and the limit", async () => {
        const endpoints = JSON.stringify({ modelarts: deaf.url });
        const { jobs } = connectToEmulator(emulator(), { ...limit, "huaweicloud:endpoints": endpoints });
        const failures = callsOnOneJob.map(({ run }) => rejectionOf(run(jobs, "1")));
        for (const failure of await Promise.all(failures)) {
            expect(failure.kind).toBe("timeout");
            expect(failure.message).toContain(new URL(deaf.url).host);
            expect(failure.message).toContain("within 1 s");
        }
    });

    test("fails a log-in so, and the call with it", async () => {
        const endpoints = JSON.stringify({ modelarts: emulator().info.modelarts, iam: deaf.url });
        const values = { "huaweicloud:endpoints": endpoints, "huaweicloud:projectId": "" };
        const failure = await rejectionOf(
            connectToEmulator(emulator(), { ...limit, ...values }).jobs.get("1"),
        );
        expect(failure.kind).toBe("timeout");
        expect(failure.message).toContain("look up the project");
        expect(emulator().requests).toEqual([]);
    });
});

describe("a look that does not end, while a job is waited for", () => {
    test.each(["silence", "drip"] as const)("costs that look, and not the wait: %s", async (kind) => {
        const { jobs } = connectToEmulator(emulator(), limit);
        const { id } = emulator().makeJob();
        emulator().setOptions({ stop: 0 });
        emulator().injectFault({
            match: { call: "show" },
            nth: 2,
            kind,
            ...(kind === "drip" && { interval: 100 }),
        });
        const deadline = Date.now() + 30_000;
        const request = { goal: "stopped", timeoutMs: 30_000, deadline, timeoutHint: "" } as const;
        const job = await reconcile(id, request, { jobs, clock: systemClock, pollIntervalMs: 20 });
        expect(job?.status.state).toBe("stopped");
        expect(emulator().requests.map(({ call }) => call)).toEqual(["show", "stop", "show", "show"]);
    });
});
