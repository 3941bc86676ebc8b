import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../../tools/engine/providers";
import { root } from "../../../tools/repository";
import { jobsIn, program, startTestEnvironment, type TestEnvironment } from "../../support/testStack";

/* A process that a person has started, as for a debugger, serves all runs. */
describe("PULUMI_DEBUG_PROVIDERS", () => {
    let environment: TestEnvironment;
    let plugin: ChildProcess;
    beforeAll(async () => {
        const board = program(`{ trainUrl: "/bucket/logs/", name: "board" }`);
        environment = await startTestEnvironment({ provider: providerPlugin, program: board });
        const { env } = environment.stack;
        const file = path.join(root, "provider", "pulumi-resource-modelarts");
        plugin = spawn(file, [], { env, stdio: ["ignore", "pipe", "inherit"] });
        const [port] = (await once(plugin.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
        env["PULUMI_DEBUG_PROVIDERS"] = `modelarts:${port.toString().trim()}`;
    }, 60_000);
    afterAll(async () => {
        plugin.kill("SIGKILL");
        await environment.close();
    });

    it("keeps no fact of an earlier run: what one has handed over, the next one deletes", async () => {
        const { service, stack } = environment;
        ok(await stack.up());
        const [job] = service.jobs;
        const adoption = `{ visualizationId: "${job?.id}", deletionPolicy: "delete" }`;
        await stack.write(program(adoption).replace(`"board"`, `"other"`));
        ok(await stack.up());
        expect(service.jobs).toMatchObject([{ id: job?.id, statusName: "RUNNING" }]);
        ok(await stack.destroy());
        expect([service.jobs, await jobsIn(stack)]).toEqual([[], []]);
    }, 120_000);
});
