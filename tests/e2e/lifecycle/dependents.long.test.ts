import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { describeService, programOf } from "../../support/programs";
import { startTestEnvironment, writeRequests } from "../../support/testStack";

/* Pulumi deletes what depends on a replaced resource before the provider has checked it: docs/job-life.md names the case. */
test.each(providers)(
    "an adopted job whose project is an output of a replaced one is stopped and runs again (by the $name)",
    async (provider) => {
        const program = (folder: string): string =>
            programOf({
                source: `{ trainUrl: "${folder}" }`,
                adopted: `{ visualizationId: "77", projectId: source.projectId }`,
            });
        const environment = await startTestEnvironment({ provider, program: program("/bucket/logs/") });
        const { stack, service } = environment;
        service.makeJob({ id: 77, name: "shared" });
        try {
            ok(await stack.up());
            service.clearRequests();
            await stack.write(program("/bucket/other/"));
            ok(await stack.up());
            expect(writeRequests(service).filter((request) => request.includes("/77"))).toEqual([
                "POST /77/stop",
                "POST /77/restart",
            ]);
            expect(describeService(service)).toEqual(["77 RUNNING", expect.stringMatching(/^\d+ RUNNING$/)]);
        } finally {
            await environment.close();
        }
    },
    300_000,
);
