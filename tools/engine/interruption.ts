import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as rest } from "node:timers/promises";

import { descendants, isAlive, killTree } from "./processTree";

const root = path.resolve(__dirname, "..", "..");
const pollMs = 100;
/** What was killed may take a moment to be gone. */
const maxPolls = 50;

export interface Interruption {
    readonly signal: "SIGINT" | "SIGTERM";
    /** Asked time and again, with what was written so far and how many processes there are. */
    readonly when: (text: string, processes: number) => boolean;
}

export interface ScriptResult {
    readonly code: number | null;
    readonly text: string;
    /** When it was interrupted, if it was: its processes, and the folders that it had made for a while. */
    readonly whenInterrupted:
        { readonly processes: readonly number[]; readonly folders: readonly string[] } | undefined;
    /** What lives on of the former, and is left of the latter. */
    readonly leftovers: { readonly processes: readonly number[]; readonly folders: readonly string[] };
}

/** Runs a script of this repository, with a folder of its own for all that is temporary, and interrupts it. */
export async function runScript(
    script: string,
    args: (folder: string) => readonly string[],
    { signal, when }: Interruption = { signal: "SIGINT", when: () => false },
): Promise<ScriptResult> {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-script-"));
    const tsNode = require.resolve("ts-node/dist/bin");
    const child = spawn(process.execPath, [tsNode, "--transpile-only", script, ...args(folder)], {
        cwd: root,
        env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
    });
    const { pid = 0 } = child;
    const closed = once(child, "close") as Promise<[number | null]>;
    let text = "";
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    const folders = async (): Promise<string[]> =>
        (await readdir(folder)).filter((name) => name.startsWith("pulumi-modelarts-"));
    try {
        let whenInterrupted: ScriptResult["whenInterrupted"];
        while (whenInterrupted === undefined && child.exitCode === null) {
            const processes = descendants(pid);
            if (when(text, processes.length)) {
                whenInterrupted = { processes, folders: await folders() };
                child.kill(signal);
            } else await Promise.race([closed, rest(pollMs)]);
        }
        const [code] = await closed;
        const survivors = () => whenInterrupted?.processes.filter(isAlive) ?? [];
        for (let polls = 0; polls < maxPolls && survivors().length > 0; polls++) await rest(pollMs);
        return {
            code,
            text,
            whenInterrupted,
            leftovers: { processes: survivors(), folders: await folders() },
        };
    } finally {
        killTree(pid);
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
}
