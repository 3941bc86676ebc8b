import { ok } from "../../../tools/engine/project";
import {
    jobIn,
    jobsIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";

describe("a job that exists", () => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it("is taken over by its ID and stopped, made by nobody, and left in the service by destroy", async () => {
        environment = await startTestEnvironment({
            program: program(`{ visualizationId: "8992", state: "stopped" }`),
        });
        environment.service.makeJob({ id: 8992, name: "somebodys", description: "as it was", hours: 4 });
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual(["POST /8992/stop"]);
        expect(await environment.stack.outputs()).toMatchObject({
            visualizationId: "8992",
            jobName: "somebodys",
            description: "as it was",
            state: "stopped",
        });
        ok(await environment.stack.up("--expect-no-changes"));

        environment.service.clearRequests();
        ok(await environment.stack.destroy());
        expect(writeRequests(environment.service)).toEqual([]);
        expect(environment.service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 120_000);

    it("is taken over as it is when nothing is asked of it, and stopped by destroy, since it is billed", async () => {
        environment = await startTestEnvironment({ program: program(`{ visualizationId: "8992" }`) });
        environment.service.makeJob({ id: 8992, name: "somebodys", description: "as it was" });
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual([]);
        ok(await environment.stack.destroy());
        expect(writeRequests(environment.service)).toEqual(["POST /8992/stop"]);
        expect(environment.service.jobs).toMatchObject([{ id: "8992", statusName: "KILLED" }]);
    }, 120_000);

    it("that does not exist after all fails the update, and makes nothing", async () => {
        environment = await startTestEnvironment({
            program: program(`{ visualizationId: "999", state: "stopped" }`),
        });
        const up = await environment.stack.up();
        expect(up.code).not.toBe(0);
        expect(up.stdout).toMatch(/take over visualization job \(999\).*no such job in project/);
        expect(writeRequests(environment.service)).toEqual([]);
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 120_000);
});

describe("a job whose state is left out", () => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it("is started when it is new, and from then on nobody touches whether it runs", async () => {
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
