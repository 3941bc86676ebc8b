import { type Emulator, startEmulator } from "../../../emulator/src";
import { createResource, usePlugins } from "../../support/emulatedPlugin";

const plugins = usePlugins();
let emulator: Emulator;
beforeEach(async () => {
    emulator = await startEmulator({ boot: 0.1, stop: 0.1 });
});
afterEach(() => emulator.close());

const args = { trainUrl: "/bucket/logs/" };

test("a create that is cancelled while its request is under way gives the state its job", async () => {
    emulator.injectFault({ kind: "delay", seconds: 0.5, match: { call: "create" } });
    const plugin = await plugins.start(emulator);
    const cancellation = new Promise<void>((resolve) => {
        emulator.onRequest(({ call }) => {
            if (call === "create") void plugin.cancel().then(resolve);
        });
    });
    await expect(createResource(plugin, "board", args)).rejects.toMatchObject({
        partial: { id: "8992", outputs: { visualizationId: "8992" } },
    });
    await cancellation;

    expect(emulator.jobs).toMatchObject([{ id: "8992" }]);
}, 30_000);
