import { diff } from "../../../provider/src/properties/diff";
import type { Resource } from "../../../provider/src/properties/inputs";
import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { ResourceInitFailedError } from "../../../provider/src/lifecycle/errors";
import type { ResourceState } from "../../../provider/src/properties/state";
import { validResource, folder } from "../../support/inputs";
import { useEmulator } from "../../support/emulatedClient";
import { newLifecycle } from "../../support/testLifecycle";

const emulator = useEmulator({ boot: 0, stop: 0 });

/** Makes a lifecycle in a new run. */
function newRun(): Lifecycle {
    return newLifecycle(emulator(), {}, {}, { "modelarts:pollInterval": "0.01" });
}

const actions = () =>
    emulator()
        .requests.map(({ call }) => call)
        .filter((call) => !["show", "list"].includes(call));

async function failedCreate(resource: Resource): Promise<ResourceInitFailedError> {
    const outcome: unknown = await newRun()
        .create(resource)
        .catch((error: unknown) => error);
    if (outcome instanceof ResourceInitFailedError) return outcome;
    throw new Error(`The create did not fail with a ResourceInitFailedError: ${String(outcome)}`);
}

/** Updates the resource in the next run if the diff has changes. */
async function runUp(id: string, prior: ResourceState, resource: Resource): Promise<ResourceState> {
    return diff(prior, resource).changes ? newRun().update(id, prior, resource) : prior;
}

describe("a new job whose start failed", () => {
    const resource = validResource({ trainUrl: folder, name: "board" });

    test("is kept and restarted by the next run", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        const { id, state } = await failedCreate(resource);
        expect(state.outputs).toMatchObject({ visualizationId: id, state: "failed" });
        expect((await runUp(id, state, resource)).outputs.state).toBe("running");
        expect(actions()).toEqual(["create", "restart"]);
    });

    test("is restarted by the next run after a refresh", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        const { id, state } = await failedCreate(resource);
        const refreshedState = await newRun().read(id, state);
        if (refreshedState === undefined) throw new Error("The refresh did not find the job");
        expect((await runUp(id, refreshedState, resource)).outputs.state).toBe("running");
        expect(actions()).toEqual(["create", "restart"]);
    });

    test("is not restarted after it has run and was stopped externally", async () => {
        emulator().setOptions({ failNextStarts: [11] });
        const { id, state } = await failedCreate(resource);
        const running = await runUp(id, state, resource);
        emulator().moveJob(id, 13);
        const refreshedState = await newRun().read(id, running);
        if (refreshedState === undefined) throw new Error("The refresh did not find the job");
        expect((await runUp(id, refreshedState, resource)).outputs.state).toBe("stopped");
        expect(actions()).toEqual(["create", "restart"]);
    });
});

describe("an update of the description", () => {
    test.each<[string | undefined, number, string]>([
        ["stopped", 12, "a stopped job stays stopped"],
        ["running", 8, "a running job stays running"],
        [undefined, 13, "a job that was stopped externally stays stopped"],
        [undefined, 8, "a running job stays running"],
    ])("sends one update and no other action (state %s, status %i): %s", async (state, status) => {
        const args = { trainUrl: folder, name: "board", state };
        const newJob = await newRun().create(validResource(args));
        emulator().moveJob(newJob.id, status);
        const olds = await newRun().read(newJob.id, newJob.state);
        if (olds === undefined) throw new Error("The refresh did not find the job");
        emulator().clearRequests();
        const { outputs } = await newRun().update(
            newJob.id,
            olds,
            validResource({ ...args, description: "new" }),
        );
        expect(outputs.description).toBe("new");
        expect(actions()).toEqual(["update"]);
        expect(emulator().job(newJob.id)).toMatchObject({ status, description: "new" });
    });
});

describe("a delete", () => {
    test.each<["delete" | "stop", string[]]>([
        ["delete", ["stop", "delete"]],
        ["stop", ["stop"]],
    ])("with the deletion policy %s sends %j", async (deletionPolicy, expected) => {
        const { id, state } = await newRun().create(
            validResource({ trainUrl: folder, name: "board", deletionPolicy }),
        );
        emulator().clearRequests();
        await newRun().delete(id, state);
        expect(actions()).toEqual(expected);
        expect(emulator().job(id)?.statusName).toBe(deletionPolicy === "stop" ? "KILLED" : undefined);
    });

    test("of a job that is not found sends no action", async () => {
        const { id, state } = await newRun().create(validResource({ trainUrl: folder, name: "board" }));
        emulator().removeJob(id);
        emulator().clearRequests();
        await newRun().delete(id, state);
        expect(actions()).toEqual([]);
    });
});

