import { ok } from "../../../tools/engine/project";
import type { ResourceState } from "../../../tools/engine/stackExport";
import { providers } from "../../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf, outputOf } from "../../support/programs";

const elsewhere = "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e";
const running = (id: string | number): string => `{ visualizationId: "${id}", state: "running" }`;
const away = `{ visualizationId: "506", state: "running", projectId: "${elsewhere}" }`;

const before = programOf({
    created: `{ trainUrl: "/bucket/logs/", state: "running" }`,
    oldName: running(501),
    left: running(502),
    right: running(503),
    leaver: running(504),
    here: running(506),
    there: away,
});
/**
 * Writes the program with the same jobs, all of them declared running, except number 506 of the default project: no
 * resource has it now.
 */
const after = (createdId: string): string =>
    programOf({
        newName: running(501),
        left: running(503),
        right: running(502),
        leaver: running(505),
        taker: running(504),
        keeper: running(createdId),
        there: away,
    });

/* In these tests one run transfers every job. */
describe.each(providers)(
    "a job that is transferred to another resource of the program (by the $name)",
    (provider) => {
        let environment: TestEnvironment;
        let createdId: string;
        let jobs: Record<string, ResourceState>;
        beforeAll(async () => {
            environment = await startTestEnvironment({ provider, program: before });
            const { service, stack } = environment;
            for (const id of [501, 502, 503, 504, 505, 506]) service.makeJob({ id });
            service.injectFault({
                match: { path: `${elsewhere}.*/506` },
                times: "always",
                response: { status: 200, body: { job_id: 506, status: 8, job_name: "elsewhere" } },
            });
            // Only the responses say that this job is in another project too.
            environment.audit.ignore(506);
            ok(await stack.up());
            createdId = (await jobsByName(stack)).created?.id ?? "";
            service.clearRequests();
            // The old owner reads this job, alone or in a list, so slowly that the new owner is registered by then.
            service.injectFault({ match: { call: "show", jobId: "504" }, kind: "delay", seconds: 2 });
            service.injectFault({ match: { call: "list" }, kind: "delay", seconds: 2 });
            await stack.write(after(createdId));
            ok(await stack.up());
            jobs = await jobsByName(stack);
        }, 180_000);
        afterAll(() => environment.close());

        it.each([
            { resource: "newName", id: "501", why: "the resource is renamed without an alias" },
            { resource: "left", id: "503", why: "two resources swap their jobs" },
            { resource: "right", id: "502", why: "two resources swap their jobs" },
            { resource: "leaver", id: "505", why: "the resource adopts another job" },
            { resource: "taker", id: "504", why: "a new resource adopts the job that its owner releases" },
            {
                resource: "keeper",
                id: "",
                why: "its creator is removed, and another resource adopts it",
            },
        ])("runs as $resource declares it: $why", ({ resource, id }) => {
            const job = jobs[resource];
            expect(job?.id).toBe(id || createdId);
            expect(job?.outputs).toMatchObject({ state: "running" });
            expect(environment.service.job(id || createdId)).toMatchObject({ statusName: "RUNNING" });
        });

        it("is neither stopped nor deleted where only its resource changes", () => {
            for (const id of ["501", createdId]) expect(writeCalls(environment.service, id)).toEqual([]);
        });

        it("differs from the job of the same ID in another project, which is stopped", () => {
            expect(environment.service.job(506)).toMatchObject({ statusName: "KILLED" });
        });

        it("has no change in the next run", async () => {
            ok(await environment.stack.up("--refresh", "--expect-no-changes"));
        }, 120_000);
    },
);

const namedJobArgs = `{ trainUrl: "/bucket/logs/", name: "the-board", state: "running" }`;

describe.each(providers)("a name that another job already has (by the $name)", (provider) => {
    let environment: TestEnvironment;
    let id: string;
    let error: string;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider,
            program: programOf({ first: namedJobArgs, rest: `{ trainUrl: "/bucket/logs/" }` }),
        });
        const { service, stack } = environment;
        service.makeJob({ id: 700, name: "the-board-2" });
        ok(await stack.up());
        id = (await jobsByName(stack)).first?.id ?? "";
        service.clearRequests();
        // The resource has another name and no alias: for the engine, it is a new resource and the deletion of an old
        // one.
        await stack.write(programOf({ second: namedJobArgs, rest: `{ trainUrl: "/bucket/logs/" }` }));
        const up = await stack.up();
        expect(up.code).not.toBe(0);
        error = outputOf(up);
    }, 180_000);
    afterAll(() => environment.close());

    it("is an error with the ID and the status of that job, which stays untouched", async () => {
        expect(error).toContain(`create visualization job "the-board"`);
        expect(error).toMatch(new RegExp(`${id} \\(RUNNING\\)`));
        expect(writeCalls(environment.service, id)).toEqual([]);
        expect(environment.service.job(id)).toMatchObject({ statusName: "RUNNING" });
        expect((await jobsByName(environment.stack)).first?.id).toBe(id);
    });

    it("is an error whose suggested line adopts that job", async () => {
        const line = /visualizationId: "\d+"/.exec(error)?.[0] ?? "no such line";
        await environment.stack.write(
            programOf({ second: `{ ${line}, state: "running" }`, rest: `{ trainUrl: "/bucket/logs/" }` }),
        );
        ok(await environment.stack.up());
        expect((await jobsByName(environment.stack)).second?.id).toBe(id);
        expect(writeCalls(environment.service)).toEqual(["create"]);
        expect(environment.service.job(id)).toMatchObject({ statusName: "RUNNING" });
    }, 120_000);
});
