import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf, outputOf } from "../../support/programs";

const folder = `trainUrl: "/bucket/logs/"`;
const team = "2e2e2e2e2e2e4e4e8e8e2e2e2e2e2e2e";

/* These tests share one stack, in order: each step begins where the one before ended. */
describe.each(providers)("a stack of jobs (by the $name)", (provider) => {
    let environment: TestEnvironment;
    const first = {
        running: `{ ${folder}, state: "running" }`,
        resting: `{ ${folder}, state: "stopped" }`,
        left: `{ ${folder} }`,
        ofTheTeam: `{ ${folder}, state: "running", projectId: "${team}" }`,
        adopted: `{ visualizationId: "40", state: "running" }`,
        leaving: `{ ${folder}, state: "running", deletionPolicy: "stop" }`,
    };
    const statuses = async (): Promise<Record<string, unknown>> => {
        const jobs = Object.entries(await jobsByName(environment.stack));
        return Object.fromEntries(
            jobs.map(([name, { id = "" }]) => [name, environment.service.job(id)?.statusName]),
        );
    };

    beforeAll(async () => {
        // The scoped signature contains the region.
        environment = await startTestEnvironment({
            provider,
            program: programOf(first),
            config: { "modelarts:signing": "scoped" },
        });
        const { projectId, region } = environment.service.info;
        environment.service.setOptions({
            projects: [
                { id: projectId, name: region },
                { id: team, name: `${region}_team` },
            ],
        });
        environment.service.makeJob({ id: 40 });
        ok(await environment.stack.up());
    }, 120_000);
    beforeEach(() => {
        environment.service.clearRequests();
    });
    afterAll(() => environment.close());

    it("is stopped by the switch modelarts:state, including jobs without a desired state", async () => {
        const { service, stack } = environment;
        await stack.setConfig("modelarts:state", "stopped");
        ok(await stack.up());
        expect(new Set(Object.values(await statuses()))).toEqual(new Set(["KILLED"]));
        expect(writeCalls(service)).toEqual(["stop", "stop", "stop", "stop", "stop"]);
    }, 120_000);

    it("returns to the desired states without the switch; a job without one stays stopped", async () => {
        const { service, stack } = environment;
        await stack.removeConfig("modelarts:state");
        ok(await stack.up());
        expect(await statuses()).toEqual({
            running: "RUNNING",
            resting: "KILLED",
            left: "KILLED",
            ofTheTeam: "RUNNING",
            adopted: "RUNNING",
            leaving: "RUNNING",
        });
        expect(writeCalls(service)).toEqual(["restart", "restart", "restart", "restart"]);
    }, 120_000);

    it("fails the preview for any other value of the switch", async () => {
        const { stack } = environment;
        await stack.setConfig("modelarts:state", "running");
        const preview = await stack.preview();
        expect(preview.code).not.toBe(0);
        expect(outputOf(preview)).toMatch(/modelarts:state is "running"; it must be "stopped", or left out/);
        await stack.removeConfig("modelarts:state");
    }, 120_000);

    it("finds its jobs by the location in the state, not by a changed configuration", async () => {
        const { service, stack } = environment;
        const { projectId, region } = service.info;
        await stack.setConfig("huaweicloud:projectId", team);
        await stack.setConfig("huaweicloud:region", "eu-de");
        ok(await stack.up("--expect-no-changes"));
        ok(await stack.refresh("--run-program", "--expect-no-changes"));
        const projectIds = Object.values(await jobsByName(stack)).map(
            ({ outputs }) => outputs?.["projectId"],
        );
        expect(projectIds.sort()).toEqual([team, ...Array.from({ length: 5 }, () => projectId)].sort());
        const signatures = service.requests.map(({ headers }) => headers["authorization"]);
        expect(signatures).toEqual(
            signatures.map(() => expect.stringContaining(`/${region}/modelarts/`) as string),
        );
        expect(new Set(service.requests.map((request) => request.projectId))).toEqual(
            new Set([projectId, team]),
        );
        await stack.setConfig("huaweicloud:region", region);
    }, 120_000);

    it("waits for a new job until customTimeouts, and not at all with skipAwait", async () => {
        const { service, stack } = environment;
        service.setOptions({ boot: 1000 });
        const slow = [`{ ${folder}, state: "running" }`, `{ customTimeouts: { create: "1s" } }`] as const;
        const quick = `{ ${folder}, state: "running", skipAwait: true }`;
        await stack.write(programOf({ ...first, slow, quick }));
        const up = await stack.up("--continue-on-error");
        expect(up.code).not.toBe(0);
        expect(outputOf(up)).toMatch(
            /start visualization job "slow-.*" \(\d+\): after 1 s its status is \w+ \([17]\)/,
        );
        const jobs = await jobsByName(stack);
        expect(jobs.slow?.outputs).toMatchObject({ state: "starting" });
        expect(jobs.quick?.outputs).toMatchObject({ state: "starting" });
        expect(jobs.quick?.initErrors ?? []).toEqual([]);
        for (const { id = "" } of [jobs.slow, jobs.quick].flatMap((job) => job ?? [])) service.moveJob(id, 8);
        service.setOptions({ boot: 0.3 });
    }, 120_000);

    it("fails to destroy a job that does not stop in time, and keeps it in the state", async () => {
        const { service, stack } = environment;
        const stuck = [`{ ${folder}, state: "running" }`, `{ customTimeouts: { delete: "3s" } }`] as const;
        const quick = `{ ${folder}, state: "running", skipAwait: true }`;
        await stack.write(programOf({ ...first, stuck, quick }));
        ok(await stack.up());
        const jobs = await jobsByName(stack);
        const idOf = (name: string): string => jobs[name]?.id ?? "";
        const id = idOf("stuck");
        service.onRequest(({ call }) => {
            if ((call === "show" || call === "list") && service.job(id)?.status === 12)
                service.moveJob(id, 9);
        });
        const away = idOf("quick");
        service.onRequest(({ jobId, call }) => {
            if (jobId === away && call === "stop") service.removeJob(away);
        });
        service.removeJob(idOf("left"));
        const leavingId = idOf("leaving");
        service.clearRequests();

        const destroy = await stack.destroy("--continue-on-error");
        expect(destroy.code).not.toBe(0);
        expect(outputOf(destroy)).toMatch(
            new RegExp(`delete visualization job "stuck-.*" \\(${id}\\): after 3 s .* KILLING \\(9\\)`),
        );
        expect(Object.keys(await jobsByName(stack))).toEqual(["stuck"]);
        expect(service.jobs.map((job) => [job.id, job.statusName])).toEqual([
            ["40", "KILLED"],
            [leavingId, "KILLED"],
            [id, "KILLING"],
        ]);
        const elsewhere = service.requests.filter(({ projectId }) => projectId === team);
        expect(elsewhere.map(({ call }) => call)).toEqual(expect.arrayContaining(["show", "stop", "delete"]));
        expect(service.requests.map(({ status }) => status)).not.toContain(403);
    }, 120_000);
});
