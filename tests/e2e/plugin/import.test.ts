import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../support/providers";
import {
    jobIn,
    jobsIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";

const token = providerPlugin.type;
const nothing = `import "@pulumi/pulumi";`;
const here = { trainUrl: "/bucket/logs/", name: "somebodys", description: "as it was" };
const text = (args: object): string => JSON.stringify(args);

async function withJob(): Promise<TestEnvironment> {
    const environment = await startTestEnvironment({ provider: providerPlugin, program: nothing });
    environment.service.makeJob({ id: 8992, ...here, hours: 4 });
    return environment;
}

describe("pulumi import", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await withJob();
        ok(
            await environment.stack.pulumi([
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
    afterAll(() => environment.close());

    it("takes a job into the state by its ID, and asks nothing of it", async () => {
        expect(await jobIn(environment.stack)).toMatchObject({
            id: "8992",
            inputs: here,
            outputs: { ...here, visualizationId: "8992", state: "running", status: "RUNNING" },
        });
        expect(writeRequests(environment.service)).toEqual([]);
    });

    it("needs nothing any more where the program says what the service tells of it", async () => {
        await environment.stack.write(program(text(here)));
        ok(await environment.stack.up("--refresh", "--expect-no-changes"));
    }, 60_000);

    it("believes the program what the service does not tell, and makes no new job for it", async () => {
        const writeOnlyInputs = { autoStopHours: 4, flavor: "modelarts.vm.cpu.2u", jobType: "mindinsight" };
        await environment.stack.write(program(text({ ...here, ...writeOnlyInputs })));
        ok(await environment.stack.up());
        expect(await jobIn(environment.stack)).toMatchObject({ id: "8992", outputs: writeOnlyInputs });
        await environment.stack.write(program(text({ ...here, autoStopHours: 4 })));
        ok(await environment.stack.up("--refresh", "--expect-no-changes"));
        expect(writeRequests(environment.service)).toEqual([]);
    }, 120_000);

    it("takes another word on that, later, for another job", async () => {
        await environment.stack.write(program(text({ ...here, autoStopHours: 5 })));
        const { stdout } = ok(await environment.stack.preview("--json"));
        const { steps } = JSON.parse(stdout) as { steps: { op: string; replaceReasons?: string[] }[] };
        expect(steps).toContainEqual(
            expect.objectContaining({ op: "replace", replaceReasons: ["autoStopHours"] }),
        );
    }, 60_000);

    it("has a job for destroy as any other: deleted, or only stopped where the program says so", async () => {
        await environment.stack.write(program(text({ ...here, deletionPolicy: "stop" })));
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual([]);
        ok(await environment.stack.destroy());
        expect(writeRequests(environment.service)).toEqual(["POST /8992/stop"]);
        expect(environment.service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 120_000);
});

describe("an import", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await withJob();
    }, 60_000);
    afterAll(() => environment.close());

    it.each(["999", "no/ID"])(
        "of the ID %s, which no job has, is an error that says so, and leaves no trace",
        async (id) => {
            const args = ["import", token, "board", id, "--yes", "--generate-code=false"];
            const { code, stdout, stderr } = await environment.stack.pulumi(args);
            expect(code).not.toBe(0);
            expect(stdout + stderr).toMatch(/Could not (import|look up) .*: .*/);
            expect(await jobsIn(environment.stack)).toEqual([]);
        },
        60_000,
    );

    it("by the option of a program is the same, and a later refresh of it shows what changed", async () => {
        const importedProgram = program(
            text({ ...here, autoStopHours: 4, deletionPolicy: "stop" }),
            `{ import: "8992" }`,
        );
        await environment.stack.write(importedProgram);
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual([]);
        environment.service.moveJob("8992", 12);
        ok(await environment.stack.refresh());
        expect((await jobIn(environment.stack)).outputs).toMatchObject({
            state: "stopped",
            autoStopHours: 4,
        });
        ok(await environment.stack.up("--expect-no-changes"));
        ok(await environment.stack.destroy());
        expect(environment.service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
    }, 120_000);
});
