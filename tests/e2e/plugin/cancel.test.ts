import { struck } from "../../support/interrupt";
import { ok } from "../../../tools/engine/project";
import { pluginDoor } from "../../support/providers";
import { jobIn, jobsIn, program, startWorld, type World, writes } from "../../support/testStack";

/* Far longer than a test may take: a run that does not end at once would not end in order at all. */
const patient = { "modelarts:waitTimeout": "6000" };
const never = 6000;
const interrupt = { way: "interrupt", at: { request: 3, afterMs: 0 } } as const;

describe("Ctrl-C while a job is waited for", () => {
    let world: World;
    beforeAll(async () => {
        world = await startWorld({
            door: pluginDoor,
            program: program(`{ trainUrl: "/bucket/logs/", state: "running" }`),
            config: patient,
            service: { boot: never },
        });
    }, 60_000);
    afterAll(() => world.close());

    it("ends the wait, and leaves the job in the state, on its way", async () => {
        const { service, stack } = world;
        expect(await struck(stack, service, ["up"], interrupt)).toBe(true);
        const [job, ...more] = service.jobs;
        expect(more).toEqual([]);
        expect(await jobIn(stack)).toMatchObject({ id: job?.id, outputs: { state: "starting" } });
    }, 180_000);

    it("is followed by a run that asks for nothing again", async () => {
        const { service, stack } = world;
        service.moveJob(service.jobs[0]?.id ?? "", 8);
        service.clearRequests();
        ok(await stack.up());
        expect(writes(service)).toEqual([]);
        expect((await jobIn(stack)).outputs).toMatchObject({ state: "running" });
    }, 120_000);

    it("ends a destroy in the same way: the job stays in the state until it is gone", async () => {
        const { service, stack } = world;
        service.setOptions({ stop: never });
        expect(await struck(stack, service, ["destroy"], interrupt)).toBe(true);
        expect(await jobsIn(stack)).toHaveLength(1);
        service.moveJob(service.jobs[0]?.id ?? "", 12);
        service.setOptions({ stop: 0.1 });
        ok(await stack.destroy());
        expect([service.jobs, await jobsIn(stack)]).toEqual([[], []]);
    }, 240_000);
});
