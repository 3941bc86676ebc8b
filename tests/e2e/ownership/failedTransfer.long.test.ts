import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { describeService, describeState, jobsByName, programOf } from "../../support/programs";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

describe.each(providers)("a job for a resource that cannot give up its own (by the $name)", (provider) => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it("stays in a state, so that destroy leaves nothing running", async () => {
        environment = await startTestEnvironment({
            provider,
            program: programOf({
                giver: `{ trainUrl: "/bucket/logs/" }`,
                taker: `{ visualizationId: "600" }`,
            }),
        });
        const { service, stack } = environment;
        service.makeJob({ id: 600 });
        ok(await stack.up());
        const id = (await jobsByName(stack)).giver?.id ?? "";
        const rejection = { error_code: "ModelArts.0112", error_msg: "not allowed" };
        service.injectFault({
            match: { call: "stop", jobId: "600" },
            times: "always",
            response: { status: 403, body: rejection },
        });
        await stack.write(
            programOf({
                taker: `{ visualizationId: "${id}" }`,
                giver: `{ trainUrl: "/bucket/other/" }`,
            }),
        );
        expect((await stack.up()).code).not.toBe(0);
        expect((await describeState(stack)).join()).toContain(`: ${id} running`);
        service.clearFaults();
        ok(await stack.destroy());
        expect(describeService(service)).toEqual(["600 KILLED"]);
        expect(await describeState(stack)).toEqual([]);
    }, 180_000);
});
