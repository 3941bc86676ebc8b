import { readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { ok } from "../../tools/engine/project";
import { makeProjectFolder } from "../../tools/engine/projectFolder";
import { packPackage } from "../../tools/package/packed";
import { DocumentRunner } from "../support/documentRunner";
import { canRun } from "../support/languages";
import { writeCalls } from "../support/programs";

const plugin = readDocument("docs/plugin.md").blocks;
const [program] = readDocument("README.md").blocks.filter(({ language }) => language === "yaml");
const [readBlock] = plugin.filter(({ language, under }) => language === "yaml" && under === "Read a job");
const [configuration] = plugin.filter(
    ({ language, under }) => language === "bash" && under === "Configuration",
);

/**
 * Starts a reader with this program and the configuration of the page; returns `undefined` where no program in YAML can
 * run.
 */
async function startReader(manifest: string | undefined): Promise<DocumentRunner | undefined> {
    if (manifest === undefined || configuration === undefined)
        throw new Error("The documents have no such block any more.");
    if (!(await canRun("yaml"))) return undefined;
    const { modules } = await packPackage();
    const folder = await makeProjectFolder({ files: { "Pulumi.yaml": manifest }, modules });
    const runner = await DocumentRunner.start(folder);
    for (const command of parseCommands(configuration)) await runner.run(command);
    return runner;
}

test("the program in YAML of README.md is a whole one: pasted into Pulumi.yaml, it starts a job", async () => {
    const runner = await startReader(program?.text);
    if (runner === undefined) return;
    const { service, project } = runner;
    try {
        ok(await project.up());
        expect(service.jobs).toMatchObject([{ statusName: "RUNNING", hours: 4 }]);
        ok(await project.up("--expect-no-changes"));
        ok(await project.destroy());
        expect(service.jobs).toEqual([]);
        ok(await project.pulumi(["stack", "rm", "boards", "--yes"]));
        await runner.expectNothingLeft();
    } finally {
        await runner.remove();
    }
}, 180_000);

test("the program in YAML of the plugin's page reads a job in each run, and changes nothing", async () => {
    // The page shows what is below the name and the runtime of a project.
    const [head = ""] = program?.text.split(/^(?=resources:)/m) ?? [];
    const runner = await startReader(readBlock && head + readBlock.text);
    if (runner === undefined) return;
    const { service, project } = runner;
    try {
        service.makeJob({ id: 8992, name: "shared" });
        ok(await project.up());
        expect(await project.outputs()).toMatchObject({ status: "RUNNING" });
        service.moveJob("8992", 12);
        ok(await project.up());
        expect(await project.outputs()).toMatchObject({ status: "KILLED" });
        ok(await project.destroy());
        expect(writeCalls(service)).toEqual([]);
        ok(await project.pulumi(["stack", "rm", "boards", "--yes"]));
        await runner.expectNothingLeft();
    } finally {
        await runner.remove();
    }
}, 180_000);
