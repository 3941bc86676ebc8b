import { type ChildProcess, spawn } from "node:child_process";

import { killTree } from "./processTree";

export interface Result {
    /** Is 128 if a signal ended the program. */
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
    readonly ms: number;
}

export interface RunOptions {
    readonly cwd?: string;
    /** The environment replaces the whole environment of the child. @defaultValue that of this process */
    readonly env?: NodeJS.ProcessEnv;
    readonly timeoutMs: number;
    /** Receives both outputs while they are written. */
    readonly onOutput?: (chunk: string) => void;
    /** Receives the process, before `run` returns. */
    readonly onStart?: (child: ChildProcess) => void;
}

const runningPids = new Set<number>();
let isClosed = false;

/** Kills everything that `run` has started, and lets it start nothing more. */
function killAll(): void {
    isClosed = true;
    runningPids.forEach(killTree);
}

/** Calls `killAll` on a signal to this process. The result returns the first signal that came, if any. */
export function killAllOnSignal(): () => NodeJS.Signals | undefined {
    let stoppedBy: NodeJS.Signals | undefined;
    for (const signal of ["SIGINT", "SIGTERM"] as const)
        process.on(signal, () => {
            stoppedBy ??= signal;
            killAll();
        });
    return () => stoppedBy;
}

/**
 * Runs a program to its end. Any exit code is a result. Rejects where the program cannot be started, and where it has
 * not ended after `timeoutMs`; then it is killed with all that it has started.
 */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Result> {
    const startMs = Date.now();
    const commandLine = [command, ...args].join(" ");
    if (isClosed)
        return Promise.reject(new Error(`${commandLine} was not started: this process is about to end.`));
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, {
            cwd: options.cwd,
            env: options.env ?? process.env,
            stdio: ["ignore", "pipe", "pipe"],
        });
        const { pid } = child;
        if (pid !== undefined) runningPids.add(pid);
        options.onStart?.(child);
        const output = { stdout: "", stderr: "" };
        for (const name of ["stdout", "stderr"] as const) {
            child[name].setEncoding("utf8").on("data", (chunk: string) => {
                output[name] += chunk;
                options.onOutput?.(chunk);
            });
        }
        let timedOut = false;
        const timer = setTimeout(() => {
            timedOut = true;
            if (pid !== undefined) killTree(pid);
        }, options.timeoutMs);
        const cleanUp = (): void => {
            clearTimeout(timer);
            if (pid !== undefined) runningPids.delete(pid);
        };
        child.once("error", (error) => {
            cleanUp();
            reject(new Error(`${commandLine} could not be started: ${error.message}`, { cause: error }));
        });
        child.once("close", (code) => {
            cleanUp();
            if (!timedOut) {
                resolve({ code: code ?? 128, ...output, ms: Date.now() - startMs });
                return;
            }
            const lastLines = `${output.stdout}\n${output.stderr}`
                .trimEnd()
                .split("\n")
                .slice(-20)
                .join("\n");
            const seconds = options.timeoutMs / 1000;
            reject(
                new Error(
                    `${commandLine} was ended because it was not done after ${seconds} s. Its last lines:\n${lastLines}`,
                ),
            );
        });
    });
}

/** Runs a program to its end, and returns its standard output. Rejects as `run` does, and for any exit code but 0. */
export async function succeed(
    command: string,
    args: readonly string[],
    options: RunOptions,
): Promise<string> {
    const { code, stdout, stderr } = await run(command, args, options);
    if (code === 0) return stdout;
    throw new Error(`${[command, ...args].join(" ")} ended with ${code}:\n${stdout}${stderr}`);
}
