import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../../tools/engine/providers";
import { runAndInterrupt, unlock } from "../../support/interrupt";
import { outputOf } from "../../support/programs";
import { program, startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const args = `{ trainUrl: "/bucket/logs/" }`;

describe("a preview of the option import, after a create that was killed", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider: providerPlugin,
            program: program(args),
            service: { boot: 1 },
        });
        const { stack, service } = environment;
        await runAndInterrupt(stack, service, ["up"], { method: "kill", at: { request: 2, afterMs: 0 } });
        await unlock(stack);
    }, 120_000);
    afterAll(() => environment.close());

    test("does not let the next run make the job a second time", async () => {
        const { stack, service } = environment;
        const [{ id, name } = { id: "", name: "" }] = service.jobs;
        await stack.write(program(`{ trainUrl: "/bucket/logs/", name: "${name}" }`, `{ import: "${id}" }`));
        expect(ok(await stack.preview()).stdout).toMatch(/board import\b/);
        await stack.write(program(args));
        const { code, ...output } = await stack.up();
        expect(code).not.toBe(0);
        expect(outputOf({ code, ...output })).toContain(`set visualizationId: "${id}"`);
        expect(service.jobs).toMatchObject([{ id, statusName: "RUNNING" }]);
    }, 120_000);
});
