import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { descendants, isAlive, killTree } from "./processTree";
import { root } from "../repository";

const pollMs = 100;
/** A process that was killed may live on for a moment. */
const maxPolls = 50;

export interface Interruption {
    readonly signal: "SIGINT" | "SIGTERM";
    /** Called at every poll with the output so far and the number of processes; true sends the signal. */
    readonly when: (text: string, processes: number) => boolean;
}

interface Traces {
    readonly processes: readonly number[];
    readonly folders: readonly string[];
}

export interface ScriptResult {
    readonly code: number | null;
    readonly text: string;
    /** The processes and temporary folders of the script at the signal; `undefined` if it ended before. */
    readonly whenInterrupted: Traces | undefined;
    /** Those of them that the script left behind. */
    readonly leftovers: Traces;
}

/** Runs a script of this repository with its own folder for temporary files, and interrupts it. */
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
    const end = once(child, "close") as Promise<[number | null]>;
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
            } else await Promise.race([end, delay(pollMs)]);
        }
        const [code] = await end;
        const survivors = () => whenInterrupted?.processes.filter(isAlive) ?? [];
        for (let polls = 0; polls < maxPolls && survivors().length > 0; polls++) await delay(pollMs);
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
