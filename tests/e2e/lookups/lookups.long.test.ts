import { connect } from "../../../provider/src/client";
import { type Emulator, startEmulator } from "../../../emulator/src";
import { ok } from "../../../tools/engine/project";
import { providers, dynamicProvider } from "../../../tools/engine/providers";
import { mixedEdition } from "../../support/mixedEdition";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf } from "../../support/programs";

/** Makes more jobs than one page holds, three of them running. */
function makeJobs(service: Emulator): void {
    for (let number = 0; number < 230; number++)
        service.makeJob({ id: 1000 + number, status: [120, 121, 229].includes(number) ? 8 : 12 });
    for (const [id, name] of [
        [11, "train"],
        [12, "train-2"],
        [13, "my-train"],
        [14, "twice"],
        [15, "twice"],
    ] as const)
        service.makeJob({ id, name, status: 12 });
}

const lookups = `
    import * as pulumi from "@pulumi/pulumi";
    import * as m from "pulumi-modelarts";
    const board = new m.VisualizationJob("board", { trainUrl: "/bucket/logs/", state: "running", name: "board" });
    const failed = (lookup: Promise<unknown>) => lookup.then(() => "found", (error) => error.kind + ": " + error.message);
    const ids = ({ jobs }: { jobs: any[] }) => jobs.map((job) => job.visualizationId).sort();
    export const all = m.getVisualizationJobsOutput({ workspaceId: board.status.apply(() => "0") }).apply(({ jobs }) => [jobs.length, new Set(ids({ jobs })).size]);
    export const running = m.getVisualizationJobs({ state: "running", nameContains: "job-" }).then(ids);
    export const byStatus = m.getVisualizationJobs({ status: "RUNNING", nameContains: "job-" }).then(ids);
    export const later = m.getVisualizationJobsOutput({ nameContains: board.name }).apply(ids);
    export const exact = m.getVisualizationJob({ name: "train" });
    export const byId = m.getVisualizationJob({ id: "13" }).then(({ name }) => name);
    export const ofOurs = m.getVisualizationJobOutput({ visualizationId: board.visualizationId }).state;
    export const none = failed(m.getVisualizationJob({ name: "trai" }));
    export const twice = failed(m.getVisualizationJob({ name: "twice" }));
    export const noSuchId = failed(m.getVisualizationJob({ visualizationId: "999" }));
    export const both = failed(m.getVisualizationJob({ id: "11", name: "train" }));`;

describe.each(providers)("a lookup in a program (by the $name)", (provider) => {
    let environment: TestEnvironment;
    let outputs: Record<string, unknown>;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider,
            program: lookups,
            service: { ...mixedEdition, totalCount: false },
        });
        makeJobs(environment.service);
        ok(await environment.stack.up());
        outputs = await environment.stack.outputs();
    }, 120_000);
    afterAll(() => environment.close());

    it.each([
        { name: "all", is: [236, 236], why: "every page is read, and no job twice" },
        { name: "running", is: ["1120", "1121", "1229"], why: "the running ones of all pages" },
        { name: "byStatus", is: ["1120", "1121", "1229"], why: "the status has the service's own name" },
        { name: "byId", is: "my-train", why: "an ID is enough" },
        { name: "ofOurs", is: "running", why: "its argument is known only once the job is created" },
    ])("gives $name: $why", ({ name, is }) => {
        expect(outputs[name]).toEqual(is);
    });

    it("finds a job by its exact name, with its types", () => {
        expect(outputs.exact).toMatchObject({
            visualizationId: "11",
            name: "train",
            state: "stopped",
            status: "KILLED",
            runningSeconds: expect.any(Number) as number,
        });
    });

    it("waits for its argument", () => {
        expect(outputs.later).toHaveLength(1);
    });

    it.each([
        { name: "none", kind: "not-found", says: /"trai".*no job of exactly this name/ },
        { name: "twice", kind: "rejected", says: /2 jobs have this name: 14, 15/ },
        { name: "noSuchId", kind: "not-found", says: /\(999\)/ },
        { name: "both", kind: "settings", says: /one of the two/ },
    ])("says why it has no result: $name", ({ name, kind, says }) => {
        expect(outputs[name]).toMatch(says);
        // Through the engine an error has only its message.
        expect(outputs[name]).toMatch(
            provider === dynamicProvider ? `${kind}: ` : "getVisualizationJob returned an error: ",
        );
    });
});

describe.each(providers)("the three ways of the Python SDK to stop a job (by the $name)", (provider) => {
    const programWithState = (state: string): string =>
        programOf({ ours: `{ trainUrl: "/bucket/logs/", state: "${state}" }` });
    const stopProgram = `
        new VisualizationJob("byId", { visualizationId: "8001", state: "stopped" });
        export const stopped = getVisualizationJobs({ nameContains: "forgotten" }).then(({ jobs }) =>
            jobs.map(({ name, visualizationId }) =>
                new VisualizationJob(name!, { visualizationId, state: "stopped" }).state));`;

    it("are programs: by ID, the job of this program, each element of a list", async () => {
        const environment = await startTestEnvironment({ provider, program: programWithState("running") });
        try {
            const { service, stack } = environment;
            for (const [id, name] of [
                [8001, "by-id"],
                [8002, "forgotten-1"],
                [8003, "forgotten-2"],
                [8004, "needed"],
            ] as const)
                service.makeJob({ id, name });
            ok(await stack.up());
            const jobId = (await jobsByName(stack)).ours?.id ?? "";
            service.clearRequests();

            const program = programWithState("stopped").replace(
                "VisualizationJob }",
                "VisualizationJob, getVisualizationJobs }",
            );
            await stack.write(program + stopProgram);
            ok(await stack.up());
            for (const id of [jobId, "8001", "8002", "8003"]) {
                expect(writeCalls(service, id)).toEqual(["stop"]);
                expect(service.job(id)).toMatchObject({ statusName: "KILLED" });
            }
            expect(service.job(8004)).toMatchObject({ statusName: "RUNNING" });
            expect((await stack.outputs()).stopped).toEqual(["stopped", "stopped"]);
            ok(await stack.up("--refresh", "--expect-no-changes"));
        } finally {
            await environment.close();
        }
    }, 120_000);

    it("are calls of the client: by ID, the result of create, an element of a list", async () => {
        const service = await startEmulator({ boot: 0, stop: 0 });
        try {
            const { info } = service;
            const client = connect({
                region: info.region,
                projectId: info.projectId,
                accessKey: info.accessKey,
                secretKey: info.secretKey,
                endpoints: { modelarts: info.modelarts, iam: info.iam },
            });
            for (const [id, name] of [
                [8001, "by-id"],
                [8002, "forgotten"],
            ] as const)
                service.makeJob({ id, name });
            await client.stop("8001");
            const job = await client.create({ name: "ours", trainUrl: "/bucket/logs/" });
            await client.stop(job);
            for await (const each of client.list({ nameContains: "forgotten" })) await client.stop(each);
            for (const id of ["8001", job.id, "8002"]) {
                expect(writeCalls(service, id)).toEqual(["stop"]);
                expect((await client.get(id)).status.state).toBe("stopped");
            }
        } finally {
            await service.close();
        }
    });
});
