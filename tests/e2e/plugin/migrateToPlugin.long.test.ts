import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readDocument } from "../../../tools/docs/markdown";
import { type Command, parseCommands } from "../../../tools/docs/shell";
import { compileNodeSdk } from "../../../tools/sdks/nodeSdk";
import { ok } from "../../../tools/engine/project";
import { makeProjectFolder } from "../../../tools/engine/projectFolder";
import { dynamicProvider, providerPlugin } from "../../../tools/engine/providers";
import { packPackage } from "../../../tools/package/packed";
import { DocumentRunner } from "../../support/documentRunner";
import { JobAudit } from "../../support/jobAudit";
import { SecretDetector } from "../../support/secrets";
import { jobsIn, writeRequests } from "../../support/testStack";

const blocksOf = (file: string, language: string, under: string): string[] =>
    readDocument(file)
        .blocks.filter((block) => block.under === under && block.language === language)
        .map(({ text }) => text);
const page = "docs/plugin.md";
const [retainingProgram = "", importingProgram = ""] = blocksOf(page, "ts", "To the plugin");
const [adoptingProgram = ""] = blocksOf(page, "ts", "And back");
const [preview, ...more] = commandsOf(page, "To the plugin");
const [login, passphrase, init, ...pluginSettings] = commandsOf(page, "Configuration");
const commands = commandsOf(page, "By commands");
/** The stack of the reader, with the settings of the dynamic resource. */
const readersStack = commandsOf("README.md", "In your own project");
const [manifestOfPlugin = ""] = blocksOf(page, "yaml", "Installation");
const manifest = "name: boards\nruntime: nodejs\n";

function commandsOf(file: string, under: string): Command[] {
    return blocksOf(file, "bash", under).flatMap((text) => parseCommands({ text, line: 0 }));
}

/** Another job, which a resource of the same program adopts. */
const foreignJobs = `new VisualizationJob("taken", { visualizationId: "77", state: "running" }, { retainOnDelete: true });`;
/** Writes the program of the plugin with another option in place of `import`. */
const atPlugin = (option: string): string => importingProgram.replace('import: "8992"', option);

