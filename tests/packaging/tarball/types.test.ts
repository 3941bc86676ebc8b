import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { packPackage } from "../../../tools/package/packed";

const program = `
import * as pulumi from "@pulumi/pulumi";
import { getVisualizationJobs, VisualizationJob, type VisualizationJobArgs } from "pulumi-modelarts";
import { connect, type Job } from "pulumi-modelarts/client";
import { provider } from "pulumi-modelarts/dynamic";

const args: VisualizationJobArgs = { trainUrl: "obs://bucket/logs/", state: pulumi.output("running" as const) };
const board = new VisualizationJob("board", args);
export const id: pulumi.Output<string> = board.visualizationId;
// Without a type of its own: a program may have declarations too, and then every type needs a public name.
export const { state, status, serviceUrl } = board;
export const running: Promise<string[]> = getVisualizationJobs({ state: "running" }).then((jobs) =>
    jobs.map(({ visualizationId }) => visualizationId),
);
export const job: Promise<Job> = connect({ region: "eu-de" }).get("8992");
export const check: pulumi.dynamic.ResourceProvider["check"] = provider.check;
// @ts-expect-error a state that there is not
new VisualizationJob("wrong", { state: "paused" });
`;

const { ModuleKind, ModuleResolutionKind } = ts;

/* What packages are checked with by their users differs; the declarations are read whole here, too. */
describe("the declarations, for a program with", () => {
    let folder: string;
    beforeAll(async () => {
        const { modules } = await packPackage();
        folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-types-"));
        await symlink(modules, path.join(folder, "node_modules"), "junction");
        for (const name of ["program.ts", "program.mts"]) await writeFile(path.join(folder, name), program);
    }, 300_000);
    afterAll(() => rm(folder, { recursive: true }));

    test.each([
        ["node10", "program.ts", ModuleKind.CommonJS, ModuleResolutionKind.Node10],
        ["node16, from CommonJS", "program.ts", ModuleKind.Node16, ModuleResolutionKind.Node16],
        ["node16, from an ES module", "program.mts", ModuleKind.Node16, ModuleResolutionKind.Node16],
        ["bundler", "program.ts", ModuleKind.ESNext, ModuleResolutionKind.Bundler],
    ])(
        "%s, are found and right",
        (_name, file, module, moduleResolution) => {
            const program = ts.createProgram([path.join(folder, file)], {
                module,
                moduleResolution,
                target: ts.ScriptTarget.ES2022,
                types: ["node"],
                strict: true,
                declaration: true,
                noEmit: true,
            });
            // Of other packages' declarations nothing is claimed.
            const ownFiles = program
                .getSourceFiles()
                .filter(({ fileName }) => !/node_modules\/(?!pulumi-modelarts\/)/.test(fileName));
            expect(ownFiles.length).toBeGreaterThan(1);
            const diagnostics = ownFiles.flatMap((file) => ts.getPreEmitDiagnostics(program, file));
            expect(
                diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
            ).toEqual([]);
        },
        60_000,
    );
});
