import type { Resource } from "../../../provider/src/properties/inputs";
import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { useEmulator } from "../../support/emulatedClient";
import { folder, validResource } from "../../support/inputs";
import { newLifecycle } from "../../support/testLifecycle";

/* Pulumi's host of dynamic providers outlives an engine that ends at once, and goes on with the calls of that engine. */
const emulator = useEmulator({ boot: 0.05, stop: 0.2 });
const board = validResource({ trainUrl: folder, name: "board", state: "running" });
const stopped: Resource = { ...board, inputs: { ...board.inputs, state: "stopped" } };

/** Starts a process whose engine ends when the service has received this call. */
function startOrphan(call: string): Lifecycle {
    let hasEngine = true;
    emulator().onRequest((request) => {
        if (request.call === call) hasEngine = false;
    });
    return newLifecycle(emulator(), { isEngineAlive: () => Promise.resolve(hasEngine) });
}

const writes = () =>
    emulator()
        .requests.filter(({ method }) => method !== "GET")
        .map(({ call }) => call);

test.each<[string, string, (run: Lifecycle, id: string, state: never) => Promise<unknown>]>([
    ["a delete", "stop", (run, id, state) => run.delete(id, state)],
    [
        "an update that stops the job while it starts",
        "show",
        (run, id, state) => run.update(id, state, stopped),
    ],
])("%s sends nothing more that changes the job", async (_, lastCall, call) => {
    const { id, state } = await newLifecycle(emulator()).create(board);
    emulator().clearRequests();
    const orphan = startOrphan(lastCall);
    await expect(call(orphan, id, state as never)).rejects.toThrow(
        "the engine ended before the request was sent",
    );
    expect(writes()).toEqual(lastCall === "stop" ? ["stop"] : []);
    expect(emulator().job(id)).toBeDefined();
});

test("a create that was not sent makes no job", async () => {
    const lifecycle = newLifecycle(emulator(), { isEngineAlive: () => Promise.resolve(false) });
    await expect(lifecycle.create(board)).rejects.toThrow("the engine ended before the request was sent");
    expect(emulator().jobs).toEqual([]);
});
