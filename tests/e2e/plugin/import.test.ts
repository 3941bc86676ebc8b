import { ok } from "../../../tools/engine/project";
import { pluginDoor } from "../../support/providers";
import { jobIn, jobsIn, program, startWorld, type World, writes } from "../../support/testStack";

const token = pluginDoor.type;
const nothing = `import "@pulumi/pulumi";`;
const here = { trainUrl: "/bucket/logs/", name: "somebodys", description: "as it was" };
const text = (args: object): string => JSON.stringify(args);

async function withJob(): Promise<World> {
    const world = await startWorld({ door: pluginDoor, program: nothing });
    world.service.makeJob({ id: 8992, ...here, hours: 4 });
    return world;
}

describe("pulumi import", () => {
    let world: World;
    beforeAll(async () => {
        world = await withJob();
        ok(
            await world.stack.pulumi([
                "import",
                token,
                "board",
                "8992",
                "--yes",
                "--protect=false",
                "--generate-code=false",
            ]),
        );
    }, 90_000);
    afterAll(() => world.close());

    it("takes a job into the state by its ID, and asks nothing of it", async () => {
        expect(await jobIn(world.stack)).toMatchObject({
            id: "8992",
            inputs: here,
            outputs: { ...here, visualizationId: "8992", state: "running", status: "RUNNING" },
        });
        expect(writes(world.service)).toEqual([]);
    });

    it("needs nothing any more where the program says what the service tells of it", async () => {
        await world.stack.write(program(text(here)));
        ok(await world.stack.up("--refresh", "--expect-no-changes"));
    }, 60_000);

    it("believes the program what the service does not tell, and makes no new job for it", async () => {
        const untold = { autoStopHours: 4, flavor: "modelarts.vm.cpu.2u", jobType: "mindinsight" };
        await world.stack.write(program(text({ ...here, ...untold })));
        ok(await world.stack.up());
        expect(await jobIn(world.stack)).toMatchObject({ id: "8992", outputs: untold });
        await world.stack.write(program(text({ ...here, autoStopHours: 4 })));
        ok(await world.stack.up("--refresh", "--expect-no-changes"));
        expect(writes(world.service)).toEqual([]);
    }, 120_000);

    it("takes another word on that, later, for another job", async () => {
        await world.stack.write(program(text({ ...here, autoStopHours: 5 })));
        const { stdout } = ok(await world.stack.preview("--json"));
        const { steps } = JSON.parse(stdout) as { steps: { op: string; replaceReasons?: string[] }[] };
        expect(steps).toContainEqual(
            expect.objectContaining({ op: "replace", replaceReasons: ["autoStopHours"] }),
        );
    }, 60_000);

    it("has a job for destroy as any other: deleted, or only stopped where the program says so", async () => {
        await world.stack.write(program(text({ ...here, deletionPolicy: "stop" })));
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual([]);
        ok(await world.stack.destroy());
        expect(writes(world.service)).toEqual(["POST /8992/stop"]);
        expect(world.service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
        expect(await jobsIn(world.stack)).toEqual([]);
    }, 120_000);
});

describe("an import", () => {
    let world: World;
    beforeAll(async () => {
        world = await withJob();
    }, 60_000);
    afterAll(() => world.close());

    it.each(["999", "no/ID"])(
        "of the ID %s, which no job has, is an error that says so, and leaves no trace",
        async (id) => {
            const args = ["import", token, "board", id, "--yes", "--generate-code=false"];
            const { code, stdout, stderr } = await world.stack.pulumi(args);
            expect(code).not.toBe(0);
            expect(stdout + stderr).toMatch(/Could not (import|look up) .*: .*/);
            expect(await jobsIn(world.stack)).toEqual([]);
        },
        60_000,
    );

    it("by the option of a program is the same, and a later refresh of it shows what changed", async () => {
        const declared = program(
            text({ ...here, autoStopHours: 4, deletionPolicy: "stop" }),
            `{ import: "8992" }`,
        );
        await world.stack.write(declared);
        ok(await world.stack.up());
        expect(writes(world.service)).toEqual([]);
        world.service.moveJob("8992", 12);
        ok(await world.stack.refresh());
        expect((await jobIn(world.stack)).outputs).toMatchObject({ state: "stopped", autoStopHours: 4 });
        ok(await world.stack.up("--expect-no-changes"));
        ok(await world.stack.destroy());
        expect(world.service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
    }, 120_000);
});
