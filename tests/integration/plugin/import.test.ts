import { previewChange, usePlugins } from "../../support/emulatedPlugin";
import { urnOf } from "../../support/urns";
import { useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 0, stop: 0 });
const plugins = usePlugins();
const job = { trainUrl: "/bucket/logs/", name: "shared", description: "as it was" };
const toImport = (id: string) => ({ urn: urnOf("board"), id, inputs: {}, outputs: {} });

test.each(["999", "no/ID"])("fails to import the ID %s, which no job has", async (id) => {
    const plugin = await plugins.start(emulator());
    await expect(plugin.read(toImport(id))).rejects.toThrow(/Could not (import|look up) .*: .*/);
});

test("imports a job with the inputs that the service tells, and changes nothing", async () => {
    emulator().makeJob({ id: 8992, ...job, hours: 4 });
    const plugin = await plugins.start(emulator());
    const { id, inputs, outputs } = await plugin.read(toImport("8992"));
    expect(id).toBe("8992");
    expect(inputs).toMatchObject(job);
    expect(outputs).toMatchObject({ ...job, visualizationId: "8992", state: "running", status: "RUNNING" });
    expect(emulator().requests.filter(({ method }) => method !== "GET")).toEqual([]);
});

test("takes write-only inputs from the program once; a later change of one replaces the job", async () => {
    emulator().makeJob({ id: 8992, ...job, hours: 4 });
    const plugin = await plugins.start(emulator());
    const importedJob = await plugin.read(toImport("8992"));
    const args = { ...job, autoStopHours: 4, flavor: "modelarts.vm.cpu.2u", jobType: "mindinsight" };
    const first = await previewChange(plugin, importedJob, args);
    expect(first.difference.replaces).toEqual([]);
    const updatedJob = await plugin.update(importedJob, first.inputs);
    expect(updatedJob.outputs).toMatchObject(args);
    const later = await previewChange(plugin, updatedJob, { ...args, autoStopHours: 5 });
    expect(later.difference.replaces).toEqual(["autoStopHours"]);
    expect(emulator().requests.filter(({ method }) => method !== "GET")).toEqual([]);
});

test("replaces for another write-only input, also after an update and a refresh without it", async () => {
    emulator().makeJob({ id: 8992, ...job });
    const plugin = await plugins.start(emulator());
    const importedJob = await plugin.read(toImport("8992"));
    const change = await previewChange(plugin, importedJob, { ...job, flavor: "f.1" });
    const first = await plugin.update(importedJob, change.inputs);
    const leftOut = await previewChange(plugin, first, { ...job, description: "edited" });
    expect(leftOut.difference.replaces).toEqual([]);
    const preview = await plugin.update(first, leftOut.inputs, { preview: true });
    const second = await plugin.update(first, leftOut.inputs);
    expect(preview.outputs["flavor"]).toBe(second.outputs["flavor"]);
    const refreshedJob = await plugin.read(second);
    expect(refreshedJob.inputs).toEqual(leftOut.inputs);
    for (const [flavor, replaces] of [
        ["f.1", []],
        ["f.2", ["flavor"]],
    ]) {
        const later = await previewChange(plugin, refreshedJob, { ...job, description: "edited", flavor });
        expect(later.difference.replaces).toEqual(replaces);
    }
});

describe.each([
    ["a long name", { name: "training-board-of-the-vision-team" }],
    ["a name in Chinese", { name: "训练看板" }],
    ["a folder without a name", { trainUrl: "/bucket/a//b/" }],
    ["a folder in another form", { trainUrl: "obs://bucket/folder" }],
    ["a folder elsewhere", { trainUrl: "s3://bucket/folder/" }],
])("a job with %s, which no new job can have", (_, values) => {
    const own = { ...job, ...values };

    test.each<[string, Record<string, unknown>]>([
        ["that states it", own],
        ["that leaves the name out", { trainUrl: own.trainUrl, description: own.description }],
    ])("is imported as it is, and a program %s has no change", async (__, args) => {
        emulator().makeJob({ id: 8992, ...own });
        const plugin = await plugins.start(emulator());
        const importedJob = await plugin.read(toImport("8992"));
        const { difference } = await previewChange(plugin, importedJob, args);
        expect(difference).toMatchObject({ changes: false, replaces: [] });
    });
});

test("a program has the folder of an imported job in another spelling, and no change", async () => {
    emulator().makeJob({ id: 8992, ...job, trainUrl: "obs://bucket/logs" });
    const plugin = await plugins.start(emulator());
    const importedJob = await plugin.read(toImport("8992"));
    const { difference } = await previewChange(plugin, importedJob, { ...job, trainUrl: "/bucket/logs" });
    expect(difference).toMatchObject({ changes: false, replaces: [] });
});
