import { spawn } from "node:child_process";

import { killTree } from "./processTree";

export interface Result {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
    readonly ms: number;
}

export interface RunOptions {
    readonly cwd?: string;
    /** The whole environment of the child; left out: this process's own. */
    readonly env?: NodeJS.ProcessEnv;
    readonly timeoutMs: number;
    /** Sees the output while it comes, as it comes. */
    readonly onOutput?: (chunk: string) => void;
}

const runningPids = new Set<number>();
let isClosed = false;

/** For the moment when this process itself is told to end: ends all that `run` has going, and lets nothing new start. */
export function killAll(): void {
    isClosed = true;
    runningPids.forEach(killTree);
}

/** A signal to this process is such a moment. Gives the first one that came, if one did. */
export function killAllOnSignal(): () => NodeJS.Signals | undefined {
    let stoppedBy: NodeJS.Signals | undefined;
    for (const signal of ["SIGINT", "SIGTERM"] as const)
        process.on(signal, () => {
            stoppedBy ??= signal;
            killAll();
        });
    return () => stoppedBy;
}

function lastLines(text: string, count: number): string {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}

/**
 * Runs a program to its end. Any exit code is a result; rejects where the program cannot be started, and where it is
 * not done after `timeoutMs` (then it is ended with all that it started).
 */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Result> {
    const started = Date.now();
    const commandLine = [command, ...args].join(" ");
    if (isClosed)
        return Promise.reject(new Error(`${commandLine} was not started: everything is being ended.`));
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, {
            cwd: options.cwd,
            env: options.env ?? process.env,
            stdio: ["ignore", "pipe", "pipe"],
        });
        const { pid } = child;
        if (pid !== undefined) runningPids.add(pid);
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
            const ms = Date.now() - started;
            if (!timedOut) {
                resolve({ code: code ?? 128, ...output, ms });
                return;
            }
            const tail = lastLines(`${output.stdout}\n${output.stderr}`, 20);
            reject(
                new Error(
                    `${commandLine} was ended because it was not done after ${options.timeoutMs / 1000} s. Its last lines:\n${tail}`,
                ),
            );
        });
    });
}
