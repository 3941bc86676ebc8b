import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { programOf, outputOf } from "../../support/programs";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const args = `{ trainUrl: "/bucket/logs/", state: "running" }`;
const program = programOf({ board: [args, `{ ignoreChanges: ["state"] }`] });

/* One stack in order: each step begins where the one before ended. */
describe.each(providers)("ignoreChanges of the state (by the $name)", (provider) => {
    let environment: TestEnvironment;
    const statuses = () => environment.service.jobs.map(({ statusName }) => statusName);
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider, program });
        ok(await environment.stack.up());
    }, 60_000);
    afterAll(() => environment.close());

    it("returns to the program's state after the switch modelarts:state, also after a refresh", async () => {
        const { stack } = environment;
        await stack.setConfig("modelarts:state", "stopped");
        ok(await stack.up());
        expect(statuses()).toEqual(["KILLED"]);
        ok(await stack.refresh("--expect-no-changes"));
        await stack.removeConfig("modelarts:state");
        ok(await stack.up());
        expect(statuses()).toEqual(["RUNNING"]);
    }, 60_000);

    it.each([
        ["failed", 11, "FAILED"],
        ["unknown", 0, "UNKNOWN"],
    ])(
        "leaves a job alone that a refresh observes as %s",
        async (_, code, status) => {
            const { service, stack } = environment;
            const [job] = service.jobs;
            service.moveJob(job?.id ?? "", code);
            ok(await stack.refresh());
            const up = await stack.up();
            expect(outputOf(up)).not.toContain("it must be");
            ok(up);
            expect(statuses()).toEqual([status]);
        },
        60_000,
    );
});
