import type { Result } from "../../../tools/engine/childProcess";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

interface InvalidInput {
    readonly property: string;
    readonly value: string;
    /** What the message shows in place of a text, which may be secret. */
    readonly description?: string;
    /** A part of the message. */
    readonly rule: string;
}

const everyInput: readonly InvalidInput[] = [
    {
        property: "trainUrl",
        value: `"s3://bucket/logs/"`,
        description: `17 characters, and character 1 ("s")`,
        rule: "/bucket/folder/",
    },
    {
        property: "name",
        value: `"mein brett"`,
        description: `10 characters, and character 5 (" ")`,
        rule: "1 to 20 characters of A-Z a-z 0-9 _ -",
    },
    {
        property: "description",
        value: `"${"x".repeat(257)}"`,
        description: "257 characters",
        rule: "at most 256 characters",
    },
    { property: "jobType", value: `"Tensorboard"`, rule: `"tensorboard" or "mindinsight"` },
    { property: "flavor", value: `""`, description: "empty text", rule: "flavor code" },
    { property: "autoStopHours", value: "1.5", rule: "whole number of hours from 1 to 24" },
    { property: "state", value: `"paused"`, rule: `"running" or "stopped"` },
    { property: "deletionPolicy", value: `"keep"`, rule: `"delete" or "stop"` },
    {
        property: "region",
        value: `"cn north"`,
        description: `8 characters, and character 3 (" ")`,
        rule: "a region",
    },
    { property: "projectId", value: `""`, description: "empty text", rule: "ID of a project" },
    { property: "skipAwait", value: `"no"`, description: "2 characters", rule: "true or false" },
    { property: "autostopHours", value: "4", rule: "no input autostopHours" },
];
const adoptionErrors: readonly InvalidInput[] = [
    {
        property: "visualizationId",
        value: `"../8992"`,
        description: `7 characters, and character 1 (".")`,
        rule: "ID of a job",
    },
    ...["trainUrl", "name", "jobType", "flavor", "autoStopHours"].map((property) => ({
        property,
        value:
            property === "autoStopHours"
                ? "4"
                : property === "trainUrl"
                  ? `"/bucket/logs/"`
                  : `"tensorboard"`,
        rule: "together with visualizationId",
    })),
];
const nothing: readonly InvalidInput[] = [{ property: "trainUrl", value: "", rule: "missing" }];

const rows = [
    { inputs: "a value that breaks its rule, in every input", invalidInputs: everyInput },
    { inputs: "inputs of a new job beside the ID of an adopted one", invalidInputs: adoptionErrors },
    { inputs: "neither a folder nor a job", invalidInputs: nothing },
];

let environment: TestEnvironment;
beforeAll(async () => {
    environment = await startTestEnvironment({ program: "" });
}, 60_000);
afterAll(() => environment.close());

describe.each(rows)("$inputs", ({ invalidInputs }) => {
    let preview: Result;
    beforeAll(async () => {
        const args = invalidInputs
            .filter(({ value }) => value !== "")
            .map(({ property, value }) => `${property}: ${value}`);
        await environment.stack.write(
            `import { VisualizationJob } from "pulumi-modelarts";
            new (VisualizationJob as any)("board", { ${args.join(", ")} });`,
        );
        preview = await environment.stack.preview();
    }, 60_000);

    it("fails the preview without a request", () => {
        expect(preview.code).not.toBe(0);
        expect(environment.service.requests).toEqual([]);
    });

    it("is shown without a stack trace", () => {
        expect(preview.stdout + preview.stderr).not.toMatch(/\bat .*:\d+:\d+/);
    });

    it.each(invalidInputs)(
        "names $property, its value and its rule: $rule",
        ({ property, value, description, rule }) => {
            const lines = (preview.stdout + preview.stderr).split("\n");
            const about = lines.filter((line) => line.includes(`${property} `) && line.includes(rule));
            expect(about).not.toEqual([]);
            if (/together|missing|no input/.test(rule)) return;
            expect(about.join("\n")).toContain(description ?? value);
        },
    );
});
