import { ResourceInitFailedError } from "../../../provider/src/lifecycle/errors";
import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { decodeState, encodeState, type ResourceState } from "../../../provider/src/properties/state";
import { useEmulator } from "../../support/emulatedClient";
import { newLifecycle } from "../../support/testLifecycle";
import { folder, validResource } from "../../support/inputs";

const emulator = useEmulator({ boot: 1000, stop: 0 });
const resource = validResource({ trainUrl: folder, name: "board", skipAwait: true });

function newRun(): Lifecycle {
    const quick = { "modelarts:pollInterval": "0.01", "modelarts:waitTimeout": "5" };
    return newLifecycle(emulator(), {}, {}, quick);
}

/** Returns the state that the engine stores after a refresh. */
async function refresh(id: string, prior: ResourceState): Promise<ResourceState> {
    const state = await newRun().read(id, decodeState(encodeState(prior)));
    if (state === undefined) throw new Error("The refresh did not find the job");
    return decodeState(encodeState(state));
}

const restarts = () => emulator().requests.filter(({ call }) => call === "restart").length;

describe("a new job without state, with skipAwait", () => {
    test("has no changes while it starts and when it runs", async () => {
        const { id, state } = await newRun().create(resource);
        expect(state).toMatchObject({ isStartPending: true, outputs: { state: "starting" } });
        expect(newRun().diff(id, state, resource).changes).toBe(false);
        emulator().moveJob(id, 8);
        const running = await refresh(id, state);
        expect(running).toMatchObject({ isStartPending: false, outputs: { state: "running" } });
        expect(newRun().diff(id, running, resource).changes).toBe(false);
    });

    test("is restarted when its start fails after the run, until it has run", async () => {
        const { id, state } = await newRun().create(resource);
        emulator().moveJob(id, 11);
        const failedState = await refresh(id, state);
        expect(newRun().diff(id, failedState, resource).changes).toBe(true);
        const restartedState = await newRun().update(id, failedState, resource);
        expect(restartedState.isStartPending).toBe(true);
        emulator().moveJob(id, 11);
        const failedAgain = await refresh(id, restartedState);
        expect(newRun().diff(id, failedAgain, resource).changes).toBe(true);
        const last = await newRun().update(id, failedAgain, resource);
        expect(restarts()).toBe(2);
        emulator().moveJob(id, 8);
        const running = await refresh(id, last);
        emulator().moveJob(id, 11);
        expect(newRun().diff(id, await refresh(id, running), resource).changes).toBe(false);
    });

    test("fails the create when its start has failed by the last poll", async () => {
        let reads = 0;
        const stopListening = emulator().onRequest(({ method }) => {
            const [job] = emulator().jobs;
            if (method === "GET" && job !== undefined && ++reads === 2) emulator().moveJob(job.id, 11);
        });
        const error: unknown = await newRun()
            .create(resource)
            .catch((reason: unknown) => reason);
        stopListening();
        if (!(error instanceof ResourceInitFailedError))
            throw new Error(`The create did not fail: ${String(error)}`);
        expect(error.state).toMatchObject({ isStartPending: true, outputs: { state: "failed" } });
        expect(newRun().diff(error.id, error.state, resource).changes).toBe(true);
    });
});
