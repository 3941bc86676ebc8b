import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { programOf } from "../../support/programs";
import { moveToOtherProject } from "./stateMove";
import { jobsIn, startTestEnvironment, writeRequests } from "../../support/testStack";

const jobs = programOf({
    created: `{ trainUrl: "/bucket/logs/", state: "running" }`,
    adopted: `{ visualizationId: "77", state: "running" }`,
});

test.each(providers)(
    "jobs of the $name go to a stack of another project by pulumi state move, and nothing is sent to them",
    async (provider) => {
        const environment = await startTestEnvironment({ provider, program: jobs });
        const { stack, service } = environment;
        service.makeJob({ id: 77, name: "shared" });
        ok(await stack.up());
        service.clearRequests();
        const target = await moveToOtherProject(environment, ["created", "adopted"], jobs, provider);
        try {
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
