import { ok } from "../../../tools/engine/project";
import { jobIn, jobsIn, program, startWorld, type World, writes } from "../../support/testStack";

const running = program(`{ trainUrl: "/bucket/logs/", state: "running" }`);

describe("a job that does not get where it should", () => {
    let world: World;
    afterEach(() => world.close());

    it("stays in the state when its start fails; the next up restarts it, and makes no second one", async () => {
        world = await startWorld({ program: running, service: { failNextStarts: [11] } });
        const up = await world.stack.up();
        expect(up.code).not.toBe(0);
        const { id = "", outputs } = await jobIn(world.stack);
        expect(up.stdout).toMatch(
            new RegExp(`start visualization job "board-.*" \\(${id}\\): .*FAILED \\(11\\)`),
        );
        expect(outputs).toMatchObject({ state: "failed", status: "FAILED" });

        world.service.clearRequests();
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual([`POST /${id}/restart`]);
        expect(await jobIn(world.stack)).toMatchObject({ id, outputs: { state: "running" } });
    }, 120_000);

    it("is torn down by destroy after a failed start, with no stop: nothing runs", async () => {
        world = await startWorld({ program: running, service: { failNextStarts: [21] } });
        expect((await world.stack.up()).code).not.toBe(0);
        const { id = "" } = await jobIn(world.stack);
        world.service.clearRequests();
        ok(await world.stack.destroy());
        expect(writes(world.service)).toEqual([`DELETE /${id}`]);
        expect(world.service.jobs).toEqual([]);
    }, 120_000);

    it("stays in the state when it will not stop in time; the next up goes on waiting and asks nothing twice", async () => {
        world = await startWorld({ program: running, config: { "modelarts:waitTimeout": "2" } });
        ok(await world.stack.up());
        const { id = "" } = await jobIn(world.stack);
        world.service.setOptions({ stop: 1000 });
        world.service.clearRequests();
        await world.stack.write(running.replace("running", "stopped"));
        const up = await world.stack.up();
        expect(up.code).not.toBe(0);
        expect(up.stdout).toMatch(
            new RegExp(`stop visualization job "board-.*" \\(${id}\\): after 2 s .* KILLING \\(9\\)`),
        );
        expect(up.stdout).toContain("modelarts:waitTimeout");
        expect(await jobIn(world.stack)).toMatchObject({ id, outputs: { state: "stopping" } });

        world.service.moveJob(id, 12);
        world.service.setOptions({ stop: 0.3 });
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual([`POST /${id}/stop`]);
        expect(await jobIn(world.stack)).toMatchObject({ id, outputs: { state: "stopped" } });
        ok(await world.stack.destroy());
        expect(await jobsIn(world.stack)).toEqual([]);
    }, 120_000);

    it("leaves the state only when the service says for sure that there is no such job", async () => {
        world = await startWorld({ program: running });
        ok(await world.stack.up());
        const { id = "" } = await jobIn(world.stack);
        world.service.fault({ match: { call: "show" }, times: 1, kind: "html", status: 404 });
        expect((await world.stack.refresh()).code).not.toBe(0);
        expect((await jobIn(world.stack)).id).toBe(id);

        world.service.removeJob(id);
        ok(await world.stack.refresh());
        expect(await jobsIn(world.stack)).toEqual([]);
    }, 120_000);
});
