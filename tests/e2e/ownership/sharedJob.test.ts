import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import {
    describeService,
    describeState,
    jobsByName,
    outputOf,
    programOf,
    urnOf,
    writeCalls,
} from "../../support/programs";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const logs = `{ trainUrl: "/bucket/logs/", state: "running" }`;
const adopt = (id: string): string => `{ visualizationId: "${id}", state: "running" }`;

/* One stack in order. */
describe.each(providers)("one job that two resources of a program name (by the $name)", (provider) => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider, program: programOf({ creator: logs }) });
        environment.service.makeJob({ id: 500 });
        ok(await environment.stack.up());
    }, 120_000);
    afterAll(() => environment.close());

    async function expectConflict(program: string, names: readonly string[]): Promise<void> {
        const { service, stack } = environment;
        const before = [await describeState(stack), describeService(service)];
        service.clearRequests();
        await stack.write(program);
        for (const result of [await stack.preview(), await stack.up()]) {
            expect(result.code).not.toBe(0);
            expect(outputOf(result)).toContain("belongs to one resource");
            for (const name of names) expect(outputOf(result)).toContain(urnOf(provider, name));
        }
        expect(writeCalls(service)).toEqual([]);
        expect([await describeState(stack), describeService(service)]).toEqual(before);
    }

    it("is an error in preview and up where one of them created it", async () => {
        const id = (await jobsByName(environment.stack)).creator?.id ?? "";
        await expectConflict(programOf({ creator: logs, adopter: adopt(id) }), ["creator", "adopter"]);
    }, 120_000);

    it("is an error in preview and up where both adopt it", async () => {
        // Resources that are registered at once would be created in either order.
        const options = `{ dependsOn: [creator] }`;
        const both = programOf({ creator: logs, one: adopt("500"), two: [adopt("500"), options] });
        const { stack } = environment;
        await stack.write(both);
        const preview = await stack.preview();
        expect(preview.code).not.toBe(0);
        const output = outputOf(preview);
        expect(output).toContain("belongs to one resource");
        expect(output).toContain(urnOf(provider, "one"));
    }, 120_000);
});
