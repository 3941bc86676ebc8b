import { ResourceInitFailedError } from "../../../provider/src/lifecycle/errors";
import { here } from "../../support/emulatedClient";
import { check, checkAndDiff, useEngineRuns } from "../../support/engineRuns";

const { emulator, runs, service } = useEngineRuns();
const logs = { trainUrl: "/bucket/logs/" };
const other = { trainUrl: "/bucket/other/" };

describe("the job of a replaced resource stays in the state", () => {
    test("where the project of the next owner cannot be looked up", async () => {
        const x = await runs().createExisting("x", { ...logs, projectId: here });
        const run = runs().start({ "huaweicloud:projectId": "", "huaweicloud:maxRetries": "0" });
        const y = check(run, "y", { visualizationId: x.id });
        checkAndDiff(run, x, "x", { ...other, projectId: here });
        emulator().injectFault({ match: { call: "projects" }, times: "always", response: { status: 429 } });
        const outcomes = await Promise.allSettled([run.delete(x.id, x.state), run.create(y)]);
        expect(outcomes).toMatchObject([
            { status: "rejected", reason: { kind: "rejected", job: { id: x.id } } },
            { status: "rejected", reason: { kind: "throttled" } },
        ]);
        expect(service()).toEqual([`${x.id} RUNNING`]);
    });

    test("where the run is cancelled before the next owner has adopted it", async () => {
        const x = await runs().createExisting("x", logs);
        const cancellation = new AbortController();
        const run = runs().start({}, cancellation.signal);
        checkAndDiff(run, x, "x", other);
        const y = check(run, "y", { visualizationId: x.id });
        const deletion = run.delete(x.id, x.state);
        cancellation.abort(new Error("cancelled"));
        await expect(deletion).rejects.toMatchObject({ kind: "rejected" });
        await expect(run.create(y)).rejects.toMatchObject({ kind: "cancelled" });
        expect(service()).toEqual([`${x.id} RUNNING`]);
    });
});

test("a resource that is replaced by itself keeps its job where the run is cancelled in between", async () => {
    emulator().makeJob({ id: 500 });
    const x = await runs().createExisting("x", { visualizationId: "500" });
    const cancellation = new AbortController();
    const run = runs().start({}, cancellation.signal);
    const next = check(run, "x", { visualizationId: "500" });
    await run.delete(x.id, x.state);
    cancellation.abort(new Error("cancelled"));
    const error: unknown = await run.create(next).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ResourceInitFailedError);
    expect(error).toMatchObject({ id: "500", error: { kind: "cancelled" } });
    expect(service()).toEqual(["500 RUNNING"]);
});
