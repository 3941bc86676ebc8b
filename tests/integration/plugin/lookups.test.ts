import { usePlugins } from "../../support/emulatedPlugin";
import { useEmulator } from "../../support/emulatedClient";
import { mixedEdition } from "../../support/mixedEdition";

const emulator = useEmulator(mixedEdition);
const plugins = usePlugins();

/** Makes more jobs than one page holds, three of them running. */
function makeJobs(): void {
    for (let number = 0; number < 230; number++)
        emulator().makeJob({ id: 1000 + number, status: [120, 121, 229].includes(number) ? 8 : 12 });
    for (const [id, name] of [
        [11, "train"],
        [12, "train-2"],
        [14, "twice"],
        [15, "twice"],
    ] as const)
        emulator().makeJob({ id, name, status: 12 });
}
const ids = (result: Readonly<Record<string, unknown>>) =>
    (result["jobs"] as { visualizationId: string }[]).map(({ visualizationId }) => visualizationId).sort();

test("getVisualizationJobs returns all jobs, or those that match", async () => {
    makeJobs();
    const plugin = await plugins.start(emulator());
    expect(new Set(ids(await plugin.invoke("getVisualizationJobs", {}))).size).toBe(234);
    for (const filter of [{ state: "running" }, { status: "RUNNING" }])
        expect(ids(await plugin.invoke("getVisualizationJobs", filter))).toEqual(["1120", "1121", "1229"]);
});

test("getVisualizationJob returns a job by its ID or its exact name", async () => {
    makeJobs();
    const plugin = await plugins.start(emulator());
    // YAML gives an ID of the configuration as a number.
    for (const args of [{ id: "12" }, { visualizationId: 12 }])
        expect(await plugin.invoke("getVisualizationJob", args)).toMatchObject({ name: "train-2" });
    expect(await plugin.invoke("getVisualizationJob", { name: "train" })).toMatchObject({
        visualizationId: "11",
        state: "stopped",
        status: "KILLED",
        runningSeconds: expect.any(Number) as number,
    });
});

test.each([
    { args: { name: "trai" }, message: /"trai".*no job of exactly this name/ },
    { args: { name: "twice" }, message: /2 jobs have this name: 14, 15/ },
    {
        args: { id: "999" },
        message: /\(999\).*The service has no such job here \(region .*, endpoint .*\): check the ID/,
    },
    { args: { id: "11", name: "train" }, message: /one of the two/ },
])("getVisualizationJob says why it finds no job by $args", async ({ args, message }) => {
    makeJobs();
    const plugin = await plugins.start(emulator());
    await expect(plugin.invoke("getVisualizationJob", args)).rejects.toThrow(message);
});

test.each([
    ["getVisualizationJob", { name: "hidden" }],
    ["getVisualizationJobs", {}],
] as const)("%s fails where the list may lack a job", async (name, args) => {
    const plugin = await plugins.start(emulator());
    const body = { jobs: [{ job_name: "hidden", status: 8 }], job_total_count: 1 };
    emulator().injectFault({ match: { call: "list" }, times: "always", response: { status: 200, body } });
    await expect(plugin.invoke(name, args)).rejects.toThrow(/an entry of it has no ID/);
});

test("a function that the package does not have is an error with the names of those that it has", async () => {
    const plugin = await plugins.start(emulator());
    await expect(plugin.invoke("getJob", {})).rejects.toThrow(
        /getVisualizationJob and .*getVisualizationJobs/,
    );
});
