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

describe("a job that does not stop in time", () => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it("stays in the state; the next up continues the wait without another call", async () => {
        environment = await startTestEnvironment({
            program: running,
            config: { "modelarts:waitTimeout": "2" },
        });
        const { service, stack } = environment;
        ok(await stack.up());
        const { id = "" } = await jobIn(stack);
        service.setOptions({ stop: 1000 });
        service.clearRequests();
        await stack.write(running.replace("running", "stopped"));
        const up = await stack.up();
        expect(up.code).not.toBe(0);
        expect(up.stdout).toMatch(
            new RegExp(`stop visualization job "board-.*" \\(${id}\\): after 2 s .* KILLING \\(9\\)`),
        );
        expect(up.stdout).toContain("modelarts:waitTimeout");
        expect(await jobIn(stack)).toMatchObject({ id, outputs: { state: "stopping" } });

        service.moveJob(id, 12);
        service.setOptions({ stop: 0.3 });
        ok(await stack.up());
        expect(writeRequests(service)).toEqual([`POST /${id}/stop`]);
        expect(await jobIn(stack)).toMatchObject({ id, outputs: { state: "stopped" } });
        ok(await stack.destroy());
        expect(await jobsIn(stack)).toEqual([]);
    }, 120_000);
});