/** Installs the packed package and the SDK under their own names. */
async function installBoth(): Promise<string> {
    const packedModules = (await packPackage()).modules;
    const modules = path.join(mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-both-")), "node_modules");
    mkdirSync(path.join(modules, "@pulumi"), { recursive: true });
    for (const name of ["pulumi-modelarts", "typescript", "ts-node", path.join("@pulumi", "pulumi")])
        symlinkSync(path.join(packedModules, name), path.join(modules, name), "junction");
    cpSync(await compileNodeSdk(), path.join(modules, "@pulumi-modelarts", "modelarts"), { recursive: true });
    return modules;
}

/** These tests read the document as a reader who has not run Pulumi before the stack of the dynamic resource. */
describe("a running job that moves to the plugin", () => {
    let runner: DocumentRunner;
    let secretDetector: SecretDetector;
    let audit: JobAudit;
    let modules: string;
    let id: string;
    beforeAll(async () => {
        modules = await installBoth();
        const files = { "Pulumi.yaml": manifest };
        runner = await DocumentRunner.start(await makeProjectFolder({ files, modules }));
        runner.keptStacks = ["dev"];
        secretDetector = new SecretDetector(runner.service);
        audit = JobAudit.attach(runner.service, runner.project);
        await runAll([login, passphrase, ...readersStack]);
        runner.service.makeJob({ id: 77, name: "shared" });
        await program(retainingProgram.replace("{ retainOnDelete: true }", "{}"));
        ok(await runner.project.up());
        id = runner.service.jobs.find(({ name }) => name !== "shared")?.id ?? "";
        runner.service.clearRequests();
    }, 240_000);
    afterAll(async () => {
        try {
            expect(await secretDetector.findLeaks(runner.project)).toEqual([]);
        } finally {
            // `retainOnDelete` leaves this job running.
            await runner.close("shared");
            rmSync(path.dirname(modules), { recursive: true });
        }
    }, 60_000);

    const program = (text: string) => runner.project.write(text.replace("8992", id) + foreignJobs);
    /** Runs commands of the document, and returns what they print. */
    const runAll = async (all: readonly (Command | undefined)[]): Promise<string> => {
        let output = "";
        for (const command of all) {
            if (command === undefined) throw new Error("The document has no such command any more.");
            const words = command.words.map((word) => (word === "8992" ? id : word));
            output += await runner.run({ ...command, words });
        }
        return output;
    };
    /** Returns the type tokens of the two jobs in the state. */
    const typesOfJobs = async () =>
        Object.fromEntries<string>((await jobsIn(runner.project)).map((job) => [job.id ?? "", job.type]));
    const expectNoChanges = async () => ok(await runner.project.up("--refresh", "--expect-no-changes"));

    it("is retained by the dynamic resource once the program says so", async () => {
        await program(retainingProgram);
        ok(await runner.project.up());
        const retaining = (await jobsIn(runner.project)).filter((job) => "retainOnDelete" in job);
        expect(retaining).toHaveLength(2);
    }, 60_000);

    it("leaves the plugin to be set up as the document says", async () => {
        await runner.project.write(manifestOfPlugin.replace("yaml", "nodejs"), "Pulumi.yaml");
        // The reader has a stack already.
        expect(init?.text).toBe("pulumi stack init boards");
        await runAll(pluginSettings);
        ok(await runner.project.up("--expect-no-changes"));
    }, 60_000);

    it("is not replaced by a different input while the option import is set", async () => {
        await program(importingProgram.replace("resnet", "other"));
        expect((await runner.project.up()).code).not.toBe(0);
        expect(writeRequests(runner.service)).toEqual([]);
    }, 60_000);

    it("moves to the plugin as the document says, also where it was adopted", async () => {
        await program(importingProgram);
        const output = await runAll([preview]);
        expect(output).toContain("(delete[retain])");
        expect(output).not.toMatch(/\((delete|replace|create)\)/);
        expect(more.map(({ text }) => text)).toEqual(["pulumi up"]);
        await runAll(more);
        expect(await typesOfJobs()).toEqual({ 77: providerPlugin.type, [id]: providerPlugin.type });
        await program(atPlugin(""));
        await expectNoChanges();
    }, 120_000);

    it("moves back to the dynamic resource, which adopts it", async () => {
        await program(atPlugin("retainOnDelete: true"));
        ok(await runner.project.up());
        await program(adoptingProgram);
        ok(await runner.project.up());
        expect(await typesOfJobs()).toEqual({ 77: dynamicProvider.type, [id]: dynamicProvider.type });
    }, 120_000);

    it("moves by commands too, and has no change then", async () => {
        await runAll(commands);
        expect(commands.map(({ words }) => words[1])).toEqual(["import", "state"]);
        await program(atPlugin(""));
        ok(await runner.project.up());
        await expectNoChanges();
        expect(await typesOfJobs()).toEqual({ 77: providerPlugin.type, [id]: providerPlugin.type });
    }, 120_000);

    it("moves in one run without retainOnDelete, since the delete leaves it to its owner", async () => {
        await program(adoptingProgram);
        ok(await runner.project.up());
        expect(await typesOfJobs()).toEqual({ 77: dynamicProvider.type, [id]: dynamicProvider.type });
        await program(importingProgram);
        ok(await runner.project.up());
        expect(await typesOfJobs()).toEqual({ 77: providerPlugin.type, [id]: providerPlugin.type });
        await program(atPlugin(""));
        await expectNoChanges();
    }, 120_000);

    it("has had no write in all of this, and is deleted once at the end", async () => {
        expect(writeRequests(runner.service)).toEqual([]);
        audit.ignore(77);
        ok(await runner.project.destroy());
        expect(writeRequests(runner.service)).toEqual([`POST /${id}/stop`, `DELETE /${id}`]);
        expect(runner.service.jobs).toMatchObject([{ id: "77", statusName: "RUNNING" }]);
    }, 60_000);
});
