import { readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { ok } from "../../tools/engine/project";
import { makeProjectFolder } from "../../tools/engine/projectFolder";
import { packPackage } from "../../tools/package/packed";
import { DocumentRunner } from "../support/documentRunner";
import { canRun } from "../support/languages";

const [program] = readDocument("README.md").blocks.filter(({ language }) => language === "yaml");
const [configuration] = readDocument("docs/plugin.md").blocks.filter(
    ({ language, under }) => language === "bash" && under === "Configuration",
);

test("the program in YAML of README.md is a whole one: pasted into Pulumi.yaml, it starts a job", async () => {
    if (program === undefined || configuration === undefined)
        throw new Error("The documents have no such block any more.");
    if (!(await canRun("yaml"))) return;
    const { modules } = await packPackage();
    const folder = await makeProjectFolder({ files: { "Pulumi.yaml": program.text }, modules });
    const runner = await DocumentRunner.start(folder);
    const { service, project } = runner;
    try {
        for (const command of parseCommands(configuration)) await runner.run(command);
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
