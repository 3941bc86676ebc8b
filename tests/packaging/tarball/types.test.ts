import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { packPackage } from "../../../tools/package/packed";

const program = `
import * as pulumi from "@pulumi/pulumi";
import {
    type DeletionPolicy,
    type DesiredState,
    type ErrorKind,
    getVisualizationJobOutput,
    getVisualizationJobs,
    getVisualizationJobsOutput,
    isModelArtsError,
    type JobState,
    type JobType,
    ModelArtsError,
    type NewVisualizationJobArgs,
    VisualizationJob,
    type VisualizationJobArgs,
} from "pulumi-modelarts";
import { connect, isModelArtsError as isClientError, type Job } from "pulumi-modelarts/client";
import { provider } from "pulumi-modelarts/dynamic";

const args: VisualizationJobArgs = { trainUrl: "obs://bucket/logs/", state: pulumi.output("running" as const) };
const board = new VisualizationJob("board", args);
export const id: pulumi.Output<string> = board.visualizationId;
// Without a type of its own: a program may have declarations too, and then every type needs a public name.
export const { state, status, serviceUrl } = board;
export const running: Promise<string[]> = getVisualizationJobs({ state: "running" }).then(({ jobs }) =>
    jobs.map(({ visualizationId }) => visualizationId),
);
export const lookupState = getVisualizationJobOutput({ visualizationId: board.visualizationId }).state;
export const alike = getVisualizationJobsOutput({ nameContains: board.name }).jobs;
export const job: Promise<Job> = connect({ region: "eu-de" }).get("8992");
export const check: pulumi.dynamic.ResourceProvider["check"] = provider.check;

const adoptedId = process.env["JOB_ID"];
new VisualizationJob("either", adoptedId === undefined ? { trainUrl: "/bucket/logs/" } : { visualizationId: adoptedId });
interface TeamBoardArgs extends Omit<NewVisualizationJobArgs, "trainUrl"> {
    experiment: string;
}
export const teamBoard = ({ experiment, ...args }: TeamBoardArgs): VisualizationJob =>
    new VisualizationJob(experiment, { trainUrl: \`/team/\${experiment}/\`, ...args });
export const kinds: ErrorKind[] = ["not-found"];
export const isMissing = (error: unknown): boolean =>
    isModelArtsError(error, ...kinds) && error instanceof ModelArtsError && isClientError(error);
export const literals: [JobState, DesiredState, JobType, DeletionPolicy] = ["failed", "stopped", "mindinsight", "stop"];

// @ts-expect-error neither a new job nor an adopted one
new VisualizationJob("wrong", {});
// @ts-expect-error both
new VisualizationJob("wrong", { trainUrl: "/bucket/logs/", visualizationId: "8992" });
// @ts-expect-error an adopted job keeps its automatic stop
new VisualizationJob("wrong", { visualizationId: "8992", autoStopHours: 4 });
// @ts-expect-error a name is text
new VisualizationJob("wrong", { trainUrl: "/bucket/logs/", name: 5 });
// @ts-expect-error there is no such state
new VisualizationJob("wrong", { trainUrl: "/bucket/logs/", state: "paused" });
// @ts-expect-error the OBS folder may not be undefined
new VisualizationJob("wrong", { trainUrl: adoptedId });
// @ts-expect-error there is no such state of a job
void getVisualizationJobs({ state: "paused" });
// @ts-expect-error the result is an object with the jobs
void getVisualizationJobs({}).then((jobs) => jobs.length);
// @ts-expect-error a status is a name, and no number
connect().list({ status: 8 });
// @ts-expect-error a failure is no state to wait for
void connect().waitFor("8992", "failed");
`;

const { ModuleKind, ModuleResolutionKind } = ts;

/* Users check packages with different resolvers. This test reads the whole declarations with each of them. */
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
            // The test claims nothing of the declarations of other packages.
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
