import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../support/providers";
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

describe("a preview", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider: providerPlugin, program: programOf(first) });
        ok(await environment.stack.preview());
        expect(environment.service.requests).toEqual([]);
        ok(await environment.stack.up());
        environment.service.clearRequests();
    }, 120_000);
    afterAll(() => environment.close());

    async function steps(program: string, name = "board"): Promise<Step | undefined> {
        await environment.stack.write(program);
        const { stdout } = ok(await environment.stack.preview("--json"));
        const { steps } = JSON.parse(stdout) as { steps: Step[] };
        return steps.find(({ urn }) => urn.endsWith(`VisualizationJob::${name}`));
    }

    it.each([
        {
            change: "in place, and what it adds, changes and takes away",
            program: `{ trainUrl: "/bucket/logs/", state: "stopped", skipAwait: true }`,
            shown: {
                op: "update",
                detailedDiff: {
                    description: { kind: "delete" },
                    skipAwait: { kind: "add" },
                    state: { kind: "update" },
                },
            },
        },
        {
            change: "by a new job, and for which of the changes it is needed",
            program: `{ trainUrl: "/bucket/others/", autoStopHours: 4, description: "open" }`,
            shown: {
                op: "replace",
                replaceReasons: expect.arrayContaining(["autoStopHours", "trainUrl"]) as string[],
                detailedDiff: {
                    autoStopHours: { kind: "add-replace" },
                    description: { kind: "update" },
                    trainUrl: { kind: "update-replace" },
                },
            },
        },
    ])(
        "shows each property that changes $change",
        async ({ program, shown }) => {
            const step = await steps(programOf(program));
            expect(step).toMatchObject(shown);
            expect(Object.keys(step?.detailedDiff ?? {}).sort()).toEqual(Object.keys(shown.detailedDiff));
            expect(writeRequests(environment.service)).toEqual([]);
        },
        60_000,
    );

    it("names the job as the configuration pulumi:autonaming says", async () => {
        const { stack } = environment;
        await stack.setConfig("pulumi:autonaming.pattern", "team-${name}", { path: true });
        const step = await steps(
            `${programOf(first)}new VisualizationJob("second", { trainUrl: "/bucket/logs/" });`,
            "second",
        );
        expect(step).toMatchObject({ op: "create", newState: { inputs: { name: "team-second" } } });
        await stack.removeConfig("pulumi:autonaming");
    }, 60_000);

    it("keeps a secret one secret, in the state and in what is written", async () => {
        const { inputs, outputs } = await jobIn(environment.stack);
        expect([inputs, outputs]).toMatchObject([{ description: secret }, { description: secret }]);
        await environment.stack.write(programOf(first.replace("hush-hush", "hush-hush-hush")));
        ok(await environment.stack.preview("--diff"));
        ok(await environment.stack.up("--diff"));
        ok(await environment.stack.refresh("--diff"));
        const { outputs: later } = await jobIn(environment.stack);
        expect(later).toMatchObject({ description: secret });
        expect(environment.service.jobs).toMatchObject([{ description: "hush-hush-hush" }]);
        expect(environment.stack.engineOutput).not.toContain("hush-hush");
    }, 120_000);
});
