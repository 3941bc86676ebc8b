import { ok } from "../../../tools/engine/project";
import { doors } from "../../support/providers";
import { startWorld, type World } from "../../support/testStack";
import { asked, byName, programOf, written } from "../../support/programs";

const folder = `trainUrl: "/bucket/logs/"`;
const team = "2e2e2e2e2e2e4e4e8e8e2e2e2e2e2e2e";

/* One stack, told in order: each step begins where the one before ended. */
describe.each(doors)("a stack of jobs (by the $name)", (door) => {
    let world: World;
    const first = {
        running: `{ ${folder}, state: "running" }`,
        resting: `{ ${folder}, state: "stopped" }`,
        left: `{ ${folder} }`,
        ofTheTeam: `{ ${folder}, state: "running", projectId: "${team}" }`,
        taken: `{ visualizationId: "40", state: "running" }`,
        leaving: `{ ${folder}, state: "running", deletionPolicy: "stop" }`,
    };
    const idOf = async (name: string): Promise<string> => (await byName(world.stack))[name]?.id ?? "";
    const statuses = async (): Promise<Record<string, unknown>> => {
        const jobs = Object.entries(await byName(world.stack));
        return Object.fromEntries(
            jobs.map(([name, { id = "" }]) => [name, world.service.job(id)?.statusName]),
        );
    };

    beforeAll(async () => {
        // This form of signature has the region in it.
        world = await startWorld({
            door,
            program: programOf(first),
            config: { "modelarts:signing": "scoped" },
        });
        const { projectId, region } = world.service.info;
        world.service.setOptions({
            projects: [
                { id: projectId, name: region },
                { id: team, name: `${region}_team` },
            ],
        });
        world.service.makeJob({ id: 40 });
        ok(await world.stack.up());
    }, 120_000);
    beforeEach(() => {
        world.service.clearRequests();
    });
    afterAll(() => world.close());

    it("is stopped as a whole by the switch modelarts:state, the jobs that leave their state out too", async () => {
        const { service, stack } = world;
        await stack.setConfig("modelarts:state", "stopped");
        ok(await stack.up());
        expect(new Set(Object.values(await statuses()))).toEqual(new Set(["KILLED"]));
        expect(asked(service)).toEqual(["stop", "stop", "stop", "stop", "stop"]);
    }, 120_000);

    it("is as the program says again once the switch is gone; what left its state out stays as it is", async () => {
        const { service, stack } = world;
        await stack.removeConfig("modelarts:state");
        ok(await stack.up());
        expect(await statuses()).toEqual({
            running: "RUNNING",
            resting: "KILLED",
            left: "KILLED",
            ofTheTeam: "RUNNING",
            taken: "RUNNING",
            leaving: "RUNNING",
        });
        expect(asked(service)).toEqual(["restart", "restart", "restart", "restart"]);
    }, 120_000);

    it("with a switch that is neither stopped nor left out fails the preview with a sentence", async () => {
        const { stack } = world;
        await stack.setConfig("modelarts:state", "running");
        const preview = await stack.preview();
        expect(preview.code).not.toBe(0);
        expect(written(preview)).toMatch(/modelarts:state is "running"; it must be "stopped", or left out/);
        await stack.removeConfig("modelarts:state");
    }, 120_000);

    it("takes over where it looks for its jobs from the state, not from a configuration that has changed", async () => {
        const { service, stack } = world;
        const { projectId, region } = service.info;
        await stack.setConfig("huaweicloud:projectId", team);
        await stack.setConfig("huaweicloud:region", "eu-de");
        ok(await stack.up("--expect-no-changes"));
        ok(await stack.refresh("--run-program", "--expect-no-changes"));
        const places = Object.values(await byName(stack)).map(({ outputs }) => outputs?.["projectId"]);
        expect(places.sort()).toEqual([team, ...Array.from({ length: 5 }, () => projectId)].sort());
        const signed = service.requests.map(({ headers }) => headers["authorization"]);
        expect(signed).toEqual(signed.map(() => expect.stringContaining(`/${region}/modelarts/`) as string));
        expect(new Set(service.requests.map((request) => request.projectId))).toEqual(
            new Set([projectId, team]),
        );
        await stack.setConfig("huaweicloud:region", region);
    }, 120_000);

    it("waits no longer than customTimeouts allow, and without them no longer than modelarts:waitTimeout", async () => {
        const { service, stack } = world;
        service.setOptions({ boot: 1000 });
        const slow = [`{ ${folder}, state: "running" }`, `{ customTimeouts: { create: "1s" } }`] as const;
        const quick = `{ ${folder}, state: "running", skipAwait: true }`;
        await stack.write(programOf({ ...first, slow, quick }));
        const up = await stack.up("--continue-on-error");
        expect(up.code).not.toBe(0);
        expect(written(up)).toMatch(
            /start visualization job "slow-.*" \(\d+\): after 1 s its status is \w+ \([17]\)/,
        );
        const jobs = await byName(stack);
        expect(jobs.slow?.outputs).toMatchObject({ state: "starting" });
        expect(jobs.quick?.outputs).toMatchObject({ state: "starting" });
        expect(jobs.quick?.initErrors ?? []).toEqual([]);
        for (const name of ["slow", "quick"]) service.moveJob(await idOf(name), 8);
        service.setOptions({ boot: 0.3 });
    }, 120_000);

    it("with a job that will not stop fails to be destroyed at the limit, says its status, and keeps that job", async () => {
        const { service, stack } = world;
        const stuck = [`{ ${folder}, state: "running" }`, `{ customTimeouts: { delete: "1s" } }`] as const;
        const quick = `{ ${folder}, state: "running", skipAwait: true }`;
        await stack.write(programOf({ ...first, stuck, quick }));
        ok(await stack.up());
        const id = await idOf("stuck");
        service.onRequest(({ call }) => {
            if ((call === "show" || call === "list") && service.job(id)?.status === 12)
                service.moveJob(id, 9);
        });
        const away = await idOf("quick");
        service.onRequest(({ jobId, call }) => {
            if (jobId === away && call === "stop") service.removeJob(away);
        });
        service.removeJob(await idOf("left"));
        const leaving = await idOf("leaving");
        service.clearRequests();

        const destroy = await stack.destroy("--continue-on-error");
        expect(destroy.code).not.toBe(0);
        expect(written(destroy)).toMatch(
            new RegExp(`delete visualization job "stuck-.*" \\(${id}\\): after 1 s .* KILLING \\(9\\)`),
        );
        expect(Object.keys(await byName(stack))).toEqual(["stuck"]);
        expect(service.jobs.map((job) => [job.id, job.statusName])).toEqual([
            ["40", "KILLED"],
            [leaving, "KILLED"],
            [id, "KILLING"],
        ]);
        const elsewhere = service.requests.filter(({ projectId }) => projectId === team);
        expect(elsewhere.map(({ call }) => call)).toEqual(expect.arrayContaining(["show", "stop", "delete"]));
        expect(service.requests.map(({ status }) => status)).not.toContain(403);
    }, 120_000);
});
