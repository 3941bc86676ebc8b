import { describeWithEngine, engineBuildMs } from "./host/describeWithEngine";
import { requireEngineFile } from "./host/engineBuild";
import type { Outcome, Program } from "./host/engineMessages";
import { EngineProcess } from "./host/engineProcess";
import { TrivialProviders } from "./providers/trivialProvider";

function jobs(flavor: string, size: number): Program {
    return {
        config: { "modelarts:region": "cn-north-4", "modelarts:secretKey": { $secret: "s3cret" } },
        resources: [
            {
                name: "first",
                type: "modelarts:index:Job",
                inputs: { flavor, size, tags: { team: "a", owner: "b" } },
            },
            {
                name: "second",
                type: "modelarts:index:Job",
                inputs: {
                    flavor: "cpu",
                    after: { $output: { resource: "first", property: "id" } },
                    token: { $secret: "t" },
                },
            },
            { name: "third", type: "modelarts:index:Job", inputs: { flavor: "cpu" } },
        ],
    };
}

/** Writes in one line what a command did to the resources of the provider. */
function summaryOf({ steps }: Outcome): string {
    const jobSteps = steps.filter(({ urn }) => urn.includes(":index:Job::"));
    return jobSteps
        .map(({ op, urn, result }) => `${op} ${urn.split("::").at(-1) ?? ""} ${result ?? ""}`)
        .join(", ");
}

describeWithEngine("the engine of the simulation", () => {
    let file: string;
    let engine: EngineProcess;
    let providers: TrivialProviders;

    beforeAll(async () => {
        const engineFile = await requireEngineFile();
        file = engineFile;
    }, engineBuildMs);

    beforeEach(start);
    afterEach(() => engine.close());

    function start(): void {
        providers = new TrivialProviders();
        engine = new EngineProcess(file, providers);
    }

    async function play(): Promise<readonly Outcome[]> {
        const run = (op: "preview" | "up" | "refresh", program: Program): Promise<Outcome> =>
            engine.run({ op, stack: "dev", program });
        return [
            await run("preview", jobs("cpu", 1)),
            await run("up", jobs("cpu", 1)),
            await run("up", jobs("cpu", 2)),
            await run("up", jobs("gpu", 2)),
            await run("refresh", jobs("gpu", 2)),
            await engine.run({ op: "destroy", stack: "dev" }),
        ];
    }

    test("creates, updates, replaces and destroys", async () => {
        const outcomes = await play();
        expect(outcomes.map(({ error }) => error)).toEqual(outcomes.map(() => undefined));
        expect(outcomes.map(summaryOf)).toEqual([
            "create first done, create second done, create third done",
            "create first done, create second done, create third done",
            "update first done, same second done, same third done",
            "create-replacement first done, replace first done, update second done, same third done, " +
                "delete-replaced first done",
            "refresh first done, refresh second done, refresh third done",
            "delete second done, delete third done, delete first done",
        ]);
        expect(outcomes[1]?.state.resources.find(({ id }) => id === "id-2")).toMatchObject({
            inputs: { after: "id-1", flavor: "cpu", token: { $secret: "t" } },
            parent: "urn:pulumi:dev::simulation::pulumi:pulumi:Stack::simulation-dev",
        });
        expect(outcomes.at(-1)?.state.resources).toEqual([]);
    });

    test("plays the same history twice, byte for byte", async () => {
        const first = [await play(), providers.log];
        await engine.close();
        start();
        const second = [await play(), providers.log];
        expect(providers.log.length).toBeGreaterThan(50);
        expect(JSON.stringify(second, undefined, 1)).toBe(JSON.stringify(first, undefined, 1));
    });
});
