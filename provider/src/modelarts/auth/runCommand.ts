import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { Clock } from "../clock";
import { ModelArtsError } from "../errors";
import type { Limits } from "../limits";

/** Time for one run of the command. */
const limitMs = 60_000;
/** Maximum length of its output in bytes. */
const maxBytes = 1024 * 1024;

/**
 * Runs a program in the working folder, with the environment of this process, and resolves with its standard output. No
 * shell is used; standard input is empty, and standard error is dropped, since it may hold secrets.
 *
 * @throws {settings} where the program does not start, or ends with another code than 0.
 * @throws {timeout} where it has not ended within a minute; then it is killed.
 */
export async function runCommand(
    [program, ...args]: readonly [program: string, ...args: string[]],
    limits: Limits,
    clock: Clock,
): Promise<string> {
    const fail = (kind: "settings" | "timeout", reason: string): ModelArtsError =>
        new ModelArtsError({
            kind,
            operation: `get credentials from the command "${program}"`,
            reason,
            hint: "Run the command of huaweicloud:credentialsCommand (or HW_CREDENTIALS_COMMAND) by hand, in the folder of the program.",
        });
    const end = new AbortController();
    const startError = (error: unknown): ModelArtsError => {
        const { code = "unknown error" } = error as NodeJS.ErrnoException;
        return fail("settings", `it could not be started (${code})`);
    };
    const child = start(program, args, startError);
    const output = new Promise<string>((resolve, reject) => {
        const chunks: Buffer[] = [];
        let size = 0;
        child.stdout.on("data", (chunk: Buffer) => {
            size += chunk.length;
            if (size > maxBytes) reject(fail("settings", "it printed more than 1 MiB"));
            else chunks.push(chunk);
        });
        child.on("error", (error) => {
            reject(startError(error));
        });
        child.on("close", (code, signal) => {
            if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
            else
                reject(
                    fail("settings", `it ended with ${code === null ? String(signal) : `exit code ${code}`}`),
                );
        });
        void clock.sleep(limitMs, end.signal).then(() => {
            if (!end.signal.aborted) reject(fail("timeout", "it had not ended after 60 seconds"));
        });
        limits.signal?.addEventListener(
            "abort",
            () => {
                reject(limits.signal?.reason as Error);
            },
            { signal: end.signal },
        );
    });
    try {
        return await output;
    } finally {
        end.abort();
        child.kill("SIGKILL");
        child.stdout.destroy();
    }
}

/** The runtime emits some errors of a start, and throws others, such as the one of a path below a file. */
function start(
    program: string,
    args: readonly string[],
    toError: (error: unknown) => ModelArtsError,
): ChildProcessByStdio<null, Readable, null> {
    try {
        return spawn(program, args, {
            env: process.env,
            stdio: ["ignore", "pipe", "ignore"],
            windowsHide: true,
        });
    } catch (error) {
        throw toError(error);
    }
}
