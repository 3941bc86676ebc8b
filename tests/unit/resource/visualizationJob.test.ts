import * as pulumi from "@pulumi/pulumi";

import { VisualizationJob } from "../../../provider/src/resource/visualizationJob";

const registered = new Map<string, Record<string, unknown>>();
beforeAll(async () => {
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => {
            registered.set(name, inputs as Record<string, unknown>);
            return { id: name, state: inputs as object };
        },
        call: () => ({}),
    });
});

async function inputsOf(job: VisualizationJob, name: string) {
    const urn = await new Promise<string>((resolve) => job.urn.apply(resolve));
    return { urn, inputs: registered.get(name) ?? {} };
}

const args = { trainUrl: "obs://bucket/logs/" };

test("a resource in the stack tells its provider its own URN, and nothing that it was not given", async () => {
    const { urn, inputs } = await inputsOf(new VisualizationJob("plain", args), "plain");
    expect(urn).toMatch(/^urn:pulumi:.+::plain$/);
    expect(inputs["__urn"]).toBe(urn);
    expect(Object.keys(inputs).sort()).toEqual(["__provider", "__urn", "trainUrl"]);
});

test("so does one that lies in a component", async () => {
    const parent = new pulumi.ComponentResource("test:index:Group", "group");
    const { urn, inputs } = await inputsOf(new VisualizationJob("child", args, { parent }), "child");
    expect(urn).toContain("::test:index:Group$");
    expect(inputs["__urn"]).toBe(urn);
});

test("the options that the engine keeps to itself are told to the provider", async () => {
    const options = { customTimeouts: { create: "10m" }, replaceOnChanges: ["description"] };
    const { inputs } = await inputsOf(new VisualizationJob("bound", args, options), "bound");
    expect(inputs).toMatchObject({
        __timeouts: options.customTimeouts,
        __replaceOnChanges: options.replaceOnChanges,
    });
});
