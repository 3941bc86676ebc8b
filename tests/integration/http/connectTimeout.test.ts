import { reach } from "../../../provider/src/reconcile/reconcile";
import { systemClock } from "../../../provider/src/modelarts/clock";
import { rejectionOf } from "../../support/errors";
import { connected, emulated } from "../../support/emulatedClient";
import { onJobs } from "../../support/apiCalls";
import { type DeafListener, deafListener } from "../../support/unresponsiveListener";

const emulator = emulated();
const limit = { "modelarts:requestTimeout": "1" };

describe("an address with which no connection is ever made", () => {
    let deaf: DeafListener;
    beforeAll(async () => {
        deaf = await deafListener();
    });
    afterAll(() => deaf.close());

    test("fails every call with a timeout that names the host and the limit", async () => {
        const endpoints = JSON.stringify({ modelarts: deaf.url });
        const { jobs } = connected(emulator(), { ...limit, "huaweicloud:endpoints": endpoints });
        const failures = onJobs.map(({ run }) => rejectionOf(run(jobs, "1")));
        for (const failure of await Promise.all(failures)) {
            expect(failure.kind).toBe("timeout");
            expect(failure.message).toContain(new URL(deaf.url).host);
            expect(failure.message).toContain("within 1 s");
        }
    });

    test("fails a log-in so, and the call with it", async () => {
        const endpoints = JSON.stringify({ modelarts: emulator().info.modelarts, iam: deaf.url });
        const values = { "huaweicloud:endpoints": endpoints, "huaweicloud:projectId": "" };
        const failure = await rejectionOf(connected(emulator(), { ...limit, ...values }).jobs.get("1"));
        expect(failure.kind).toBe("timeout");
        expect(failure.message).toContain("look up the project");
        expect(emulator().requests).toEqual([]);
    });
});

describe("a look that does not end, while a job is waited for", () => {
    test.each(["silence", "drip"] as const)("costs that look, and not the wait: %s", async (kind) => {
        const { jobs } = connected(emulator(), limit);
        const { id } = emulator().makeJob();
        emulator().setOptions({ stop: 0 });
        emulator().fault({
            match: { call: "show" },
            nth: 2,
            kind,
            ...(kind === "drip" && { interval: 100 }),
        });
        const deadline = Date.now() + 30_000;
        const journey = { goal: "stopped", limitMs: 30_000, deadline, limitAdvice: "" } as const;
        const job = await reach(id, journey, { jobs, clock: systemClock, pollIntervalMs: 20 });
        expect(job?.status.phase).toBe("stopped");
        expect(emulator().requests.map(({ call }) => call)).toEqual(["show", "stop", "show", "show"]);
    });
});
