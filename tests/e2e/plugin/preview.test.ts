import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../../tools/engine/providers";
import { jobIn, startTestEnvironment, type TestEnvironment, writeRequests } from "../../support/testStack";

const secret = { "4dabf18193072939515e22adb298388d": expect.any(String) as string };

interface Step {
    readonly op: string;
    readonly urn: string;
    readonly detailedDiff?: Readonly<Record<string, { readonly kind: string }>>;
    readonly replaceReasons?: readonly string[];
}

const programOf = (args: string): string => `
import * as pulumi from "@pulumi/pulumi";
import { VisualizationJob } from "pulumi-modelarts";
const board = new VisualizationJob("board", ${args});
export const { visualizationId, serviceUrl, state, description } = board;
`;
const first = `{ trainUrl: "/bucket/logs/", state: "running", description: pulumi.secret("hush-hush") }`;

describe("the engine with the plugin", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider: providerPlugin,
            program: programOf(first),
            config: { "pulumi:autonaming": { pattern: "team-${name}" } },
        });
        ok(await environment.stack.preview());
        expect(environment.service.requests).toEqual([]);
        ok(await environment.stack.up());
        environment.service.clearRequests();
    }, 120_000);
    afterAll(() => environment.close());

    it("names the job as the configuration pulumi:autonaming says", () => {
        expect(environment.service.jobs).toMatchObject([{ name: "team-board" }]);
    });

    it("shows each property that replaces the job", async () => {
        const { service, stack } = environment;
        await stack.write(
            programOf(`{ trainUrl: "/bucket/others/", autoStopHours: 4, description: "open" }`),
        );
        const { stdout } = ok(await stack.preview("--json"));
        const { steps } = JSON.parse(stdout) as { steps: Step[] };
        const step = steps.find(({ urn }) => urn.endsWith("VisualizationJob::board"));
        const detailedDiff = {
            autoStopHours: { kind: "add-replace" },
            description: { kind: "update" },
            trainUrl: { kind: "update-replace" },
        };
        expect(step).toMatchObject({
            op: "replace",
            replaceReasons: expect.arrayContaining(["autoStopHours", "trainUrl"]) as string[],
            detailedDiff,
        });
        expect(Object.keys(step?.detailedDiff ?? {}).sort()).toEqual(Object.keys(detailedDiff));
        expect(writeRequests(service)).toEqual([]);
    }, 60_000);

    it("keeps a secret input encrypted in the state, and out of its output", async () => {
        const { service, stack } = environment;
        const { inputs, outputs } = await jobIn(stack);
        expect([inputs, outputs]).toMatchObject([{ description: secret }, { description: secret }]);
        await stack.write(programOf(first.replace("hush-hush", "hush-hush-hush")));
        ok(await stack.preview("--diff"));
        ok(await stack.up("--diff"));
        ok(await stack.refresh("--diff"));
        const { outputs: later } = await jobIn(stack);
        expect(later).toMatchObject({ description: secret });
        expect(service.jobs).toMatchObject([{ description: "hush-hush-hush" }]);
        expect(stack.engineOutput).not.toContain("hush-hush");
    }, 120_000);
});
