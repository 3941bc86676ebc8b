import { startWorld, type World } from "./setup";

/** Each input with a value that breaks its rule, and words of the rule that the person must read. */
const broken: readonly (readonly [args: string, property: string, value: string, rule: string])[] = [
    [`trainUrl: "s3://bucket/logs/"`, "trainUrl", `"s3://bucket/logs/"`, "/bucket/folder/"],
    [`trainUrl: ""`, "trainUrl", `""`, "OBS folder"],
    [`trainUrl: "/b/l/", name: "twenty-one-characters"`, "name", `"twenty-one-characters"`, "1 to 20 characters"],
    [`trainUrl: "/bucket/l/", name: "mein brett"`, "name", `"mein brett"`, "A-Z a-z 0-9 _ -"],
    [`trainUrl: "/bucket/l/", description: "x".repeat(257)`, "description", "xxx", "256 characters"],
    [`trainUrl: "/bucket/l/", jobType: "Tensorboard"`, "jobType", `"Tensorboard"`, `"tensorboard" or "mindinsight"`],
    [`trainUrl: "/bucket/l/", flavor: ""`, "flavor", `""`, "flavor code"],
    [`trainUrl: "/bucket/l/", autoStopHours: 0`, "autoStopHours", "0", "from 1 to 24"],
    [`trainUrl: "/bucket/l/", autoStopHours: 25`, "autoStopHours", "25", "from 1 to 24"],
    [`trainUrl: "/bucket/l/", autoStopHours: 1.5`, "autoStopHours", "1.5", "whole number"],
    [`trainUrl: "/bucket/l/", state: "paused"`, "state", `"paused"`, `"running" or "stopped"`],
    [`trainUrl: "/bucket/l/", deletionPolicy: "keep"`, "deletionPolicy", `"keep"`, `"delete" or "stop"`],
    [`trainUrl: "/bucket/l/", skipAwait: "no"`, "skipAwait", `"no"`, "true or false"],
    [`trainUrl: "/bucket/l/", autostopHours: 4`, "autostopHours", "", "no input autostopHours"],
    [`visualizationId: "../8992"`, "visualizationId", `"../8992"`, "ID of a job"],
    [`visualizationId: "8992", trainUrl: "/bucket/l/"`, "trainUrl", "", "together with visualizationId"],
    [`visualizationId: "8992", autoStopHours: 4`, "autoStopHours", "", "together with visualizationId"],
    [`state: "running"`, "trainUrl", "", "missing"],
];

describe("bad input", () => {
    let world: World;
    let shown: string;
    let code: number;
    beforeAll(async () => {
        const resources = broken.map(([args], row) => `new Job("row${row}x", { ${args} });`);
        world = await startWorld({
            program: `import { VisualizationJob } from "pulumi-modelarts";\nconst Job = VisualizationJob as any;\n${resources.join("\n")}`,
            env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
        });
        const preview = await world.stack.preview();
        code = preview.code;
        shown = preview.stdout + preview.stderr;
    }, 90_000);
    afterAll(() => world.close());

    it("fails the preview, and nothing is sent", () => {
        expect(code).not.toBe(0);
        expect(world.service.requests).toEqual([]);
    });

    it.each(broken.map((row, index) => [...row, index] as const))(
        "{ %s } names the property %s, the value %s and the rule: %s",
        (_args, property, value, rule, index) => {
            const begin = shown.indexOf(`(row${index}x)`);
            const end = shown.indexOf("pulumi-nodejs:dynamic/modelarts:VisualizationJob (row", begin);
            const part = shown.slice(begin, end < 0 ? undefined : end);
            expect(begin).toBeGreaterThan(0);
            expect(part).toContain(property);
            expect(part).toContain(value);
            expect(part).toContain(rule);
            expect(part).not.toMatch(/\bat .*:\d+:\d+/);
        },
    );
});
