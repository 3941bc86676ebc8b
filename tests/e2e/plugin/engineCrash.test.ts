import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { descendants, isAlive, killTree } from "../../../tools/engine/processTree";
import { providerPlugin } from "../../../tools/engine/providers";
import { program, startTestEnvironment } from "../../support/testStack";

function commandOf(pid: number): string {
    return spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout;
}

test("the plugin ends after its engine was killed, and polls no more", async () => {
    const environment = await startTestEnvironment({
        provider: providerPlugin,
        program: program(`{ trainUrl: "/bucket/logs/", state: "running" }`),
        config: { "modelarts:waitTimeout": "600" },
        service: { boot: 600 },
    });
    const { service, stack } = environment;
    const engine = spawn(stack.engine.pulumi, ["up", "--yes", "--skip-preview", "--non-interactive"], {
        cwd: stack.folder,
        env: stack.env,
        stdio: "ignore",
    });
    const exit = once(engine, "exit");
    let pids: readonly number[] = [];
    try {
        const firstRequest = new Promise<void>((resolve) => {
            service.onRequest(({ call }) => {
                if (call === "show") resolve();
            });
        });
        await firstRequest;
        pids = descendants(engine.pid ?? 0);
        const plugin = pids.filter((pid) => /pulumi-resource-modelarts/.test(commandOf(pid)));
        expect(plugin).toHaveLength(1);
        engine.kill("SIGKILL");
        await exit;
        for (let wait = 0; wait < 100 && plugin.some(isAlive); wait++) await sleep(100);
        expect(plugin.filter(isAlive)).toEqual([]);
    } finally {
        engine.kill("SIGKILL");
        pids.forEach(killTree);
        await environment.close();
    }
}, 120_000);
