import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";
import { parseCommands } from "../../tools/docs/shell";
import { json, makeProjectFolder, type FolderOptions } from "../../tools/engine/projectFolder";
import { packPackage } from "../../tools/package/packed";
import { isRunnable } from "../support/documentCommands";
import { DocumentRunner } from "../support/documentRunner";
import { canRun } from "../support/languages";

jest.setTimeout(300_000);

const [create, remove, ...others] = readDocument("templates/README.md").blocks.filter(isRunnable);

/** Runs the page for a template, in a folder that only needs its packages, and lets the project stop its job too. */
async function expectLifecycle(
    options: FolderOptions,
    file: string,
    textOf = (text: string) => text,
    executables: readonly string[] = [],
): Promise<void> {
    const runner = await DocumentRunner.start(await makeProjectFolder(options));
    const { service, project } = runner;
    project.env["PATH"] = [...executables, project.env["PATH"]].join(path.delimiter);
    runner.replace("../pulumi-modelarts/", `${root}${path.sep}`);
    const runAll = async (block: typeof create): Promise<void> => {
        if (block === undefined) throw new Error("The document has no such block any more.");
        for (const command of parseCommands({ ...block, text: textOf(block.text) }))
            await runner.run(command);
    };
    try {
        await runAll(create);
        expect(service.jobs).toMatchObject([{ statusName: "RUNNING", hours: 4 }]);
        // The comment of the program says to make this change.
        const program = await readFile(path.join(project.folder, file), "utf8");
        await project.write(program.replace(/(state: "?)running/, "$1stopped"), file);
        await runner.run({ text: "", words: ["pulumi", "up"], line: 0 });
        expect(service.jobs).toMatchObject([{ statusName: "KILLED" }]);
        await runAll(remove);
        expect(service.jobs).toEqual([]);
        await runner.expectNothingLeft();
    } finally {
        await runner.remove();
    }
}

test("templates/README.md has every template", () => {
    const folders = readdirSync(path.join(root, "templates")).filter((name) => !name.endsWith(".md"));
    const [table] = readDocument("templates/README.md").tables;
    const rows = table?.rows.map(([cell = ""]) => /^\[(\w+)\]/.exec(cell)?.[1]);
    expect(rows?.sort()).toEqual(folders.sort());
});

test("the page about templates has no other commands", () => {
    expect(others).toEqual([]);
});

test("the template for TypeScript is a project that creates, stops and deletes a job", async () => {
    await expectLifecycle({}, "index.ts");
});

test("the template for YAML is a project that creates, stops and deletes a job", async () => {
    if (!(await canRun("yaml"))) return;
    const bin = path.join((await packPackage()).modules, ".bin");
    const manifest = json({ name: "test", runtime: "yaml" });
    const textOf = (text: string): string =>
        text
            .replace("templates/typescript", "templates/yaml")
            .replaceAll("huaweicloud:", "modelarts:")
            .replace(/^npm install .*$/m, "");
    const options = { files: { "Pulumi.yaml": manifest }, modules: null };
    await expectLifecycle(options, "Pulumi.yaml", textOf, [bin]);
});
