import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Emulator } from "../../../emulator/src";
import { ok, type PulumiProject } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { unlock } from "../../support/interrupt";
import { endProcesses, findProcesses } from "../../support/processes";
import { moveToOtherProject } from "./stateMove";
import { jobIn, program, startTestEnvironment, writeRequests } from "../../support/testStack";

/** A time longer than a provider process waits before it takes a result for received. */
const afterReportMs = 8000;

/** Runs `up`, and kills the engine alone when the service has received this call. */
async function upAndKillEngine(stack: PulumiProject, service: Emulator, lastCall: string): Promise<void> {
    const isReceived = new Promise<void>((resolve) => {
        service.onRequest(({ call }) => {
            if (call === lastCall) resolve();
        });
    });
    const args = ["up", "--yes", "--skip-preview", "--non-interactive"];
    const options = { cwd: stack.folder, env: stack.env, stdio: "ignore" } as const;
    const engine = spawn(stack.engine.pulumi, args, options);
    const exit = once(engine, "exit");
    await isReceived;
    engine.kill("SIGKILL");
    await exit;
}

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
            await upAndKillEngine(stack, service, "show");
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

const running = program(`{ trainUrl: "/bucket/logs/", state: "running" }`);

/** Starts a job and kills the engine that deletes it, whose host of dynamic providers waits for the stop. */
async function startKilledDelete() {
    const environment = await startTestEnvironment({ program: running, service: { stop: 3 } });
    const { service, stack } = environment;
    const findHosts = () => findProcesses(`PULUMI_HOME=${stack.env["PULUMI_HOME"] ?? ""}\0`) ?? [];
    const close = async (): Promise<void> => {
        await endProcesses(findHosts);
        await environment.close();
    };
    try {
        ok(await stack.up());
        const { id = "" } = await jobIn(stack);
        await stack.write("");
        await upAndKillEngine(stack, service, "stop");
        await unlock(stack);
        service.clearRequests();
        return { service, stack, id, findHosts, close };
    } catch (error) {
        await close();
        throw error;
    }
}

describe("a host of dynamic providers whose engine was killed leaves its job", () => {
    let environment: Awaited<ReturnType<typeof startKilledDelete>>;
    beforeEach(async () => {
        environment = await startKilledDelete();
    }, 120_000);
    afterEach(() => environment.close());

    const expectRestartAlone = async (): Promise<void> => {
        const { service, id, findHosts } = environment;
        // The host goes on with its delete, and would stop the job again.
        await sleep(afterReportMs);
        expect(findHosts()).not.toEqual([]);
        expect(writeRequests(service)).toEqual([`POST /${id}/restart`]);
        expect(service.jobs).toMatchObject([{ id, statusName: "RUNNING" }]);
    };

    test("to the next run, which creates no second one", async () => {
        await environment.stack.write(running);
        ok(await environment.stack.up("--refresh"));
        await expectRestartAlone();
    }, 120_000);

    test("to another stack, which has it by pulumi state move", async () => {
        const target = await moveToOtherProject(environment, ["board"], running);
        try {
            ok(await target.up("--refresh"));
            await expectRestartAlone();
        } finally {
            await target.remove();
        }
    }, 120_000);
});
