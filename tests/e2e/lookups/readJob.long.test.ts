import { ok } from "../../../tools/engine/project";
import { dynamicProvider, providerPlugin } from "../../../tools/engine/providers";
import { jobsByName, outputOf, programOf, writeCalls } from "../../support/programs";
import { program, startTestEnvironment } from "../../support/testStack";

test.each(["id", "import"])(
    "a program with a dynamic resource that has the option %s ends in the preview with what to do, and reads nothing",
    async (option) => {
        const environment = await startTestEnvironment({
            provider: dynamicProvider,
            program: program(`{ visualizationId: "8992", state: "stopped" }`, `{ ${option}: "8992" }`),
        });
        const { stack, service } = environment;
        try {
            service.makeJob({ id: 8992, name: "shared" });
            const preview = await stack.preview();
            expect(preview.code).not.toBe(0);
            const [, sentence = ""] =
                /(VisualizationJob "board" has the option .*)/.exec(outputOf(preview)) ?? [];
            expect(sentence).toContain("set the input visualizationId in its place");
            expect(outputOf(preview)).not.toMatch(/^ +at /m);
            expect(service.requests).toEqual([]);
        } finally {
            await environment.close();
        }
    },
    120_000,
);

test("a transformation that sets the option id ends the preview too, since no input would count", async () => {
    const transformation = `
        pulumi.runtime.registerStackTransformation(({ props, opts }) => ({ props, opts: { ...opts, id: "8992" } }));`;
    const environment = await startTestEnvironment({
        provider: dynamicProvider,
        program: programOf({ board: `{ visualizationId: "8992", state: "stopped" }` }, transformation),
    });
    const { stack, service } = environment;
    try {
        service.makeJob({ id: 8992, name: "shared" });
        const preview = await stack.preview();
        expect(preview.code).not.toBe(0);
        expect(outputOf(preview)).toMatch(
            /Could not manage visualization job \(8992\): a transformation .* option id.* visualizationId/,
        );
        expect(service.requests).toEqual([]);
    } finally {
        await environment.close();
    }
}, 120_000);

test("get of an SDK reads a job beside the resource that has it, and does not keep it from being stopped", async () => {
    const adoptProgram = programOf({ adopting: `{ visualizationId: "8992", state: "running" }` });
    const readProgram = `
        import { VisualizationJob as Job } from "pulumi-modelarts";
        const shared = Job.get("shared", "8992");
        export const { name: jobName, state } = shared;`;
    const environment = await startTestEnvironment({
        provider: providerPlugin,
        program: adoptProgram + readProgram,
    });
    const { stack, service } = environment;
    try {
        service.makeJob({ id: 8992, name: "shared" });
        ok(await stack.up());
        expect(await stack.outputs()).toMatchObject({ jobName: "shared", state: "running" });
        expect(Object.keys(await jobsByName(stack)).sort()).toEqual(["adopting", "shared"]);
        expect(writeCalls(service)).toEqual([]);

        await stack.write(readProgram);
        ok(await stack.up());
        expect(writeCalls(service)).toEqual(["stop"]);
        expect(service.job("8992")).toMatchObject({ statusName: "KILLED" });

        service.clearRequests();
        ok(await stack.up());
        expect(await stack.outputs()).toMatchObject({ state: "stopped" });
        ok(await stack.destroy());
        expect(writeCalls(service)).toEqual([]);
        expect(await jobsByName(stack)).toEqual({});

        await stack.write(readProgram.replace("8992", "999"));
        const { code, stdout } = await stack.up();
        expect(code).not.toBe(0);
        expect(stdout).toMatch(
            /Could not look up visualization job \(999\): there is no such job in project/,
        );
    } finally {
        await environment.close();
    }
}, 300_000);
