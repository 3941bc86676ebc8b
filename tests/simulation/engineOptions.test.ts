import { describeWithEngine, engineBuildMs } from "./host/describeWithEngine";
import { requireEngineFile } from "./host/engineBuild";
import type { Operation, OperationOptions, Outcome, Program, ProgramResource } from "./host/engineMessages";
import { EngineProcess } from "./host/engineProcess";
import { TrivialProviders } from "./providers/trivialProvider";

const type = "modelarts:index:Job";
const urnOf = (name: string): string => `urn:pulumi:dev::simulation::${type}::${name}`;

function resource(
    name: string,
    inputs: ProgramResource["inputs"] = {},
    options: ProgramResource["options"] = {},
): ProgramResource {
    return { name, type, inputs, options };
}

/** In this program `b` needs `a`. */
const program = (size: number): Program => ({
    config: { "modelarts:region": "cn-north-4" },
    resources: [
        resource("a", { size }),
        resource("b", { size, after: { $output: { resource: "a", property: "id" } } }),
        resource("c", { size }),
    ],
});

/** Lists what was done to jobs, such as `update a`, without those that stay as they are. */
function changesOf({ steps }: Outcome): string[] {
    return steps
        .filter(({ urn, op, changed }) => urn.includes(`${type}::`) && (changed ?? op) !== "same")
        .map(({ urn, op, result }) =>
            [op, urn.split("::").at(-1), result === "failed" && result].filter(Boolean).join(" "),
        );
}

describeWithEngine("options of the simulation", () => {
    let engine: EngineProcess;
    let providers: TrivialProviders;

    beforeAll(async () => {
        const file = await requireEngineFile();
        providers = new TrivialProviders();
        engine = new EngineProcess(file, providers);
    }, engineBuildMs);
    afterAll(() => engine.close());
    afterEach(() => engine.remove("dev"));

    const run = (op: Operation["op"], options: OperationOptions, of?: Program): Promise<Outcome> =>
        engine.run({ op, stack: "dev", options, ...(of && { program: of }) });

    const replacementOfA = ["create-replacement a", "replace a", "update b", "update c", "delete-replaced a"];

    test.each<[string, Operation["op"], OperationOptions, string[]]>([
        ["target", "up", { target: [urnOf("c")] }, ["update c"]],
        [
            "target and dependents",
            "up",
            { target: [urnOf("a")], targetDependents: true },
            ["update a", "update b"],
        ],
        ["exclude", "up", { exclude: [urnOf("b")] }, ["update a", "update c"]],
        ["replace", "up", { replace: [urnOf("a")] }, replacementOfA],
        [
            "target and replace",
            "up",
            { targetReplace: [urnOf("c")] },
            ["create-replacement c", "replace c", "delete-replaced c"],
        ],
        ["a preview", "preview", {}, ["update a", "update b", "update c"]],
        ["a destroy of a target", "destroy", { target: [urnOf("c")] }, ["delete c"]],
        [
            "a destroy with the program",
            "destroy",
            { runProgram: true, seed: "1" },
            ["delete b", "delete a", "delete c"],
        ],
    ])("do what the flags of the command do: %s", async (_, op, options, changes) => {
        await run("up", {}, program(1));
        const outcome = await run(op, options, program(2));
        expect(outcome.error).toBeUndefined();
        expect(changesOf(outcome).sort()).toEqual([...changes].sort());
    });

    test("read all resources first with --refresh", async () => {
        await run("up", {}, program(1));
        providers.log.length = 0;
        await run("up", { refresh: true }, program(2));
        const calls = providers.log.map((line) => line.split(" ")[1]);
        expect(calls.filter((call) => call === "read" || call === "update")).toEqual([
            ...["read", "read", "read"],
            ...["update", "update", "update"],
        ]);
    });

    test("end at a failure, and skip only what needs it with --continue-on-error", async () => {
        const failingProgram: Program = {
            resources: [
                resource("bad", { failing: true }),
                resource("after", { of: { $output: { resource: "bad", property: "id" } } }),
                resource("independent"),
            ],
        };
        const shortOutcome = await run("up", {}, failingProgram);
        expect(changesOf(shortOutcome)).toEqual(["create bad failed"]);
        const longOutcome = await run("up", { continueOnError: true }, failingProgram);
        expect(longOutcome.ok).toBe(false);
        expect(changesOf(longOutcome)).toEqual(["create bad failed", "create independent"]);
    });

    test("preview what is not known yet", async () => {
        await run("preview", {}, program(1));
        const create = providers.log.filter((line) => / create .*::b/.test(line)).at(-1);
        expect(create).toContain("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
    });

    test("serve a dynamic provider and a provider of its own", async () => {
        providers.log.length = 0;
        const outcome = await run(
            "up",
            {},
            {
                resources: [
                    { name: "own", type: "pulumi:providers:modelarts", inputs: { region: "eu-de" } },
                    resource("a", {}, { provider: "own" }),
                    {
                        name: "dynamic",
                        type: "pulumi-nodejs:dynamic/modelarts:VisualizationJob",
                        inputs: { __provider: "exports.handler = …" },
                    },
                ],
            },
        );
        expect(outcome.error).toBeUndefined();
        expect(providers.log.filter((line) => line.startsWith("start "))).toEqual([
            "start modelarts 1",
            "start pulumi-nodejs 2",
        ]);
    });
});
