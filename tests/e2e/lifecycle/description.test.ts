import { ok } from "../../../tools/engine/project";
import { jobIn, program, startWorld, type World, writes } from "../../support/testStack";

describe("a change of the description", () => {
    let world: World;
    afterEach(() => world.close());

    it.each([
        { state: "running", why: "a running job goes on running" },
        { state: "stopped", why: "a stopped job stays stopped, and is not billed" },
    ])(
        "is one PUT and nothing else: $why",
        async ({ state }) => {
            const described = (text: string) =>
                program(`{ trainUrl: "/bucket/logs/", state: "${state}", ${text} }`);
            world = await startWorld({ program: described(`description: "first"`) });
            ok(await world.stack.up());
            const { id = "" } = await jobIn(world.stack);
            const before = world.service.job(id);

            for (const [text, sent] of [
                [`description: "second"`, "second"],
                [`description: "0"`, "0"],
                [`description: ""`, ""],
                [`description: "again"`, "again"],
                ["", ""],
            ] as const) {
                world.service.clearRequests();
                await world.stack.write(described(text));
                ok(await world.stack.up());
                expect(writes(world.service)).toEqual([`PUT /${id}`]);
                const put = world.service.requests.find(({ method }) => method === "PUT");
                expect(put?.body).toBe(JSON.stringify({ job_desc: sent }));
                expect(world.service.job(id)).toMatchObject({ description: sent, status: before?.status });
                ok(await world.stack.preview("--expect-no-changes"));
            }
        },
        180_000,
    );
});
