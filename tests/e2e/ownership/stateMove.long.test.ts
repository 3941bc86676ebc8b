import { createProject, ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { programOf } from "../../support/programs";
import { jobsIn, quickEmulatorSettings, startTestEnvironment, writeRequests } from "../../support/testStack";
import { urnOf } from "../../support/urns";

const jobs = programOf({
    created: `{ trainUrl: "/bucket/logs/", state: "running" }`,
    adopted: `{ visualizationId: "77", state: "running" }`,
});

test.each(providers)(
    "jobs of the $name go to a stack of another project by pulumi state move, and nothing is sent to them",
    async (provider) => {
        const environment = await startTestEnvironment({ provider, program: jobs });
        const { stack, service } = environment;
        service.makeJob({ id: 77, name: "somebodys" });
        ok(await stack.up());
        service.clearRequests();
        const { config, secrets } = quickEmulatorSettings(service);
        const target = await createProject({
            ...(await provider.projectOptions()),
            manifest: { name: "other" },
            program: jobs,
            config,
            secrets,
            env: { PULUMI_BACKEND_URL: stack.env["PULUMI_BACKEND_URL"] ?? "" },
        });
        try {
            const stacks = ["--source", "organization/test/dev", "--dest", "organization/other/dev"];
            const urns = ["created", "adopted"].map((name) => urnOf(name, provider));
            ok(await target.pulumi(["state", "move", ...stacks, ...urns, "--yes"]));
            expect(await jobsIn(stack)).toEqual([]);
            ok(await target.up("--refresh"));
            await stack.write("");
            ok(await stack.up());
            expect(writeRequests(service)).toEqual([]);
            expect(service.jobs.map(({ statusName }) => statusName)).toEqual(["RUNNING", "RUNNING"]);

            ok(await target.destroy());
            expect(service.jobs).toMatchObject([{ id: "77", statusName: "KILLED" }]);
        } finally {
            await target.remove();
            await environment.close();
        }
    },
    300_000,
);
