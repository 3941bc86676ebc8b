import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { unlock } from "../../support/interrupt";
import { endProcesses, findProcesses } from "../../support/processes";
import { jobIn, program, startTestEnvironment } from "../../support/testStack";

/** A time longer than a provider process waits before it takes a result for persisted. */
const afterReportMs = 8000;

test.each(providers)(
    "an engine that is killed alone leaves its job to the next run, which creates no second one (by the $name)",
    async (provider) => {
        const environment = await startTestEnvironment({
            provider,
            program: program(`{ trainUrl: "/bucket/logs/" }`),
            service: { boot: 1 },
        });
        const { service, stack } = environment;
        const variable = `PULUMI_HOME=${stack.env["PULUMI_HOME"] ?? ""}\0`;
        try {
            const isCreated = new Promise<void>((resolve) => {
                service.onRequest(({ call }) => {
                    if (call === "show") resolve();
                });
            });
            const engine = spawn(
                stack.engine.pulumi,
                ["up", "--yes", "--skip-preview", "--non-interactive"],
                {
                    cwd: stack.folder,
                    env: stack.env,
                    stdio: "ignore",
                },
            );
            const exit = once(engine, "exit");
            await isCreated;
            engine.kill("SIGKILL");
            await exit;
            const [job] = service.jobs;
            await sleep(afterReportMs);
            await endProcesses(() => findProcesses(variable) ?? []);
            await unlock(stack);
            ok(await stack.up());
            expect((await jobIn(stack)).id).toBe(job?.id);
            expect(service.jobs).toMatchObject([{ id: job?.id, statusName: "RUNNING" }]);
        } finally {
            await endProcesses(() => findProcesses(variable) ?? []);
            await environment.close();
        }
    },
    120_000,
);
