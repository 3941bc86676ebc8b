import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { describeService, describeState, programOf } from "../../support/programs";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

describe.each(providers)("two resources that swap their jobs (by the $name)", (provider) => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it.each(["", `, state: "running"`])(
        "have jobs that run where one depends on the other%s",
        async (state) => {
            const declare = (left: number, right: number): string =>
                programOf({
                    left: `{ visualizationId: "${left}"${state} }`,
                    right: [`{ visualizationId: "${right}"${state} }`, "{ dependsOn: [left] }"],
                });
            environment = await startTestEnvironment({ provider, program: declare(502, 503) });
            const { service, stack } = environment;
            for (const id of [502, 503]) service.makeJob({ id });
            ok(await stack.up());
            await stack.write(declare(503, 502));
            ok(await stack.up());
            expect(await describeState(stack)).toEqual(["left: 503 running", "right: 502 running"]);
            expect(describeService(service)).toEqual(["502 RUNNING", "503 RUNNING"]);
        },
        180_000,
    );
});
