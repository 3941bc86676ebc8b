import { ok } from "../../../tools/engine/project";
import { jobIn, program, startWorld, type World, writes } from "../../support/testStack";

describe("a change that needs a new job", () => {
    let world: World;
    afterEach(() => world.close());

    it("stops and deletes the old one before it makes the new one: a quota of one running job is enough", async () => {
        const at = (folder: string) => program(`{ trainUrl: "/bucket/${folder}/", state: "running" }`);
        world = await startWorld({ program: at("one"), service: { runningQuota: 1, jobQuota: 1 } });
        ok(await world.stack.up());
        const { id: first = "" } = await jobIn(world.stack);

        world.service.clearRequests();
        await world.stack.write(at("two"));
        ok(await world.stack.up());
        const { id: second = "" } = await jobIn(world.stack);
        expect(second).not.toBe(first);
        expect(writes(world.service)).toEqual([`POST /${first}/stop`, `DELETE /${first}`, "POST /"]);
        expect(world.service.jobs).toMatchObject([
            { id: second, trainUrl: "/bucket/two/", statusName: "RUNNING" },
        ]);
    }, 120_000);
});
