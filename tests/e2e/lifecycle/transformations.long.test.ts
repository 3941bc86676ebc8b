import { ok } from "../../../tools/engine/project";
import { dynamicProvider, providers } from "../../../tools/engine/providers";
import { jobIn, startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { outputOf, programOf, writeCalls } from "../../support/programs";

/** Writes a program whose transformation sets an input and options of each job. */
function programWith(description: string, options: string, state = "running"): string {
    const transformation = `
        pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
            type.endsWith(":VisualizationJob")
                ? { props: { ...props, description: "${description}" }, opts: { ...opts, ...${options} } }
                : undefined);`;
    return programOf({ board: `{ trainUrl: "/bucket/logs/", state: "${state}" }` }, transformation);
}

/* These tests share one stack, in order: each step begins where the one before ended. */
describe.each(providers)("a transformation (by the $name)", (provider) => {
    const isDynamic = provider === dynamicProvider;
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider,
            program: programWith("one", `{ replaceOnChanges: ["description"] }`),
            config: { "modelarts:waitTimeout": "5" },
        });
        ok(await environment.stack.up());
    }, 120_000);
    afterAll(() => environment.close());

    it("sets an input", () => {
        expect(environment.service.jobs).toMatchObject([{ description: "one" }]);
    });

    it(`sets replaceOnChanges, which ${isDynamic ? "does not count" : "counts"}`, async () => {
        const { service, stack } = environment;
        const { id } = await jobIn(stack);
        service.clearRequests();
        await stack.write(programWith("two", `{ replaceOnChanges: ["description"] }`));
        ok(await stack.up());
        expect(writeCalls(service, id)).toEqual(isDynamic ? ["update"] : ["stop", "delete"]);
        expect(service.jobs).toMatchObject([{ description: "two" }]);
    }, 120_000);

    it(`sets customTimeouts, which ${isDynamic ? "do not count" : "count"}`, async () => {
        const { service, stack } = environment;
        service.setOptions({ stop: 1000 });
        const options = `{ customTimeouts: { update: "1s" }, retainOnDelete: true }`;
        await stack.write(programWith("two", options, "stopped"));
        const up = await stack.up();
        expect(up.code).not.toBe(0);
        expect(outputOf(up)).toContain(isDynamic ? "after 5 s" : "after 1 s");
    }, 120_000);

    it("sets options that the engine itself follows, such as retainOnDelete", async () => {
        const { service, stack } = environment;
        const { id = "" } = await jobIn(stack);
        service.moveJob(id, 12);
        service.setOptions({ stop: 0.3 });
        ok(await stack.up());
        service.clearRequests();
        ok(await stack.destroy());
        expect(writeCalls(service)).toEqual([]);
        expect(service.jobs).toMatchObject([{ id, statusName: "KILLED" }]);
    }, 120_000);
});
