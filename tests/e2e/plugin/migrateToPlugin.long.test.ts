import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readDocument } from "../../../tools/docs/markdown";
import { root } from "../../../tools/repository";
import { type Command, parseCommands } from "../../../tools/docs/shell";
import { compileNodeSdk } from "../../../tools/sdks/nodeSdk";
import { ok } from "../../../tools/engine/project";
import { dynamicProvider, providerPlugin } from "../../../tools/engine/providers";
import { jobsIn, startTestEnvironment, type TestEnvironment, writeRequests } from "../../support/testStack";

const { blocks } = readDocument("docs/plugin.md");
const blocksOf = (language: string, under: string): string[] =>
    blocks.filter((block) => block.under === under && block.language === language).map(({ text }) => text);
const [retained = "", imported = ""] = blocksOf("ts", "To the plugin");
const [adoptingProgram = ""] = blocksOf("ts", "And back");
const [previewCommand = "", ...more] = blocksOf("bash", "To the plugin").flatMap(linesOf);
const commands = blocksOf("bash", "By commands").flatMap(linesOf);

function linesOf(text: string): string[] {
    return parseCommands({ text, line: 0 }).map((command: Command) => command.text);
}

/** Another job, which a resource of the same program adopts. */
const foreignJobs = `new VisualizationJob("taken", { visualizationId: "77", state: "running" }, { retainOnDelete: true });`;
/** The program of the plugin with another option in place of `import`. */
const atPlugin = (option: string): string => imported.replace('import: "8992"', option);

/** Both packages under their own names, as an installation has them. */
async function bothInstalled(): Promise<string> {
    const modules = path.join(mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-both-")), "node_modules");
    mkdirSync(path.join(modules, "@pulumi"), { recursive: true });
    for (const name of ["pulumi-modelarts", path.join("@pulumi", "pulumi")])
        symlinkSync(path.join(root, "node_modules", name), path.join(modules, name), "junction");
    cpSync(await compileNodeSdk(), path.join(modules, "@pulumi-modelarts", "modelarts"), { recursive: true });
    return modules;
}

describe("a running job that moves to the plugin", () => {
    let environment: TestEnvironment;
    let modules: string;
    let id: string;
    beforeAll(async () => {
        modules = await bothInstalled();
        const manifest = {
            plugins: { providers: [{ name: "modelarts", path: "node_modules/pulumi-modelarts" }] },
        };
        const program = retained.replace("{ retainOnDelete: true }", "{}") + foreignJobs;
        environment = await startTestEnvironment({ modules, manifest, program });
        const { stack, service } = environment;
        service.makeJob({ id: 77, name: "somebodys" });
        ok(await stack.up());
        id = service.jobs.find(({ name }) => name !== "somebodys")?.id ?? "";
        const { modelarts, iam, region, accessKey, secretKey } = service.info;
        const plain = {
            region,
            accessKey,
            "endpoints.modelarts": modelarts,
            "endpoints.iam": iam,
        };
        const flags = Object.entries(plain).flatMap(([key, value]) => [
            "--plaintext",
            `modelarts:${key}=${value}`,
        ]);
        const secret = ["--secret", `modelarts:secretKey=${secretKey}`];
        ok(await stack.pulumi(["config", "set-all", "--path", ...flags, ...secret]));
        service.clearRequests();
    }, 240_000);
    afterAll(async () => {
        await environment.close();
        rmSync(path.dirname(modules), { recursive: true });
    });

    const program = (text: string) => environment.stack.write(text.replace("8992", id) + foreignJobs);
    const run = (text: string, ...flags: string[]) => {
        const args = text.replace("8992", id).replace("::boards::", "::test::").split(" ").slice(1);
        return environment.stack.pulumi([...args, ...flags]);
    };
    /** The type tokens of the two jobs in the state. */
    const typesOfJobs = async () =>
        Object.fromEntries<string>((await jobsIn(environment.stack)).map((job) => [job.id ?? "", job.type]));
    const nothingToDo = async () => ok(await environment.stack.up("--refresh", "--expect-no-changes"));

    it("is retained by the dynamic resource once the program says so", async () => {
        await program(retained);
        ok(await environment.stack.up());
        const retaining = (await jobsIn(environment.stack)).filter((job) => "retainOnDelete" in job);
        expect(retaining).toHaveLength(2);
    }, 60_000);

    it("is not replaced by a different input while the option import is set", async () => {
        await program(imported.replace("resnet", "other"));
        expect((await environment.stack.up()).code).not.toBe(0);
        expect(writeRequests(environment.service)).toEqual([]);
    }, 60_000);

    it("moves to the plugin as the document says, also where it was adopted", async () => {
        await program(imported);
        const { stdout } = ok(await run(previewCommand));
        expect(stdout).toContain("(delete[retain])");
        expect(stdout).not.toMatch(/\((delete|replace|create)\)/);
        expect(more).toEqual(["pulumi up"]);
        ok(await environment.stack.up());
        expect(await typesOfJobs()).toEqual({ 77: providerPlugin.type, [id]: providerPlugin.type });
        await program(atPlugin(""));
        await nothingToDo();
    }, 120_000);

    it("moves back to the dynamic resource, which adopts it", async () => {
        await program(atPlugin("retainOnDelete: true"));
        ok(await environment.stack.up());
        await program(adoptingProgram);
        ok(await environment.stack.up());
        expect(await typesOfJobs()).toEqual({ 77: dynamicProvider.type, [id]: dynamicProvider.type });
    }, 120_000);

    it("moves by commands too, and has no change then", async () => {
        for (const command of commands) ok(await run(command, "--yes"));
        expect(commands.map((command) => command.split(" ")[1])).toEqual(["import", "state"]);
        await program(atPlugin(""));
        ok(await environment.stack.up());
        await nothingToDo();
        expect(await typesOfJobs()).toEqual({ 77: providerPlugin.type, [id]: providerPlugin.type });
    }, 120_000);

    it("moves in one run without retainOnDelete, since the delete leaves it to its owner", async () => {
        await program(adoptingProgram);
        ok(await environment.stack.up());
        expect(await typesOfJobs()).toEqual({ 77: dynamicProvider.type, [id]: dynamicProvider.type });
        await program(imported);
        ok(await environment.stack.up());
        expect(await typesOfJobs()).toEqual({ 77: providerPlugin.type, [id]: providerPlugin.type });
        await program(atPlugin(""));
        await nothingToDo();
    }, 120_000);

    it("has had no write in all of this, and is deleted once at the end", async () => {
        expect(writeRequests(environment.service)).toEqual([]);
        // `retainOnDelete` leaves it running.
        environment.audit.ignore(77);
        ok(await environment.stack.destroy());
        expect(writeRequests(environment.service)).toEqual([`POST /${id}/stop`, `DELETE /${id}`]);
        expect(environment.service.jobs).toMatchObject([{ id: "77", statusName: "RUNNING" }]);
    }, 60_000);
});
