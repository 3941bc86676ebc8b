import { ok } from "../../../tools/engine/project";
import { jobIn, jobsIn, program, startWorld, type World, writes } from "../../support/testStack";

const made = (state: string) => program(`{ trainUrl: "obs://experiments/resnet/logs", state: ${state} }`);

/* One life, told in order: each step begins where the one before ended. */
describe("a job from the first up to destroy", () => {
    let world: World;
    beforeAll(async () => {
        world = await startWorld({
            program: made(`"running"`),
            manifest: { options: { refresh: "always" } },
        });
    }, 60_000);
    beforeEach(() => {
        world.service.clearRequests();
    });
    afterAll(() => world.close());

    it("is previewed without anything being sent", async () => {
        ok(await world.stack.preview());
        expect(world.service.requests).toEqual([]);
    }, 60_000);

    it("is made once and waited for until it runs", async () => {
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual(["POST /"]);
        expect(world.service.jobs).toMatchObject([
            { statusName: "RUNNING", trainUrl: "/experiments/resnet/logs/" },
        ]);
        const [job] = world.service.jobs;
        expect(await world.stack.outputs()).toMatchObject({
            visualizationId: job?.id,
            jobName: job?.name,
            state: "running",
            status: "RUNNING",
            trainUrl: "/experiments/resnet/logs/",
            serviceUrl: expect.stringMatching(/^https:\/\/.*\/tensorboard\//) as string,
            createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        });
        expect(job?.name).toMatch(/^board-[0-9a-f]{7}$/);
    }, 60_000);

    it("has nothing to do when nothing changed", async () => {
        ok(await world.stack.preview("--expect-no-changes"));
        ok(await world.stack.up("--expect-no-changes"));
        ok(await world.stack.refresh("--expect-no-changes"));
        expect(writes(world.service)).toEqual([]);
    }, 60_000);

    it("is stopped by one call of the stop API, and waited for until it has stopped", async () => {
        await world.stack.write(made(`"stopped"`));
        const { id, outputs } = await jobIn(world.stack);
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual([`POST /${id ?? ""}/stop`]);
        expect(world.service.jobs).toMatchObject([{ id, statusName: "KILLED" }]);
        const stopped = await jobIn(world.stack);
        expect(stopped.outputs).toEqual({ ...outputs, state: "stopped", status: "KILLED" });
        expect(stopped.inputs).toMatchObject({ state: "stopped" });
    }, 60_000);

    it("gets no call while it is where it should be", async () => {
        ok(await world.stack.up("--expect-no-changes"));
        expect(writes(world.service)).toEqual([]);
    }, 60_000);

    it("is restarted under its own ID", async () => {
        await world.stack.write(made(`"running"`));
        const { id } = await jobIn(world.stack);
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual([`POST /${id ?? ""}/restart`]);
        expect(await world.stack.outputs()).toMatchObject({ visualizationId: id, state: "running" });
        ok(await world.stack.preview("--expect-no-changes"));
    }, 60_000);

    it("is started again in place by up when somebody stopped it outside", async () => {
        const { id = "" } = await jobIn(world.stack);
        world.service.moveJob(id, 13);
        const preview = ok(await world.stack.preview("--diff"));
        expect(preview.stdout).toContain(`"stopped" => "running"`);
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual([`POST /${id}/restart`]);
        expect((await jobIn(world.stack)).id).toBe(id);
    }, 60_000);

    it("is stopped, and deleted once it has stopped, by destroy", async () => {
        const { id = "" } = await jobIn(world.stack);
        ok(await world.stack.destroy());
        expect(writes(world.service)).toEqual([`POST /${id}/stop`, `DELETE /${id}`]);
        expect(world.service.jobs).toEqual([]);
        expect(await jobsIn(world.stack)).toEqual([]);
    }, 60_000);
});
