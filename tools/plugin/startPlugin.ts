import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

const limitMs = 60_000;

/**
 * Starts the plugin as the engine does, without the user's settings. Resolves with the process as soon as it has
 * printed its port. Rejects if it ends before, prints something else, or prints nothing for a minute.
 */
export async function startPlugin(command: string, ...args: readonly string[]): Promise<ChildProcess> {
    const { PATH } = process.env;
    const plugin = spawn(command, args, { env: { PATH }, stdio: ["ignore", "pipe", "pipe"] });
    const timer = setTimeout(() => plugin.kill("SIGKILL"), limitMs);
    let errors = "";
    plugin.stderr.setEncoding("utf8").on("data", (chunk: string) => (errors += chunk));
    plugin.stdout.setEncoding("utf8");
    const end = once(plugin, "close");
    try {
        const [output] = (await Promise.race([once(plugin.stdout, "data"), end])) as [unknown];
        if (typeof output === "string" && /^\d+\r?\n$/.test(output)) return plugin;
        plugin.kill("SIGKILL");
        await end;
        throw new Error(`${command} starts no plugin: ${String(output)}\n${errors}`);
    } finally {
        clearTimeout(timer);
    }
}

/** Rejects unless the plugin starts here. */
export async function tryPlugin(command: string, ...args: readonly string[]): Promise<void> {
    const plugin = await startPlugin(command, ...args);
    const end = once(plugin, "close");
    plugin.kill("SIGKILL");
    // Windows does not remove a program that still runs.
    await end;
}
