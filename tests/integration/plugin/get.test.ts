import { createResource, previewChange, usePlugins } from "../../support/emulatedPlugin";
import type { PluginClient } from "../../support/pluginClient";
import { urnOf } from "../../support/urns";
import { useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 0, stop: 0 });
const plugins = usePlugins();
const job = { trainUrl: "/bucket/logs/", name: "shared", description: "as it was" };
/** Sends what the engine sends for the function `get` of an SDK: no check comes after it. */
const get = (plugin: PluginClient, id: string) =>
    plugin.read({ urn: urnOf("reading"), id, inputs: {}, outputs: {} });
const writes = () =>
    emulator()
        .requests.filter(({ method }) => method !== "GET")
        .map(({ call }) => call);

/* These tests are about a job that a program only reads, with the function `get` of an SDK. */
describe("a job that a program reads", () => {
    beforeEach(() => void emulator().makeJob({ id: 8992, ...job }));

    test("has its outputs, and nothing is sent that changes it", async () => {
        const plugin = await plugins.start(emulator());
        const { id, outputs } = await get(plugin, "8992");
        expect({ id, ...outputs }).toMatchObject({
            id: "8992",
            ...job,
            visualizationId: "8992",
            state: "running",
        });
        expect(writes()).toEqual([]);
    });

    test.each(["before", "after"])("can be that of a resource which is declared %s it", async (order) => {
        const plugin = await plugins.start(emulator());
        if (order === "after") await get(plugin, "8992");
        await createResource(plugin, "adopting", { visualizationId: "8992", state: "stopped" });
        if (order === "before") await get(plugin, "8992");
        expect(writes()).toEqual(["stop"]);
    });

    test("is stopped when the resource that has it leaves the program", async () => {
        const args = { visualizationId: "8992", state: "running" };
        const adopting = await createResource(await plugins.start(emulator()), "adopting", args);
        const plugin = await plugins.start(emulator());
        await get(plugin, "8992");
        await plugin.delete(adopting);
        expect(writes()).toEqual(["stop"]);
        expect(emulator().job("8992")).toMatchObject({ statusName: "KILLED" });
    });
});

test("a job to be read must be there, and the error speaks of no refresh", async () => {
    const plugin = await plugins.start(emulator());
    const error = await get(plugin, "999").catch((reason: unknown) => String(reason));
    expect(error).toMatch(/Could not look up visualization job \(999\): there is no such job in project/);
    expect(error).not.toMatch(/refresh|import/);
});

describe("a job that the engine imports", () => {
    test("is that of its resource, once the engine has checked that", async () => {
        emulator().makeJob({ id: 8992, ...job });
        const plugin = await plugins.start(emulator());
        const importedJob = await get(plugin, "8992");
        const { difference } = await previewChange(plugin, importedJob, job);
        expect(difference.changes).toBe(false);
        const adopt = createResource(plugin, "adopting", { visualizationId: "8992" });
        await expect(adopt).rejects.toThrow(/belongs to one resource, and .*::adopting and .*::reading/);
    });

    test("stays that of its resource, where the check rejects the one that imports it", async () => {
        emulator().makeJob({ id: 8992, ...job });
        const args = { visualizationId: "8992", state: "running" };
        const adopting = await createResource(await plugins.start(emulator()), "adopting", args);
        const plugin = await plugins.start(emulator());
        const { urn, inputs } = await get(plugin, "8992");
        const { failures } = await plugin.check(urn, { ...job, state: "sideways" }, inputs);
        expect(failures).toHaveLength(1);
        await plugin.delete(adopting);
        expect(emulator().job("8992")).toMatchObject({ statusName: "KILLED" });
    });

    test("is not that of a resource, where another one is to adopt it", async () => {
        emulator().makeJob({ id: 8992, ...job });
        const plugin = await plugins.start(emulator());
        await createResource(plugin, "adopting", { visualizationId: "8992" });
        const importedJob = await get(plugin, "8992");
        await expect(previewChange(plugin, importedJob, job)).rejects.toThrow(/belongs to one resource/);
    });
});
