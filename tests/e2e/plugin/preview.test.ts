import { ok } from "../../../tools/engine/project";
import { pluginDoor } from "../../support/providers";
import { jobIn, startWorld, type World, writes } from "../../support/testStack";

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
    let world: World;
    beforeAll(async () => {
        world = await startWorld({ door: pluginDoor, program: programOf(first) });
        ok(await world.stack.preview());
        expect(world.service.requests).toEqual([]);
        ok(await world.stack.up());
        world.service.clearRequests();
    }, 120_000);
    afterAll(() => world.close());

    async function steps(program: string, name = "board"): Promise<Step | undefined> {
        await world.stack.write(program);
        const { stdout } = ok(await world.stack.preview("--json"));
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
            expect(writes(world.service)).toEqual([]);
        },
        60_000,
    );

    it("names the job as the configuration pulumi:autonaming says", async () => {
        const { stack } = world;
        await stack.setConfig("pulumi:autonaming.pattern", "team-${name}", { path: true });
        const step = await steps(
            `${programOf(first)}new VisualizationJob("second", { trainUrl: "/bucket/logs/" });`,
            "second",
        );
        expect(step).toMatchObject({ op: "create", newState: { inputs: { name: "team-second" } } });
        await stack.removeConfig("pulumi:autonaming");
    }, 60_000);

    it("keeps a secret one secret, in the state and in what is written", async () => {
        const { inputs, outputs } = await jobIn(world.stack);
        expect([inputs, outputs]).toMatchObject([{ description: secret }, { description: secret }]);
        await world.stack.write(programOf(first.replace("hush-hush", "hush-hush-hush")));
        ok(await world.stack.preview("--diff"));
        ok(await world.stack.up("--diff"));
        ok(await world.stack.refresh("--diff"));
        const { outputs: later } = await jobIn(world.stack);
        expect(later).toMatchObject({ description: secret });
        expect(world.service.jobs).toMatchObject([{ description: "hush-hush-hush" }]);
        expect(world.stack.written).not.toContain("hush-hush");
    }, 120_000);
});
