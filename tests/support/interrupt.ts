import type { ChildProcess } from "node:child_process";
import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import type { Emulator } from "../../emulator/src";
import { run } from "../../tools/engine/childProcess";
import { ok, type PulumiProject } from "../../tools/engine/project";
import { descendants, isAlive, killTree } from "../../tools/engine/processTree";
import { endProcesses, findProcesses } from "./processes";

/** Says how a run is interrupted, and when: after so many requests, or after a time from its start. */
export interface Interrupt {
    readonly method: "kill" | "interrupt" | "interrupt twice";
    readonly at: { readonly request: number; readonly afterMs: number } | { readonly ms: number };
}

export const interrupts: fc.Arbitrary<Interrupt> = fc.record({
    method: fc.constantFrom("kill", "kill", "interrupt", "interrupt twice"),
    at: fc.oneof(
        fc.record({ request: fc.integer({ min: 1, max: 14 }), afterMs: fc.integer({ min: 0, max: 40 }) }),
        fc.record({ ms: fc.integer({ min: 300, max: 3500 }) }),
    ),
});

/** Removes the lock and the half-written files of an engine that was killed, as a person would. */
export async function unlock(stack: PulumiProject): Promise<void> {
    const folder = path.join(stack.state, ".pulumi", "stacks");
    for (const name of await readdir(folder, { recursive: true })) {
        const file = path.join(folder, name);
        if (name.endsWith(".attrs") && (await stat(file)).size === 0) await rm(file);
    }
    ok(await stack.pulumi(["cancel", "--yes"]));
}

const secondInterruptMs = 300;

/** Interrupts a command of the engine, and waits for all its processes. Resolves with `false` if it ended before. */
export async function runAndInterrupt(
    stack: PulumiProject,
    service: Emulator,
    command: readonly string[],
    { method, at }: Interrupt,
): Promise<boolean> {
    let isInterrupted = false;
    let cleanUp = Promise.resolve();
    const onStart = (child: ChildProcess): void => {
        const { pid = 0 } = child;
        const timers: NodeJS.Timeout[] = [];
        const after = (ms: number, what: () => void): number => timers.push(setTimeout(what, ms));
        let processes: readonly number[] = [];
        const interrupt = (): void => {
            isInterrupted = true;
            processes = descendants(pid);
            if (method === "kill") killTree(pid);
            else child.kill("SIGINT");
            if (method === "interrupt twice") after(secondInterruptMs, () => child.kill("SIGINT"));
        };
        let requestCount = 0;
        const unsubscribe = service.onRequest(() => {
            if ("request" in at && ++requestCount === at.request) after(at.afterMs, interrupt);
        });
        if ("ms" in at) after(at.ms, interrupt);
        child.once("exit", () => {
            timers.forEach(clearTimeout);
            unsubscribe();
            // After a second interrupt the engine leaves its plugins behind. They would send requests while the next
            // run is checked, and so would a process that was started while the others were killed.
            const variable = `PULUMI_HOME=${stack.env["PULUMI_HOME"] ?? ""}\0`;
            cleanUp = endProcesses(() => findProcesses(variable) ?? processes.filter(isAlive));
        });
    };
    const args = ["--non-interactive", "--color", "never", ...command, "--yes", "--skip-preview"];
    await run(stack.engine.pulumi, args, {
        cwd: stack.folder,
        env: stack.env,
        timeoutMs: 120_000,
        onOutput: (chunk) => (stack.engineOutput += chunk),
        onStart,
    });
    await cleanUp;
    return isInterrupted;
}
