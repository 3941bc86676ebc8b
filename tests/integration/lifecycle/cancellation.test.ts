import type { Inputs } from "../../../provider/src/properties/inputs";
import { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { ResourceInitFailedError } from "../../../provider/src/lifecycle/errors";
import { validInputs, folder } from "../../support/inputs";
import { useEmulator, createConnectionPool } from "../../support/emulatedClient";

/* No job ever gets anywhere: what ends, ends because the run was cancelled. */
const emulator = useEmulator({ boot: 10_000, stop: 10_000 });
const board = validInputs({ trainUrl: folder, name: "board", state: "running" });

function run(): { lifecycle: Lifecycle; cancel: () => void } {
    const cancellation = new AbortController();
    const limits = { "modelarts:pollInterval": "1000", "modelarts:waitTimeout": "10000" };
    const lifecycle = new Lifecycle(createConnectionPool(emulator(), limits), {
        signal: cancellation.signal,
    });
    return {
        lifecycle,
        cancel: () => {
            cancellation.abort();
        },
    };
}

/** Cancels when this call has been answered. */
function cancelAfter(call: string, cancel: () => void): void {
    emulator().onRequest((request) => {
        if (request.call === call) setTimeout(cancel, 20);
    });
}

async function errorOf(work: Promise<unknown>): Promise<Error> {
    const outcome: unknown = await work.then(
        () => new Error("It did not fail."),
        (error: unknown) => error,
    );
    return outcome as Error;
}

async function createJob(inputs: Inputs = board) {
    const { lifecycle, cancel } = run();
    cancelAfter("create", cancel);
    const failure = await errorOf(lifecycle.create(inputs));
    if (!(failure instanceof ResourceInitFailedError)) throw failure;
    return failure;
}

test("a wait for a new job ends with the job in the state, and says its status and that it goes on", async () => {
    const { id, outputs, message } = await createJob();
    expect(emulator().jobs.map((job) => job.id)).toEqual([id]);
    expect(outputs).toMatchObject({ visualizationId: id, state: "starting" });
    expect(message).toMatch(
        /^Could not start visualization job .* the run was cancelled; .* stays in the state/,
    );
});

test("a wait for the end of a job fails the delete: the state keeps it, and the stop goes on", async () => {
    const { id, outputs } = await createJob();
    const { lifecycle, cancel } = run();
    cancelAfter("stop", cancel);
    emulator().moveJob(id, 8);
    expect(await errorOf(lifecycle.delete(id, outputs))).toMatchObject({ kind: "cancelled" });
    expect(emulator().jobs).toMatchObject([{ id, statusName: "KILLING" }]);
});

test.each(["create", "update", "delete"] as const)(
    "a %s that comes after it is not begun",
    async (operation) => {
        const { id, outputs } = await createJob();
        const { lifecycle, cancel } = run();
        cancel();
        emulator().clearRequests();
        const work = {
            create: () => lifecycle.create({ ...board, name: "other" }),
            update: () => lifecycle.update(id, outputs, { ...board, state: "stopped" }),
            delete: () => lifecycle.delete(id, outputs),
        };
        expect(await errorOf(work[operation]())).toMatchObject({ kind: "cancelled" });
        expect(emulator().requests).toEqual([]);
    },
);
