import { ok, type PulumiProject } from "../../../tools/engine/project";
import { providerPlugin } from "../../../tools/engine/providers";
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
const here = { trainUrl: "/bucket/logs/", name: "shared", description: "as it was" };
const text = (args: object): string => JSON.stringify(args);

const importJob = (stack: PulumiProject, id: string) =>
    stack.pulumi(["import", token, "board", id, "--yes", "--protect=false", "--generate-code=false"]);

/* These tests share one stack, in order: each step begins where the one before ended. */
describe("an import", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider: providerPlugin, program: nothing });
        environment.service.makeJob({ id: 8992, ...here, hours: 4 });
    }, 60_000);
    afterAll(() => environment.close());

    it("fails without a trace in the state when there is no job of this ID", async () => {
        const { code, stdout, stderr } = await importJob(environment.stack, "999");
        expect(code).not.toBe(0);
        expect(stdout + stderr).toMatch(/Could not (import|look up) .*: .*/);
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 60_000);

    it("adds a job to the state by its ID, without a write", async () => {
        ok(await importJob(environment.stack, "8992"));
        expect(await jobIn(environment.stack)).toMatchObject({
            id: "8992",
            inputs: here,
            outputs: { ...here, visualizationId: "8992", state: "running", status: "RUNNING" },
        });
        expect(writeRequests(environment.service)).toEqual([]);
    }, 60_000);

    it("leaves no change where the program declares the properties of the service", async () => {
        await environment.stack.write(program(text(here)));
        ok(await environment.stack.up("--refresh", "--expect-no-changes"));
    }, 60_000);

    it("takes write-only inputs from the program, and keeps the job", async () => {
        const writeOnlyInputs = { autoStopHours: 4, flavor: "modelarts.vm.cpu.2u", jobType: "mindinsight" };
        await environment.stack.write(program(text({ ...here, ...writeOnlyInputs })));
        ok(await environment.stack.up());
        expect(await jobIn(environment.stack)).toMatchObject({ id: "8992", outputs: writeOnlyInputs });
        await environment.stack.write(program(text({ ...here, autoStopHours: 4 })));
        ok(await environment.stack.up("--refresh", "--expect-no-changes"));
        expect(writeRequests(environment.service)).toEqual([]);
    }, 120_000);

    it("is followed by destroy as for any other job: stopped and kept where the program says so", async () => {
        const { service, stack } = environment;
        await stack.write(program(text({ ...here, deletionPolicy: "stop" })));
        ok(await stack.up());
        expect(writeRequests(service)).toEqual([]);
        ok(await stack.destroy());
        expect(writeRequests(service)).toEqual(["POST /8992/stop"]);
        expect(service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
        expect(await jobsIn(stack)).toEqual([]);
    }, 120_000);

    it("by the option of a program is the same; a later refresh shows external changes", async () => {
        const { service, stack } = environment;
        service.moveJob("8992", 8);
        service.clearRequests();
        const args = { ...here, autoStopHours: 4, deletionPolicy: "stop" };
        await stack.write(program(text(args), `{ import: "8992" }`));
        ok(await stack.up());
        expect(writeRequests(service)).toEqual([]);
        service.moveJob("8992", 12);
        ok(await stack.refresh());
        expect((await jobIn(stack)).outputs).toMatchObject({ state: "stopped", autoStopHours: 4 });
        ok(await stack.up("--expect-no-changes"));
        ok(await stack.destroy());
        expect(service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
    }, 120_000);
});