describe("a delete where the service has a code of its own for an unknown job", () => {
    const resource = validResource({ trainUrl: folder, name: "board" });
    const createOld = async () => {
        const { id, state } = await newRun().create(resource);
        const outputs = { ...state.outputs, createdAt: "2020-01-01T00:00:00Z" };
        emulator().clearRequests();
        return { id, state: { ...state, outputs } };
    };
    const response = { status: 400, body: { error_code: "ModelArts.9999", error_msg: "no" } };
    const removalHint = expect.stringContaining("`pulumi state delete`") as unknown;

    test("ends where the job is missing, and a refresh keeps the state", async () => {
        const { id, state } = await createOld();
        emulator().removeJob(id);
        emulator().setOptions({ unknownJob: "ModelArts.9999", httpStatus: { "ModelArts.9999": 400 } });
        await expect(newRun().read(id, state)).rejects.toMatchObject({ kind: "rejected", hint: removalHint });
        await newRun().delete(id, state);
        expect(actions()).toEqual([]);
    });

    test("removes the job that a list has", async () => {
        const { id, state } = await createOld();
        emulator().injectFault({ match: { call: "show" }, times: 2, response });
        await newRun().delete(id, state);
        expect(actions()).toEqual(["stop", "delete"]);
        expect(emulator().jobs).toEqual([]);
    });

    test.each(["stop", "delete"] as const)("ends where the job is missing at the %s", async (call) => {
        const { id, state } = await createOld();
        emulator().injectFault({ match: { call }, response });
        const removeListener = emulator().onRequest((request) => {
            if (request.call === call) emulator().removeJob(id);
        });
        await newRun().delete(id, state).finally(removeListener);
        expect(actions().at(-1)).toBe(call);
    });

    test("fails where the service does not show an adopted job, which may be in another workspace", async () => {
        emulator().makeJob({ id: 700, workspaceId: "1" });
        const { id, state } = await newRun().create(validResource({ visualizationId: "700" }));
        const outputs = { ...state.outputs, createdAt: "2020-01-01T00:00:00Z" };
        emulator().injectFault({ match: { call: "show" }, response });
        await expect(newRun().delete(id, { ...state, outputs })).rejects.toMatchObject({
            code: "ModelArts.9999",
            hint: removalHint,
        });
        expect(emulator().job(id)).toMatchObject({ statusName: "RUNNING" });
    });

    test("fails where the service shows the job, and no list has it", async () => {
        const { id, state } = await createOld();
        emulator().injectFault({ match: { call: "stop" }, response });
        emulator().injectFault({
            match: { call: "list" },
            response: { status: 200, body: { jobs: [] } },
        });
        await expect(newRun().delete(id, state)).rejects.toMatchObject({ code: "ModelArts.9999" });
        expect(emulator().job(id)).toMatchObject({ statusName: "RUNNING" });
    });

    test("fails where the service rejects the delete of a job that a list has", async () => {
        const { id, state } = await createOld();
        emulator().injectFault({ match: { call: "delete" }, response });
        await expect(newRun().delete(id, state)).rejects.toMatchObject({ code: "ModelArts.9999" });
        expect(emulator().job(id)).toBeDefined();
    });
});

test.each([
    ["created", {}, []],
    ["adopted", { visualizationId: "8992" }, ["KILLED"]],
])("deletes a renamed resource whose job it has %s", async (_, adoption, ends) => {
    const urnOf = (name: string) => `urn:pulumi:dev::test::modelarts:index:VisualizationJob::${name}`;
    emulator().makeJob({ id: 8992, name: "theirs" });
    const args = "visualizationId" in adoption ? adoption : { trainUrl: folder, name: "board" };
    const { id, state } = await newRun().create(validResource({ ...args, __urn: urnOf("before") }));
    const run = newRun();
    // After a refresh the state still has the earlier URN.
    run.diff(id, state, validResource({ ...args, __urn: urnOf("now") }));
    await run.delete(id, state);
    expect(
        emulator()
            .jobs.filter((job) => job.id === id)
            .map(({ statusName }) => statusName),
    ).toEqual(ends);
});
