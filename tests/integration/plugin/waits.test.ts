import { createResource, pluginConfig, usePlugins } from "../../support/emulatedPlugin";
import { urnOf } from "../../support/urns";
import { useEmulator } from "../../support/emulatedClient";
import type { PluginClient } from "../../support/pluginClient";
import { PluginError } from "../../support/pluginServer";

/* A job never starts or stops by itself here: every wait ends by a timeout or a cancellation. */
const emulator = useEmulator({ boot: 10_000, stop: 10_000 });
const plugins = usePlugins();
const args = { trainUrl: "/bucket/logs/", name: "board", state: "running" };
const start = () => plugins.start(emulator(), { ...pluginConfig(emulator()), waitTimeout: "6000" });

async function errorOf(work: Promise<unknown>): Promise<PluginError> {
    const error: unknown = await work.then(
        () => undefined,
        (reason: unknown) => reason,
    );
    if (error instanceof PluginError) return error;
    throw new Error("The call did not fail.");
}

/** Cancels the run once this call has got its response. */
function cancelAfter(call: string, plugin: PluginClient): void {
    const unsubscribe = emulator().onRequest((request) => {
        if (request.call !== call) return;
        unsubscribe();
        setTimeout(() => void plugin.cancel(), 20);
    });
}

test("a create ends at customTimeouts, and the state gets the job as it is", async () => {
    const plugin = await start();
    const { inputs } = await plugin.check(urnOf("board"), args);
    const { message, partial } = await errorOf(plugin.create(urnOf("board"), inputs, { seconds: 1 }));
    expect(message).toMatch(/start visualization job "board" \(\d+\): after 1 s its status is \w+ \([17]\)/);
    expect(emulator().jobs.map(({ id }) => id)).toEqual([partial?.id]);
    expect(partial?.outputs).toMatchObject({ state: "starting", visualizationId: partial?.id });
});

test("a delete ends at customTimeouts with the status of the job", async () => {
    const board = await createResource(await start(), "board", { ...args, skipAwait: true });
    const plugin = await start();
    emulator().moveJob(board.id, 8);
    const { message, partial } = await errorOf(plugin.delete(board, { seconds: 1 }));
    expect(message).toMatch(/delete visualization job "board" \(\d+\): after 1 s .* KILLING \(9\)/);
    expect(partial).toBeUndefined();
});

test("a cancelled create ends at once, and the state gets the job as it is", async () => {
    const plugin = await start();
    cancelAfter("create", plugin);
    const { inputs } = await plugin.check(urnOf("board"), args);
    const { message, partial } = await errorOf(plugin.create(urnOf("board"), inputs));
    expect(message).toMatch(/^Could not start visualization job .* the run was cancelled/);
    expect(partial).toMatchObject({ id: emulator().jobs[0]?.id, outputs: { state: "starting" } });
});

test("a cancelled delete fails, so that the state keeps the job; nothing begins after a cancellation", async () => {
    const board = await createResource(await start(), "board", { ...args, skipAwait: true });
    const plugin = await start();
    emulator().moveJob(board.id, 8);
    cancelAfter("stop", plugin);
    expect((await errorOf(plugin.delete(board))).message).toContain("the run was cancelled");
    emulator().clearRequests();
    const other = await plugin.check(urnOf("other"), { ...args, name: "other" });
    expect((await errorOf(plugin.create(urnOf("other"), other.inputs))).message).toContain("cancelled");
    expect(emulator().requests).toEqual([]);
});
