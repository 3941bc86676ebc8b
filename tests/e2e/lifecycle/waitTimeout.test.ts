import { ok } from "../../../tools/engine/project";
import {
    jobIn,
    jobsIn,
    program,
    startTestEnvironment,
    type TestEnvironment,
    writeRequests,
} from "../../support/testStack";

const running = program(`{ trainUrl: "/bucket/logs/", state: "running" }`);

describe("a job that does not get where it should", () => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it("stays in the state when its start fails; the next up restarts it, and makes no second one", async () => {
        environment = await startTestEnvironment({ program: running, service: { failNextStarts: [11] } });
        const up = await environment.stack.up();
        expect(up.code).not.toBe(0);
        const { id = "", outputs } = await jobIn(environment.stack);
        expect(up.stdout).toMatch(
            new RegExp(`start visualization job "board-.*" \\(${id}\\): .*FAILED \\(11\\)`),
        );
        expect(outputs).toMatchObject({ state: "failed", status: "FAILED" });

        environment.service.clearRequests();
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual([`POST /${id}/restart`]);
        expect(await jobIn(environment.stack)).toMatchObject({ id, outputs: { state: "running" } });
    }, 120_000);

    it("is torn down by destroy after a failed start, with no stop: nothing runs", async () => {
        environment = await startTestEnvironment({ program: running, service: { failNextStarts: [21] } });
        expect((await environment.stack.up()).code).not.toBe(0);
        const { id = "" } = await jobIn(environment.stack);
        environment.service.clearRequests();
        ok(await environment.stack.destroy());
        expect(writeRequests(environment.service)).toEqual([`DELETE /${id}`]);
        expect(environment.service.jobs).toEqual([]);
    }, 120_000);

    it("stays in the state when it will not stop in time; the next up goes on waiting and asks nothing twice", async () => {
        environment = await startTestEnvironment({
            program: running,
            config: { "modelarts:waitTimeout": "2" },
        });
        ok(await environment.stack.up());
        const { id = "" } = await jobIn(environment.stack);
        environment.service.setOptions({ stop: 1000 });
        environment.service.clearRequests();
        await environment.stack.write(running.replace("running", "stopped"));
        const up = await environment.stack.up();
        expect(up.code).not.toBe(0);
        expect(up.stdout).toMatch(
            new RegExp(`stop visualization job "board-.*" \\(${id}\\): after 2 s .* KILLING \\(9\\)`),
        );
        expect(up.stdout).toContain("modelarts:waitTimeout");
        expect(await jobIn(environment.stack)).toMatchObject({ id, outputs: { state: "stopping" } });

        environment.service.moveJob(id, 12);
        environment.service.setOptions({ stop: 0.3 });
        ok(await environment.stack.up());
        expect(writeRequests(environment.service)).toEqual([`POST /${id}/stop`]);
        expect(await jobIn(environment.stack)).toMatchObject({ id, outputs: { state: "stopped" } });
        ok(await environment.stack.destroy());
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 120_000);

    it("leaves the state only when the service says for sure that there is no such job", async () => {
        environment = await startTestEnvironment({ program: running });
        ok(await environment.stack.up());
        const { id = "" } = await jobIn(environment.stack);
        environment.service.injectFault({ match: { call: "show" }, times: 1, kind: "html", status: 404 });
        expect((await environment.stack.refresh()).code).not.toBe(0);
        expect((await jobIn(environment.stack)).id).toBe(id);

        environment.service.removeJob(id);
        ok(await environment.stack.refresh());
        expect(await jobsIn(environment.stack)).toEqual([]);
    }, 120_000);
});
