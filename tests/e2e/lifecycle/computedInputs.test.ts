import type { Result } from "../../../tools/engine/childProcess";
import { ok } from "../../../tools/engine/project";
import { providers } from "../../support/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf, outputOf } from "../../support/programs";

type Values = Readonly<Record<string, unknown>>;

/** Values of every input that come from another resource: known only once that one is made or updated. */
const good: Values = {
    trainUrl: "/bucket/logs/",
    name: "from-another",
    description: "of another",
    jobType: "mindinsight",
    flavor: "modelarts.vm.cpu.2u",
    autoStopHours: 4,
    state: "stopped",
    visualizationId: "300",
    deletionPolicy: "stop",
    region: "cn-north-4",
    projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e",
    skipAwait: false,
};
const bad: Values = {
    trainUrl: "s3://bucket/logs/",
    name: "von anderswo",
    description: "x".repeat(257),
    jobType: "Tensorboard",
    flavor: "a b",
    autoStopHours: 25,
    state: "paused",
    visualizationId: "../300",
    deletionPolicy: "keep",
    region: "cn north",
    projectId: "a b",
    skipAwait: "no",
};
const inputs = Object.keys(good);

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

/** The inputs of one job that come from the source. */
const from = (names: readonly string[]): string =>
    names.map((name) => `${name}: values.apply((given: any) => given.${name})`).join(", ");
const others = (name: string): string =>
    name === "trainUrl" || name === "visualizationId" ? "" : `, trainUrl: "/bucket/logs/"`;
const ofNew = inputs.filter((name) => name !== "visualizationId");
const ofOld = [
    "description",
    "state",
    "visualizationId",
    "deletionPolicy",
    "region",
    "projectId",
    "skipAwait",
];

const jobs = Object.fromEntries([
    ...inputs.map((name) => [`only_${name}`, `{ ${from([name])}${others(name)} }`]),
    ["allOfNew", `{ ${from(ofNew.filter((name) => name !== "name"))} }`],
    ["allOfOld", `{ ${from(ofOld).replace("given.visualizationId", `given.visualizationId && "301"`)} }`],
    ["ofAJob", `{ visualizationId: only_trainUrl.visualizationId, state: only_trainUrl.state as any }`],
]) as Record<string, string>;
const program = (values: Values, round: number): string => programOf(jobs, source(values, round));

/* One stack, told in order: each step begins where the one before ended. */
describe.each(providers)("inputs that are not known before up (by the $name)", (provider) => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider, program: program(good, 1) });
        environment.service.makeJob({ id: 300 });
        environment.service.makeJob({ id: 301 });
    }, 60_000);
    beforeEach(() => {
        environment.service.clearRequests();
    });
    afterAll(() => environment.close());

    it("pass the preview of a new resource, each alone and together, and nothing is sent", async () => {
        const { stdout } = ok(await environment.stack.preview());
        expect(stdout).toMatch(new RegExp(`\\+ ${Object.keys(jobs).length + 2} to create`));
        expect(environment.service.requests).toEqual([]);
    }, 120_000);

    it("are what the job gets once they are known", async () => {
        const { service, stack } = environment;
        ok(await stack.up());
        const jobs = await jobsByName(stack);
        for (const [name, value] of Object.entries(good))
            expect(jobs[`only_${name}`]?.outputs).toMatchObject({ [name]: value });
        const all = Object.fromEntries(
            Object.entries(good).filter(([name]) => name !== "visualizationId" && name !== "name"),
        );
        expect(jobs.allOfNew?.outputs).toMatchObject(all);
        expect(jobs.allOfOld?.outputs).toMatchObject({ visualizationId: "301", state: "stopped" });
        expect(jobs.ofAJob?.id).toBe(jobs.only_trainUrl?.id);
        expect(service.jobs.filter(({ id }) => Number(id) >= 8992)).toHaveLength(inputs.length);
    }, 120_000);

    it("pass the preview of resources that exist, and the up in which they turn out the same does nothing", async () => {
        const { service, stack } = environment;
        await stack.write(program(good, 2));
        ok(await stack.preview());
        expect(writeCalls(service)).toEqual([]);
        ok(await stack.up());
        expect(writeCalls(service)).toEqual([]);
    }, 120_000);

    describe("and break their rules", () => {
        let up: Result;
        beforeAll(async () => {
            await environment.stack.write(program(bad, 3));
            ok(await environment.stack.preview());
            // The engine ends at the first resource that fails its check: one has them all.
            await environment.stack.write(programOf({ everything: `{ ${from(inputs)} }` }, source(bad, 3)));
            up = await environment.stack.up();
        }, 120_000);

        it("fail the up before anything is asked of the service", () => {
            expect(up.code).not.toBe(0);
            expect(writeCalls(environment.service)).toEqual([]);
        });

        it.each(inputs)("fail it with a sentence about %s", (name) => {
            const output = outputOf(up);
            expect(output).toMatch(new RegExp(`: ${name} is .*; it must be `));
        });
    });
});

/* What is not known yet may turn out to be nothing. */
describe.each(providers)(
    "inputs that exclude each other, of which the program leaves one out in the end (by the $name)",
    (provider) => {
        let environment: TestEnvironment;
        afterEach(() => environment.close());

        it("pass the preview, and up makes a job or takes one over, as they say then", async () => {
            const jobs = {
                made: `{ ${from(["trainUrl"])}, visualizationId: values.apply((given: any) => given.nothing) }`,
                taken: `{ ${from(["visualizationId", "state"])}, trainUrl: values.apply((given: any) => given.nothing) }`,
            };
            environment = await startTestEnvironment({ provider, program: programOf(jobs, source(good, 1)) });
            const { service, stack } = environment;
            service.makeJob({ id: 300 });
            ok(await stack.preview());
            expect(service.requests).toEqual([]);
            ok(await stack.up());
            expect(writeCalls(service).sort()).toEqual(["create", "stop"]);
            expect(writeCalls(service, "300")).toEqual(["stop"]);
        }, 120_000);
    },
);
