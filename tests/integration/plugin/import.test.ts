import { previewChange, urnOf, usePlugins } from "../../support/emulatedPlugin";
import { useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 0, stop: 0 });
const plugins = usePlugins();
const job = { trainUrl: "/bucket/logs/", name: "somebodys", description: "as it was" };
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
    const imported = await plugin.read(toImport("8992"));
    const args = { ...job, autoStopHours: 4, flavor: "modelarts.vm.cpu.2u", jobType: "mindinsight" };
    const first = await previewChange(plugin, imported, args);
    expect(first.difference.replaces).toEqual([]);
    const updated = await plugin.update(imported, first.inputs);
    expect(updated.outputs).toMatchObject(args);
    const later = await previewChange(plugin, updated, { ...args, autoStopHours: 5 });
    expect(later.difference.replaces).toEqual(["autoStopHours"]);
    expect(emulator().requests.filter(({ method }) => method !== "GET")).toEqual([]);
});
