import * as pulumi from "@pulumi/pulumi";

import { VisualizationJob } from "../../../provider/src/resource/visualizationJob";

const registrations = new Map<string, Record<string, unknown>>();
beforeAll(async () => {
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => {
            registrations.set(name, inputs as Record<string, unknown>);
            return { id: name, state: inputs as object };
        },
        call: () => ({}),
    });
});

async function inputsOf(job: VisualizationJob, name: string) {
    const urn = await new Promise<string>((resolve) => job.urn.apply(resolve));
    return { urn, inputs: registrations.get(name) ?? {} };
}

const args = { trainUrl: "obs://bucket/logs/" };

test("sends its URN and no input that was left out", async () => {
    const { urn, inputs } = await inputsOf(new VisualizationJob("plain", args), "plain");
    expect(urn).toMatch(/^urn:pulumi:.+::plain$/);
    expect(inputs["__urn"]).toBe(urn);
    expect(Object.keys(inputs).sort()).toEqual(["__provider", "__urn", "trainUrl"]);
});

test("sends its URN with the type of its parent component", async () => {
    const parent = new pulumi.ComponentResource("test:index:Group", "group");
    const { urn, inputs } = await inputsOf(new VisualizationJob("child", args, { parent }), "child");
    expect(urn).toContain("::test:index:Group$");
    expect(inputs["__urn"]).toBe(urn);
});

test("sends the options that the engine does not send to a dynamic provider", async () => {
    const options = { customTimeouts: { create: "10m" }, replaceOnChanges: ["description"] };
    const { inputs } = await inputsOf(new VisualizationJob("bound", args, options), "bound");
    expect(inputs).toMatchObject({
        __timeouts: options.customTimeouts,
        __replaceOnChanges: options.replaceOnChanges,
    });
});
