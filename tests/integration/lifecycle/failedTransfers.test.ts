import { ResourceInitFailedError } from "../../../provider/src/lifecycle/errors";
import { here, there } from "../../support/emulatedClient";
import { check, checkAndDiff, useEngineRuns } from "../../support/engineRuns";

const { emulator, runs, service } = useEngineRuns();
const logs = { trainUrl: "/bucket/logs/" };
const other = { trainUrl: "/bucket/other/" };
const settings = { "huaweicloud:maxRetries": "0" };

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

test("a job that a delete has left stays in the state where its next owner cannot read it again", async () => {
    const x = await runs().createExisting("x", logs);
    const run = runs().start(settings);
    checkAndDiff(run, x, "x", other);
    emulator().injectFault({ match: { call: "show" }, nth: 3, times: "always", response: { status: 403 } });
    let creation: Promise<unknown> | undefined;
    emulator().onRequest(({ call }) => {
        if (call !== "show" || creation !== undefined) return;
        const y = check(run, "y", { visualizationId: x.id });
        // The delete has read the job by then, and waits for the other resource.
        const later = new Promise((resolve) => setTimeout(resolve, 60));
        creation = later.then(() => run.create(y)).catch((reason: unknown) => reason);
    });
    await run.delete(x.id, x.state);
    const error = await creation;
    expect(service()).toEqual([`${x.id} RUNNING`]);
    expect(error).toBeInstanceOf(ResourceInitFailedError);
    expect(error).toMatchObject({ id: x.id, state: { outputs: { visualizationId: x.id, projectId: here } } });
});

describe("a job that goes on while its resource is replaced by itself", () => {
    /** Returns the error of another resource, which adopts that number elsewhere. */
    async function failAdoptionElsewhere(call: "show" | "projects", projectId: string): Promise<unknown> {
        emulator().makeJob({ id: 500, projectId: there });
        const x = await runs().createExisting("x", { visualizationId: "500", projectId: there });
        const run = runs().start({ ...settings, "huaweicloud:projectId": projectId });
        const y = check(run, "y", { visualizationId: "500" });
        check(run, "x", { visualizationId: "500", projectId: there });
        await run.delete(x.id, x.state);
        emulator().injectFault({ match: { call }, times: "always", response: { status: 403 } });
        const error: unknown = await run.create(y).catch((reason: unknown) => reason);
        expect(service()).toEqual(["500 RUNNING"]);
        return error;
    }

    test("is not for a resource that adopts that number in another project", async () => {
        expect(await failAdoptionElsewhere("show", here)).not.toBeInstanceOf(ResourceInitFailedError);
    });

    test("is not for a resource whose project cannot be looked up", async () => {
        expect(await failAdoptionElsewhere("projects", "")).not.toBeInstanceOf(ResourceInitFailedError);
    });

    test("gives the state its location and nothing else of the run", async () => {
        emulator().makeJob({ id: 500 });
        const x = await runs().createExisting("x", { visualizationId: "500" });
        const run = runs().start(settings);
        const next = check(run, "x", { visualizationId: "500" });
        await run.delete(x.id, x.state);
        emulator().injectFault({ match: { call: "show" }, times: "always", response: { status: 403 } });
        const error: unknown = await run.create(next).catch((reason: unknown) => reason);
        expect((error as ResourceInitFailedError).state.outputs).toEqual({
            visualizationId: "500",
            state: "unknown",
            status: "UNKNOWN",
            region: "cn-north-4",
            projectId: here,
            deletionPolicy: "stop",
        });
    });
});

test.each(["at once", "after a refresh"])(
    "a restart that failed after a swap of jobs is made up for by the next run, %s",
    async (when) => {
        for (const id of [500, 501]) emulator().makeJob({ id });
        const a = await runs().createExisting("a", { visualizationId: "500" });
        const b = await runs().createExisting("b", { visualizationId: "501" });
        const run = runs().start(settings);
        checkAndDiff(run, a, "a", { visualizationId: "501" });
        checkAndDiff(run, b, "b", { visualizationId: "500" });
        const newA = check(run, "a", { visualizationId: "501" });
        const newB = check(run, "b", { visualizationId: "500" });
        await Promise.all([run.delete(a.id, a.state), run.delete(b.id, b.state)]);
        emulator().injectFault({
            match: { call: "restart" },
            response: { status: 403, body: { error_code: "ModelArts.0107", error_msg: "no quota" } },
        });
        const failure = (await run.create(newA).catch((error: unknown) => error)) as ResourceInitFailedError;
        expect(failure).toBeInstanceOf(ResourceInitFailedError);
        await run.create(newB);
        expect(service()).toEqual(["500 RUNNING", "501 KILLED"]);

        const next = runs().start();
        const state = when === "at once" ? failure.state : await next.read("501", failure.state);
        if (state === undefined) throw new Error("The job is missing.");
        const resource = check(next, "a", { visualizationId: "501" }, newA.inputs);
        expect(next.diff("501", state, resource).changes).toBe(true);
        expect((await next.update("501", state, resource)).outputs.state).toBe("running");
        expect(service()).toEqual(["500 RUNNING", "501 RUNNING"]);
    },
);
