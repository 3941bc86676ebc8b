import { createProject, ok, type PulumiProject } from "../../tools/engine/project";
import { jobsIn } from "../support/testStack";
import { Reader } from "./reader";

jest.setTimeout(180_000);

test("beside-other-resources creates a board for each experiment, in the bucket of another stack", async () => {
    const reader = await Reader.start("beside-other-resources");
    const { service, project } = reader.runner;
    let data: PulumiProject | undefined;
    try {
        data = await createProject({
            program: `export const bucketName = "bucket-of-data";`,
            manifest: { name: "data" },
            env: { PULUMI_BACKEND_URL: `file://${project.state}` },
        });
        ok(await data.up());

        const folders = () => service.jobs.map(({ trainUrl, statusName }) => [trainUrl, statusName]).sort();
        await reader.runNextBlock();
        expect(folders()).toEqual([
            ["/bucket-of-data/bert/logs/", "RUNNING"],
            ["/bucket-of-data/resnet/logs/", "RUNNING"],
        ]);
        expect((await jobsIn(project)).map(({ urn }) => urn.split("::").slice(2).join("::")).sort()).toEqual(
            ["bert", "resnet"].map(
                (name) =>
                    `modelarts-examples:index:Experiment$pulumi-nodejs:dynamic/modelarts:VisualizationJob::${name}`,
            ),
        );
        await reader.expectUnchanged();
        const ofResnet = service.jobs.find(({ trainUrl }) => trainUrl.includes("resnet"))?.id ?? "";

        await reader.runNextBlock();
        expect(Object.keys((await project.outputs())["urls"] as object).sort()).toEqual(["bert", "resnet"]);
        await reader.runNextBlock();
        expect(folders()).toEqual([
            ["/bucket-of-data/gpt/logs/", "RUNNING"],
            ["/bucket-of-data/resnet/logs/", "RUNNING"],
        ]);
        expect(reader.actions().filter((action) => action.endsWith(ofResnet))).toEqual([]);

        await reader.runNextBlock();
        expect(reader.jobs()).toEqual({});
        await reader.expectEnd();
    } finally {
        await data?.remove();
        await reader.close();
    }
});
