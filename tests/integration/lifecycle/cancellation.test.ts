import type { Resource } from "../../../provider/src/properties/inputs";
import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { ResourceInitFailedError } from "../../../provider/src/lifecycle/errors";
import { validResource, folder } from "../../support/inputs";
import { HttpActivity } from "../../support/traffic";
import { useEmulator } from "../../support/emulatedClient";
import { newLifecycle } from "../../support/testLifecycle";

/* Jobs never start or stop here, so every wait ends by the cancellation of the run. */
const emulator = useEmulator({ boot: 10_000, stop: 10_000 });
const activity = new HttpActivity();
afterAll(() => {
    activity.close();
});
const board = validResource({ trainUrl: folder, name: "board", state: "running" });
const boardWith = (inputs: Resource["inputs"]): Resource => ({
    ...board,
    inputs: { ...board.inputs, ...inputs },
});

function startRun(): { lifecycle: Lifecycle; cancel: () => void } {
    const controller = new AbortController();
    const limits = { "modelarts:pollInterval": "1000", "modelarts:waitTimeout": "10000" };
    const lifecycle = newLifecycle(emulator(), {}, { signal: controller.signal }, limits);
    return {
        lifecycle,
        cancel: () => {
            controller.abort();
        },
    };
}

/** Cancels after this call, as soon as no request is open. */
function cancelAfter(call: string, cancel: () => void): void {
    emulator().onRequest((request) => {
        if (request.call === call) void activity.waitUntilIdle().then(cancel);
    });
}

/** Creates a job in a run that is cancelled after the create. */
async function createCancelledJob(resource: Resource = board) {
    const { lifecycle, cancel } = startRun();
    cancelAfter("create", cancel);
    const error: unknown = await lifecycle.create(resource).catch((reason: unknown) => reason);
    if (error instanceof ResourceInitFailedError) return error;
    throw new Error(`The create did not fail with a ResourceInitFailedError: ${String(error)}`);
}

test("a cancelled create keeps the job in the state, and the error says its status", async () => {
    const { id, state, message } = await createCancelledJob();
    expect(emulator().jobs.map((job) => job.id)).toEqual([id]);
    expect(state.outputs).toMatchObject({ visualizationId: id, state: "starting" });
    expect(message).toMatch(
        /^Could not start visualization job .* the run was cancelled; .* stays in the state/,
    );
});

test("a cancelled delete fails, and the service goes on with the stop", async () => {
    const { id, state } = await createCancelledJob();
    const { lifecycle, cancel } = startRun();
    cancelAfter("stop", cancel);
    emulator().moveJob(id, 8);
    await expect(lifecycle.delete(id, state)).rejects.toMatchObject({ kind: "cancelled" });
    expect(emulator().jobs).toMatchObject([{ id, statusName: "KILLING" }]);
});

test.each(["create", "update", "delete"] as const)(
    "a %s after the cancellation sends no request",
    async (operation) => {
        const { id, state } = await createCancelledJob();
        const { lifecycle, cancel } = startRun();
        cancel();
        emulator().clearRequests();
        const work = {
            create: () => lifecycle.create(boardWith({ name: "other" })),
            update: () => lifecycle.update(id, state, boardWith({ state: "stopped" })),
            delete: () => lifecycle.delete(id, state),
        };
        await expect(work[operation]()).rejects.toMatchObject({ kind: "cancelled" });
        expect(emulator().requests).toEqual([]);
    },
);
