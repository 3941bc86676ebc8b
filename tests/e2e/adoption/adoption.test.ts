import { ok } from "../../../tools/engine/project";
import { writeCalls, jobsByName, programOf } from "../../support/programs";
import {
    jobIn,
    jobsIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";

/* These tests share one stack, in order: each step begins where the one before ended. */
describe("an existing job that a program adopts", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            program: program(`{ visualizationId: "999", state: "stopped" }`),
        });
        const { service } = environment;
        service.makeJob({ id: 8992, name: "shared", description: "as it was", hours: 4 });
        service.makeJob({ id: 8993, name: "as-it-is", description: "as it was" });
    }, 60_000);
    beforeEach(() => {
        environment.service.clearRequests();
    });
    afterAll(() => environment.close());

    it("fails the update without any change when there is no job of this ID", async () => {
        const up = await environment.stack.up();
        expect(up.code).not.toBe(0);
        expect(up.stdout).toMatch(/adopt visualization job \(999\).*no such job in project/);
        expect(writeRequests(environment.service)).toEqual([]);
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 60_000);

    it("is stopped where the program says so, and keeps its properties", async () => {
        const { service, stack } = environment;
        await stack.write(
            programOf({
                stopped: `{ visualizationId: "8992", state: "stopped" }`,
                asItIs: `{ visualizationId: "8993" }`,
            }),
        );
        ok(await stack.up());
        expect(writeRequests(service)).toEqual(["POST /8992/stop"]);
        const { stopped, asItIs } = await jobsByName(stack);
        expect(stopped?.outputs).toMatchObject({
            visualizationId: "8992",
            name: "shared",
            description: "as it was",
            state: "stopped",
        });
        expect(asItIs?.outputs).toMatchObject({ visualizationId: "8993", state: "running" });
        ok(await stack.up("--expect-no-changes"));
    }, 120_000);

    it("is stopped but not deleted by destroy", async () => {
        const { service, stack } = environment;
        ok(await stack.destroy());
        expect(writeCalls(service, "8992")).toEqual([]);
        expect(writeCalls(service, "8993")).toEqual(["stop"]);
        expect(service.jobs).toMatchObject([
            { id: "8992", statusName: "KILLED" },
            { id: "8993", statusName: "KILLED" },
        ]);
        expect(await jobsIn(stack)).toEqual([]);
    }, 60_000);
});

describe("a job without a desired state", () => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it("starts when it is new, and keeps its run state from then on", async () => {
        const programWithDescription = (description: string) =>
            program(`{ trainUrl: "/bucket/logs/", description: "${description}" }`);
        environment = await startTestEnvironment({ program: programWithDescription("one") });
        ok(await environment.stack.up());
        const { id = "" } = await jobIn(environment.stack);
        expect(environment.service.job(id)).toMatchObject({ statusName: "RUNNING" });

        environment.service.moveJob(id, 12);
        environment.service.clearRequests();
        ok(await environment.stack.refresh());
        ok(await environment.stack.up("--expect-no-changes"));
        await environment.stack.write(programWithDescription("two"));
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual([`PUT /${id}`]);
        expect(environment.service.job(id)).toMatchObject({ statusName: "KILLED", description: "two" });
    }, 120_000);
});
