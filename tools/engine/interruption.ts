import type { ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { run } from "./childProcess";
import { descendants, isAlive } from "./processTree";
import { root } from "../repository";

const pollMs = 100;
/** A process that was killed may exist for a moment. */
const maxPolls = 50;

export interface Interruption {
    readonly signal: "SIGINT" | "SIGTERM";
    /** Is called at every poll with the output so far and the number of processes. The result true sends the signal. */
    readonly when: (text: string, processes: number) => boolean;
}

/** Contains the processes and the temporary folders of a script. */
interface ProcessesAndFolders {
    readonly processes: readonly number[];
    readonly folders: readonly string[];
}

export interface ScriptResult {
    readonly code: number;
    readonly text: string;
    /** Contains those at the signal; `undefined` if the script ended before. */
    readonly whenInterrupted: ProcessesAndFolders | undefined;
    /** Contains those that the script left behind. */
    readonly leftovers: ProcessesAndFolders;
}

/** Runs a script of this repository with its own folder for temporary files, and interrupts it. */
export async function runScript(
    script: string,
    args: (folder: string) => readonly string[],
    { signal, when }: Interruption = { signal: "SIGINT", when: () => false },
): Promise<ScriptResult> {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-script-"));
    const folders = () => readdirSync(folder).filter((name) => name.startsWith("pulumi-modelarts-"));
    const tsNode = require.resolve("ts-node/dist/bin");
    let text = "";
    let whenInterrupted: ProcessesAndFolders | undefined;
    let timer: NodeJS.Timeout | undefined;
    const poll = (child: ChildProcess): void => {
        const processes = descendants(child.pid ?? 0);
        if (whenInterrupted !== undefined || !when(text, processes.length)) return;
        whenInterrupted = { processes, folders: folders() };
        child.kill(signal);
    };
    try {
        const { code } = await run(process.execPath, [tsNode, "--transpile-only", script, ...args(folder)], {
            cwd: root,
            env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
            timeoutMs: 240_000,
            onOutput: (chunk) => (text += chunk),
            onStart: (child) => (timer = setInterval(poll, pollMs, child)),
        });
        const survivors = () => whenInterrupted?.processes.filter(isAlive) ?? [];
        for (let polls = 0; polls < maxPolls && survivors().length > 0; polls++) await delay(pollMs);
        const leftovers = { processes: survivors(), folders: folders() };
        return { code, text, whenInterrupted, leftovers };
    } finally {
        clearInterval(timer);
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
}
