import path from "node:path";
import { readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { ok } from "../../tools/engine/project";
import { makeProjectFolder } from "../../tools/engine/projectFolder";
import { packPackage } from "../../tools/package/packed";
import { DocumentRunner } from "../support/documentRunner";

const [program] = readDocument("docs/registry/_index.md").blocks.filter(
    ({ language }) => language === "yaml",
);
const page = readDocument("docs/registry/installation-configuration.md");
const [configure, ...others] = page.blocks.filter(({ language }) => language === "bash");

/** Commands that every stack needs, and that no page of a package in the registry repeats. */
const newStack = "pulumi login --local\nexport PULUMI_CONFIG_PASSPHRASE=example\npulumi stack init boards";

test("the program and the commands of the registry's pages start a job, and the setting `state` stops it", async () => {
    if (program === undefined || configure === undefined)
        throw new Error("The pages have no such block any more.");
    expect(others).toEqual([]);
    const files = { "Pulumi.yaml": `name: boards\nruntime: yaml\n${program.text}` };
    const runner = await DocumentRunner.start(await makeProjectFolder({ files, modules: null }));
    const { service, project } = runner;
    // The users of the registry get the plugin installed, and name no path of it.
    const bin = path.join((await packPackage()).modules, ".bin");
    project.env["PATH"] = [bin, project.env["PATH"]].join(path.delimiter);
    const runAll = async (text: string) => {
        for (const command of parseCommands({ text, line: 1 })) await runner.run(command);
    };
    try {
        await runAll(newStack);
        await runAll(configure.text);
        ok(await project.up());
        expect(service.jobs).toMatchObject([{ statusName: "RUNNING", hours: 4 }]);
        expect(await project.outputs()).toEqual({ url: expect.stringMatching(/^https:/) as unknown });
        await runAll("pulumi config set modelarts:state stopped");
        ok(await project.up());
        expect(service.jobs).toMatchObject([{ statusName: "KILLED" }]);
        ok(await project.destroy());
        expect(service.jobs).toEqual([]);
        await runAll("pulumi stack rm boards --yes");
        await runner.expectNothingLeft();
    } finally {
        await runner.remove();
    }
}, 180_000);
