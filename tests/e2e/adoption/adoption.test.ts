import { ok } from "../../../tools/engine/project";
import { jobIn, jobsIn, program, startWorld, type World, writes } from "../../support/testStack";

describe("a job that exists", () => {
    let world: World;
    afterEach(() => world.close());

    it("is taken over by its ID and stopped, made by nobody, and left in the service by destroy", async () => {
        world = await startWorld({ program: program(`{ visualizationId: "8992", state: "stopped" }`) });
        world.service.makeJob({ id: 8992, name: "somebodys", description: "as it was", hours: 4 });
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual(["POST /8992/stop"]);
        expect(await world.stack.outputs()).toMatchObject({
            visualizationId: "8992",
            jobName: "somebodys",
            description: "as it was",
            state: "stopped",
        });
        ok(await world.stack.up("--expect-no-changes"));

        world.service.clearRequests();
        ok(await world.stack.destroy());
        expect(writes(world.service)).toEqual([]);
        expect(world.service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
        expect(await jobsIn(world.stack)).toEqual([]);
    }, 120_000);

    it("is taken over as it is when nothing is asked of it, and stopped by destroy, since it is billed", async () => {
        world = await startWorld({ program: program(`{ visualizationId: "8992" }`) });
        world.service.makeJob({ id: 8992, name: "somebodys", description: "as it was" });
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual([]);
        ok(await world.stack.destroy());
        expect(writes(world.service)).toEqual(["POST /8992/stop"]);
        expect(world.service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
    }, 120_000);

    it("that does not exist after all fails the update, and makes nothing", async () => {
        world = await startWorld({ program: program(`{ visualizationId: "999", state: "stopped" }`) });
        const up = await world.stack.up();
        expect(up.code).not.toBe(0);
        expect(up.stdout).toMatch(/take over visualization job \(999\).*no such job in project/);
        expect(writes(world.service)).toEqual([]);
        expect(await jobsIn(world.stack)).toEqual([]);
    }, 120_000);
});

describe("a job whose state is left out", () => {
    let world: World;
    afterEach(() => world.close());

    it("is started when it is new, and from then on nobody touches whether it runs", async () => {
        const left = (description: string) =>
            program(`{ trainUrl: "/bucket/logs/", description: "${description}" }`);
        world = await startWorld({ program: left("one") });
        ok(await world.stack.up());
        const { id = "" } = await jobIn(world.stack);
        expect(world.service.job(id)).toMatchObject({ statusName: "RUNNING" });

        world.service.moveJob(id, 12);
        world.service.clearRequests();
        ok(await world.stack.refresh());
        ok(await world.stack.up("--expect-no-changes"));
        await world.stack.write(left("two"));
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual([`PUT /${id}`]);
        expect(world.service.job(id)).toMatchObject({ statusName: "KILLED", description: "two" });
    }, 120_000);
});
