import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "../../../emulator/src";
import { createResource, pluginConfig, usePlugins } from "../../support/emulatedPlugin";

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

test("a cancel marks the records of the jobs that the engine has received, since no signal may follow it", async () => {
    const home = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-home-"));
    const folder = path.join(home, "modelarts", "creating");
    try {
        const plugin = await plugins.start(emulator, pluginConfig(emulator), { PULUMI_HOME: home });
        const { id } = await createResource(plugin, "board", args);
        await plugin.cancel();
        const [file = "", ...others] = await readdir(folder);
        expect(others).toEqual([]);
        expect(JSON.parse(await readFile(path.join(folder, file), "utf8"))).toMatchObject({ id, told: true });
    } finally {
        await rm(home, { recursive: true });
    }
}, 30_000);
