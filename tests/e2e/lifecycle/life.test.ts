import { ok } from "../../../tools/engine/project";
import {
    jobIn,
    jobsIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";

const programWithState = (state: string) =>
    program(`{ trainUrl: "obs://experiments/resnet/logs", state: ${state} }`);

/* These tests share one stack, in order: each step begins where the one before ended. */
describe("a job from the first up to destroy", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            program: programWithState(`"running"`),
            manifest: { options: { refresh: "always" } },
        });
    }, 60_000);
    beforeEach(() => {
        environment.service.clearRequests();
    });
    afterAll(() => environment.close());

    it("is previewed without a request", async () => {
        ok(await environment.stack.preview());
        expect(environment.service.requests).toEqual([]);
    }, 60_000);

    it("is created once, and waited for until it runs", async () => {
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual(["POST /"]);
        expect(environment.service.jobs).toMatchObject([
            { statusName: "RUNNING", trainUrl: "/experiments/resnet/logs/" },
        ]);
        const [job] = environment.service.jobs;
        expect(await environment.stack.outputs()).toMatchObject({
            visualizationId: job?.id,
            jobName: job?.name,
            state: "running",
            status: "RUNNING",
            trainUrl: "/experiments/resnet/logs/",
            serviceUrl: expect.stringMatching(/^http:\/\/.*\/tensorboard\//) as string,
            createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        });
        expect(job?.name).toMatch(/^board-[0-9a-f]{7}$/);
    }, 60_000);

    it("has no change without an edit", async () => {
        ok(await environment.stack.up("--expect-no-changes"));
        ok(await environment.stack.refresh("--expect-no-changes"));
        expect(writeRequests(environment.service)).toEqual([]);
    }, 60_000);

    it("is stopped by one call, and waited for until it has stopped", async () => {
        await environment.stack.write(programWithState(`"stopped"`));
        const { id, outputs } = await jobIn(environment.stack);
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual([`POST /${id ?? ""}/stop`]);
        expect(environment.service.jobs).toMatchObject([{ id, statusName: "KILLED" }]);
        const stoppedJob = await jobIn(environment.stack);
        expect(stoppedJob.outputs).toEqual({ ...outputs, state: "stopped", status: "KILLED" });
        expect(stoppedJob.inputs).toMatchObject({ state: "stopped" });
    }, 60_000);

    it("gets no call in its desired state", async () => {
        ok(await environment.stack.up("--expect-no-changes"));
        expect(writeRequests(environment.service)).toEqual([]);
    }, 60_000);

    it("is restarted under its own ID", async () => {
        await environment.stack.write(programWithState(`"running"`));
        const { id } = await jobIn(environment.stack);
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual([`POST /${id ?? ""}/restart`]);
        expect(await environment.stack.outputs()).toMatchObject({ visualizationId: id, state: "running" });
    }, 60_000);

    it("is restarted in place by up after an external stop", async () => {
        const { id = "" } = await jobIn(environment.stack);
        environment.service.moveJob(id, 13);
        const preview = ok(await environment.stack.preview("--diff"));
        expect(preview.stdout).toContain(`"stopped" => "running"`);
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual([`POST /${id}/restart`]);
        expect((await jobIn(environment.stack)).id).toBe(id);
    }, 60_000);

    it("is stopped by destroy, and deleted once it has stopped", async () => {
        const { id = "" } = await jobIn(environment.stack);
        ok(await environment.stack.destroy());
        expect(writeRequests(environment.service)).toEqual([`POST /${id}/stop`, `DELETE /${id}`]);
        expect(environment.service.jobs).toEqual([]);
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 60_000);
});
