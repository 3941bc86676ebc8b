import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { describeState, jobsByName, outputOf, programOf, writeCalls } from "../../support/programs";
import { urnOf } from "../../support/urns";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const logs = `{ trainUrl: "/bucket/logs/", state: "running" }`;
const adopt = (id: string): string => `{ visualizationId: "${id}", state: "running" }`;

/* These tests share one stack, in order. */
describe.each(providers)("one job that two resources of a program name (by the $name)", (provider) => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider, program: programOf({ creator: logs }) });
        environment.service.makeJob({ id: 500 });
        ok(await environment.stack.up());
    }, 120_000);
    afterAll(() => environment.close());

    /** Runs preview and up, which fail with both URNs. */
    async function expectConflict(program: string, names: readonly string[]): Promise<void> {
        await environment.stack.write(program);
        environment.service.clearRequests();
        for (const result of [await environment.stack.preview(), await environment.stack.up()]) {
            expect(result.code).not.toBe(0);
            expect(outputOf(result)).toContain("belongs to one resource");
            for (const name of names) expect(outputOf(result)).toContain(urnOf(name, provider));
        }
        expect(writeCalls(environment.service)).toEqual([]);
    }

    it("is an error in preview and up where one of them created it, and stays with that one", async () => {
        const id = (await jobsByName(environment.stack)).creator?.id ?? "";
        await expectConflict(programOf({ creator: logs, adopter: adopt(id) }), ["creator", "adopter"]);
        expect(await describeState(environment.stack)).toEqual([`creator: ${id} running`]);
    }, 120_000);

    it("is an error in preview and up where both adopt it, and one of them at most gets it", async () => {
        const both = programOf({ creator: logs, one: adopt("500"), two: adopt("500") });
        await expectConflict(both, ["one", "two"]);
        const owners = (await describeState(environment.stack)).filter((job) => job.includes(": 500 "));
        expect(owners.length).toBeLessThanOrEqual(1);
    }, 120_000);
});
