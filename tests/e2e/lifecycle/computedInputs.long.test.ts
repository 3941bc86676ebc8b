import type { Result } from "../../../tools/engine/childProcess";
import { ok } from "../../../tools/engine/project";
import { providers, dynamicProvider } from "../../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { inputNames, invalidValues, validValues } from "../../support/inputValues";
import { writeCalls, jobsByName, programOf, outputOf } from "../../support/programs";

type Values = Readonly<Record<string, unknown>>;

/** Writes another resource, whose outputs are the values of inputs: unknown until it is created or updated. */
const source = (values: Values, round: number): string => `
    const echo: pulumi.dynamic.ResourceProvider = {
        create: async (inputs) => ({ id: "echo", outs: { ...inputs, values: inputs.given } }),
        update: async (_id, _olds, news) => ({ outs: { ...news, values: news.given } }),
    };
    class Source extends pulumi.dynamic.Resource {
        declare readonly values: pulumi.Output<any>;
        constructor(args: any) {
            super(echo, "source", { ...args, values: undefined });
        }
    }
    const values = new Source({ given: ${JSON.stringify(values)}, round: ${round} }).values;`;

/** Writes the inputs of one job that come from the source. */
const from = (names: readonly string[]): string =>
    names.map((name) => `${name}: values.apply((given: any) => given.${name})`).join(", ");
const others = (name: string): string =>
    name === "trainUrl" || name === "visualizationId" ? "" : `, trainUrl: "/bucket/logs/"`;
const inputsOfNewJob = inputNames.filter((name) => name !== "visualizationId");
const inputsOfAdoptedJob = [
    "description",
    "state",
    "visualizationId",
    "deletionPolicy",
    "region",
    "projectId",
    "skipAwait",
];

const jobs = Object.fromEntries([
    ...inputNames.map((name) => [`only_${name}`, `{ ${from([name])}${others(name)} }`]),
    ["allOfNew", `{ ${from(inputsOfNewJob.filter((name) => name !== "name"))} }`],
    [
        "allOfOld",
        `{ ${from(inputsOfAdoptedJob).replace("given.visualizationId", `given.visualizationId && "301"`)} }`,
    ],
    // Each of these two gets one of the two exclusive inputs, and the other one turns out to be undefined.
    [
        "createdAtLast",
        `{ ${from(["trainUrl"])}, visualizationId: values.apply((given: any) => given.nothing) }`,
    ],
    [
        "adoptedAtLast",
        `{ ${from(["visualizationId", "state"]).replace("given.visualizationId", `given.visualizationId && "302"`)}, trainUrl: values.apply((given: any) => given.nothing) }`,
    ],
    [
        "ofAJob",
        `{ visualizationId: only_trainUrl.visualizationId.apply(() => "303"), state: only_trainUrl.state as any }`,
    ],
]) as Record<string, string>;
const program = (values: Values, round: number): string => programOf(jobs, source(values, round));

/* These tests share one stack, in order: each step begins where the one before ended. */
describe.each(providers)("unknown inputs (by the $name)", (provider) => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider, program: program(validValues, 1) });
        for (const id of [300, 301, 302, 303]) environment.service.makeJob({ id });
    }, 60_000);
    beforeEach(() => {
        environment.service.clearRequests();
    });
    afterAll(() => environment.close());

    it("pass the preview of new resources, each alone and all together, without a request", async () => {
        const { stdout } = ok(await environment.stack.preview());
        expect(stdout).toMatch(new RegExp(`\\+ ${Object.keys(jobs).length + 2} to create`));
        expect(environment.service.requests).toEqual([]);
    }, 120_000);

    it("reach the job once they are known", async () => {
        const { service, stack } = environment;
        ok(await stack.up());
        const jobs = await jobsByName(stack);
        for (const [name, value] of Object.entries(validValues))
            expect(jobs[`only_${name}`]?.outputs).toMatchObject({ [name]: value });
        const all = Object.fromEntries(
            Object.entries(validValues).filter(([name]) => name !== "visualizationId" && name !== "name"),
        );
        expect(jobs.allOfNew?.outputs).toMatchObject(all);
        expect(jobs.allOfOld?.outputs).toMatchObject({ visualizationId: "301", state: "stopped" });
        expect(jobs.ofAJob?.id).toBe("303");
        expect(writeCalls(service, "302")).toEqual(["stop"]);
        expect(jobs.adoptedAtLast?.id).toBe("302");
        expect(jobs.createdAtLast?.outputs).toMatchObject({ trainUrl: validValues["trainUrl"] });
        // Every resource has a new job but those that adopt one.
        expect(service.jobs.filter(({ id }) => Number(id) >= 8992)).toHaveLength(inputNames.length + 1);
    }, 120_000);

    it("pass the preview of existing resources, and change nothing when they turn out the same", async () => {
        const { service, stack } = environment;
        await stack.write(program(validValues, 2));
        ok(await stack.preview());
        expect(writeCalls(service)).toEqual([]);
        ok(await stack.up());
        expect(writeCalls(service)).toEqual([]);
    }, 120_000);

    // Other tests check how the plugin responds to the same values, without the engine.
    if (provider === dynamicProvider)
        describe("that turn out to break their rules", () => {
            let up: Result;
            beforeAll(async () => {
                await environment.stack.write(program(invalidValues, 3));
                ok(await environment.stack.preview());
                // The engine stops at the first resource that fails its check, so one resource has all of them.
                await environment.stack.write(
                    programOf({ everything: `{ ${from(inputNames)} }` }, source(invalidValues, 3)),
                );
                up = await environment.stack.up();
            }, 120_000);

            it("fail the up before any write", () => {
                expect(up.code).not.toBe(0);
                expect(writeCalls(environment.service)).toEqual([]);
            });

            it.each(inputNames)("fail it with a message about %s", (name) => {
                expect(outputOf(up)).toMatch(new RegExp(`: ${name} is .*; it must be `));
            });
        });
});
