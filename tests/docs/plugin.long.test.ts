import { readFile } from "node:fs/promises";
import path from "node:path";
import { ok } from "../../tools/engine/project";
import { makeProjectFolder } from "../../tools/engine/projectFolder";
import { packPackage } from "../../tools/package/packed";
import { readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { placeholderCredentials, DocumentRunner } from "../support/documentRunner";

const document = readDocument("docs/plugin.md");
const blocks = (heading: string, language = "bash") =>
    document.blocks.filter(
        ({ under, language: blockLanguage }) => under === heading && blockLanguage === language,
    );

const [project] = blocks("Installation", "yaml");
const [configure] = blocks("Configuration");
const [elsewhere] = blocks("Several regions or accounts", "yaml");
const [logIn, end] = blocks("Several regions or accounts");
const [importBlock] = blocks("Import");
const [change] = readDocument("docs/configuration.md").blocks.filter(
    ({ under }) => under === "After a key was changed",
);

let runner: DocumentRunner;
beforeAll(async () => {
    const { modules } = await packPackage();
    const files = { "Pulumi.yaml": project?.text ?? "" };
    runner = await DocumentRunner.start(await makeProjectFolder({ files, modules }));
}, 120_000);
afterAll(() => runner.close(), 60_000);

async function runAll(block: typeof configure, as = (text: string) => text): Promise<void> {
    if (block === undefined) throw new Error("The document has no such block any more.");
    for (const command of parseCommands({ ...block, text: as(block.text) })) await runner.run(command);
}

const actions = () =>
    runner.service.requests
        .map(({ call }) => call)
        .filter((call) => /^(create|update|stop|restart|delete)$/.test(call));
const manifest = (...parts: (string | undefined)[]) => runner.project.write(parts.join("\n"), "Pulumi.yaml");

describe("what docs/plugin.md says works", () => {
    it("finds the installed plugin where Pulumi.yaml says, and writes the program of a job that it imports", async () => {
        runner.service.makeJob({ id: 8992, name: "shared", description: "as it was", hours: 4 });
        await runAll(configure);
        await runAll(importBlock);
        const boardText = await readFile(path.join(runner.project.folder, "board.yaml"), "utf8");
        expect(boardText).toContain("protect: true");
        await manifest(project?.text, boardText);
        ok(await runner.project.preview("--expect-no-changes"));
        ok(await runner.project.up("--refresh", "--expect-no-changes"));
        expect(actions()).toEqual([]);
    }, 120_000);

    it("refuses to replace or destroy the imported job while the program protects it", async () => {
        const file = path.join(runner.project.folder, "Pulumi.yaml");
        const text = await readFile(file, "utf8");
        await manifest(text.replace(/name: shared/, "name: another"));
        expect((await runner.project.up()).code).not.toBe(0);
        await manifest(text);
        expect((await runner.project.destroy()).code).not.toBe(0);
        expect(actions()).toEqual([]);
        await manifest(text.replace("protect: true", "protect: false"));
        ok(await runner.project.up());
    }, 120_000);

    it("goes on after a key was changed as docs/configuration.md says", async () => {
        runner.service.setOptions({
            accessKey: "EXAMPLE-NEW-ACCESS-KEY",
            secretKey: "EXAMPLE-NEW-SECRET-KEY",
        });
        const { stdout } = await runner.project.refresh();
        expect(stdout).toContain("run `pulumi refresh --run-program` first.");
        await runAll(change, (command) => command.replaceAll("huaweicloud:", "modelarts:"));
        ok(await runner.project.destroy());
        expect(actions()).toEqual(["stop", "delete"]);
    }, 120_000);

    it("has a provider of its own for another region, which imports the jobs that are there", async () => {
        const projects = ["eu-de", "eu-nl"].map((name, at) => ({ id: `${at}`.repeat(32), name }));
        // The stack itself keeps the region `eu-de`, which the emulator no longer has.
        runner.service.setOptions({ ...placeholderCredentials, region: "eu-nl", projects });
        await manifest(elsewhere?.text);
        await runAll(logIn);
        expect(await runner.project.outputs()).toEqual({ region: "eu-nl" });
        const [job, ...others] = runner.service.jobs;
        expect([job, others]).toMatchObject([{ projectId: "1".repeat(32), hours: 4 }, []]);
        runner.service.clearRequests();
        const importLines = [
            `  inherited:`,
            `    type: modelarts:VisualizationJob`,
            `    properties: { trainUrl: /bucket/logs/ }`,
            `    options: { provider: "\${netherlands}", import: "8992" }`,
            `outputs:`,
        ];
        runner.service.makeJob({ id: 8992, projectId: "1".repeat(32), trainUrl: "/bucket/logs/" });
        await manifest(elsewhere?.text.replace("outputs:", () => importLines.join("\n")));
        ok(await runner.project.up());
        expect(actions()).toEqual([]);
        await runAll(end);
        expect(runner.service.jobs).toEqual([]);
    }, 120_000);
});
