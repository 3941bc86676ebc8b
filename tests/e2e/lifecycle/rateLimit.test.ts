import { ok } from "../../../tools/engine/project";
import { jobsIn, startWorld, type World } from "../../support/testStack";

const count = 16;
const program = `
import { VisualizationJob } from "pulumi-modelarts";
for (let i = 0; i < ${count}; i++)
    new VisualizationJob("board" + i, { trainUrl: "/bucket/logs/", state: "running" });
`;

/* One life of many jobs, told in order. Nothing is configured but the credentials. */
describe("many jobs at once, where five calls a second are let in", () => {
    let world: World;
    beforeAll(async () => {
        world = await startWorld({
            program,
            service: { rateLimit: 5 },
            config: { "modelarts:pollInterval": "", "modelarts:waitTimeout": "" },
        });
    }, 60_000);
    beforeEach(() => {
        world.service.clearRequests();
    });
    afterAll(() => world.close());

    /** How such a call was answered, each time. */
    const answers = (wanted: string) =>
        world.service.requests.filter(({ call }) => call === wanted).map(({ status }) => status);
    const servedOnly = Array<number>(count).fill(200);
    const served = (call: string) => answers(call).filter((status) => status !== 429);

    it("are each made once, and none fails", async () => {
        ok(await world.stack.up(`--parallel=${count}`));
        expect(served("create")).toEqual(servedOnly);
        // Some were refused, or nothing was seen.
        expect(answers("create").length).toBeGreaterThan(count);
        expect(world.service.jobs.map(({ statusName }) => statusName)).toEqual(Array(count).fill("RUNNING"));
        const known = (await jobsIn(world.stack)).map(({ id }) => id);
        expect(known.sort()).toEqual(world.service.jobs.map(({ id }) => id).sort());
    }, 120_000);

    it("are each stopped and deleted once, and none is left", async () => {
        ok(await world.stack.destroy(`--parallel=${count}`));
        expect(served("stop")).toEqual(servedOnly);
        expect(served("delete")).toEqual(servedOnly);
        expect(answers("stop").length + answers("delete").length).toBeGreaterThan(2 * count);
        expect(world.service.jobs).toEqual([]);
        expect(await jobsIn(world.stack)).toEqual([]);
    }, 120_000);
});
