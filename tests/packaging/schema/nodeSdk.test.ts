import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { root } from "../../../tools/repository";
import { providerPlugin } from "../../../tools/engine/providers";
import { jobIn, startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { compileNodeSdk } from "../../../tools/sdks/nodeSdk";
import { ok } from "../../../tools/engine/project";

const program = `
import * as pulumi from "@pulumi/pulumi";
import * as modelarts from "@pulumi-modelarts/modelarts";

const config = new pulumi.Config("modelarts");
const provider = new modelarts.Provider("there", {
    region: config.require("region"),
    projectId: config.require("projectId"),
    endpoints: config.requireObject<modelarts.types.input.EndpointsArgs>("endpoints"),
    accessKey: config.require("accessKey"),
    // Not marked by the program.
    secretKey: config.require("secretKey"),
    pollInterval: 0.1,
    waitTimeout: 20,
    maxRetries: 2,
    insecure: false,
});
const board = new modelarts.VisualizationJob(
    "board",
    { trainUrl: "obs://bucket/logs/", autoStopHours: 4, state: modelarts.types.enums.DesiredState.Running },
    { provider },
);
const options = { provider, dependsOn: [board] };
export const id = board.visualizationId;
export const foundId = modelarts.getVisualizationJobOutput({ name: board.name }, options).visualizationId;
export const billed = modelarts
    .getVisualizationJobsOutput({ state: "running", order: "asc" }, options)
    .jobs.apply((jobs) => jobs.map(({ visualizationId, state }) => [visualizationId, state]));
`;

describe("the SDK for Node.js that is made from the schema", () => {
    let sdk: string;
    let top: string;
    let modules: string;
    beforeAll(async () => {
        // This rejects where the SDK does not compile.
        sdk = await compileNodeSdk();
        top = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-node-sdk-"));
        modules = path.join(top, "node_modules");
        await mkdir(path.join(modules, "@pulumi"), { recursive: true });
        const pulumi = path.join(root, "node_modules", "@pulumi", "pulumi");
        await symlink(pulumi, path.join(modules, "@pulumi", "pulumi"), "junction");
        await cp(sdk, path.join(modules, "@pulumi-modelarts", "modelarts"), { recursive: true });
    }, 300_000);
    afterAll(() => rm(top, { recursive: true }));

    it("has a name that is not that of the package with the dynamic resource, and the plugin's version", async () => {
        const read = async (file: string): Promise<object> =>
            JSON.parse(await readFile(file, "utf8")) as { name: string; version: string };
        const own = await read(path.join(root, "provider", "package.json"));
        const { name, version } = own as { name: string; version: string };
        const generatedManifest = await read(path.join(sdk, "package.json"));
        expect(generatedManifest).toMatchObject({
            version,
            pulumi: { resource: true, name: "modelarts", version },
        });
        expect(generatedManifest).not.toMatchObject({ name });
    });

    it("has types that a strict program fits", async () => {
        const file = path.join(top, "index.ts");
        await writeFile(file, program);
        const { ModuleKind, ModuleResolutionKind, ScriptTarget } = ts;
        const whole = ts.createProgram([file], {
            target: ScriptTarget.ES2022,
            module: ModuleKind.Node16,
            moduleResolution: ModuleResolutionKind.Node16,
            types: [],
            strict: true,
            skipLibCheck: true,
            noEmit: true,
        });
        const messages = ts.getPreEmitDiagnostics(whole).map(({ messageText }) => messageText);
        expect(messages).toEqual([]);
    }, 60_000);

    describe("in a program", () => {
        let environment: TestEnvironment;
        beforeAll(async () => {
            environment = await startTestEnvironment({
                provider: providerPlugin,
                modules,
                program,
            });
            ok(await environment.stack.up());
        }, 120_000);
        // This also checks that no secret stands in the state or in the output.
        afterAll(() => environment.close());

        it("makes a job with an explicit provider, and both lookups find it there", async () => {
            const { id } = await jobIn(environment.stack);
            expect(environment.service.jobs.map((job) => job.id)).toEqual([id]);
            expect(await environment.stack.outputs()).toEqual({ id, foundId: id, billed: [[id, "running"]] });
        });

        it("asks the engine for the plugin of its own version", async () => {
            const { resources = [] } = (await environment.stack.export()).deployment;
            const provider = resources.find(({ type }) => type === "pulumi:providers:modelarts");
            const manifest = await readFile(path.join(sdk, "package.json"), "utf8");
            expect(provider?.inputs).toMatchObject({
                version: (JSON.parse(manifest) as { version: string }).version,
                secretKey: { "4dabf18193072939515e22adb298388d": expect.any(String) as string },
            });
        });

        it("deletes the job with the provider that the state holds", async () => {
            ok(await environment.stack.destroy());
            expect(environment.service.jobs).toEqual([]);
        }, 60_000);
    });
});
