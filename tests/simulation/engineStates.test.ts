import { describeWithEngine, engineBuildMs } from "./host/describeWithEngine";
import { requireEngineFile } from "./host/engineBuild";
import type { Program, State, StateEdit } from "./host/engineMessages";
import { EngineProcess } from "./host/engineProcess";
import { TrivialProviders } from "./providers/trivialProvider";

const type = "modelarts:index:Job";
const urnOf = (name: string): string => `urn:pulumi:dev::simulation::${type}::${name}`;
const program: Program = {
    resources: [
        { name: "first", type, inputs: { size: 1 } },
        { name: "second", type, inputs: { after: { $output: { resource: "first", property: "id" } } } },
        { name: "third", type, inputs: { password: { $secret: "s3cret" } } },
    ],
};

/** Lists the jobs in a state, with what `pulumi state` may have set. */
function jobsIn({ resources }: State): string[] {
    return resources
        .filter((resource) => resource.type === type)
        .map(({ urn, taint, protect }) =>
            [urn.split("::").at(-1), taint && "tainted", protect && "protected"].filter(Boolean).join(" "),
        );
}

describeWithEngine("states of the simulation", () => {
    let engine: EngineProcess;

    beforeAll(async () => {
        const file = await requireEngineFile();
        engine = new EngineProcess(file, new TrivialProviders());
    }, engineBuildMs);
    afterAll(() => engine.close());

    beforeEach(async () => {
        await engine.remove("dev");
        const outcome = await engine.run({ op: "up", stack: "dev", program });
        expect(outcome.error).toBeUndefined();
    });

    async function jobsOf(stack: string): Promise<string[]> {
        return jobsIn((await engine.readPersisted(stack)).state);
    }

    test.each<[string, Omit<StateEdit, "stack">, string[]]>([
        ["taint", { edit: "taint", urns: [urnOf("first")] }, ["first tainted", "second", "third"]],
        ["protect", { edit: "protect", urns: [urnOf("third")] }, ["first", "second", "third protected"]],
        ["delete", { edit: "delete", urns: [urnOf("second")] }, ["first", "third"]],
        [
            "delete with dependents",
            { edit: "delete", urns: [urnOf("first")], targetDependents: true },
            ["third"],
        ],
        ["rename", { edit: "rename", urns: [urnOf("third")], name: "other" }, ["first", "second", "other"]],
    ])("change as the command says: %s", async (_, edit, jobs) => {
        await engine.edit({ stack: "dev", ...edit });
        expect(await jobsOf("dev")).toEqual(jobs);
    });

    test("keep a resource that others depend on", async () => {
        await expect(engine.edit({ stack: "dev", edit: "delete", urns: [urnOf("first")] })).rejects.toThrow(
            "can't be safely deleted",
        );
        expect(await jobsOf("dev")).toEqual(["first", "second", "third"]);
    });

    test("move a resource to another stack", async () => {
        await engine.edit({ stack: "dev", edit: "move", urns: [urnOf("third")], to: "moved" });
        expect(await jobsOf("dev")).toEqual(["first", "second"]);
        expect(await jobsOf("moved")).toEqual(["third"]);
        await engine.remove("moved");
    });

    test("go into another stack, whose engine then finds nothing to do", async () => {
        await engine.copy("dev", "copied");
        const outcome = await engine.run({ op: "up", stack: "copied", program });
        expect(outcome.changes).toEqual({ same: 4 });
        const deployment = await engine.export("dev");
        if (deployment === null) throw new Error("The stack has no state.");
        await engine.remove("dev");
        await engine.load("dev", deployment);
        expect(await engine.export("dev")).toEqual(deployment);
    });

    test("show secrets and keep them", async () => {
        const { state, deployment } = await engine.readPersisted("dev");
        expect(state.resources.find(({ urn }) => urn === urnOf("third"))?.inputs).toEqual({
            password: { $secret: "s3cret" },
        });
        expect(JSON.stringify(deployment)).not.toContain("s3cret");
    });
});
