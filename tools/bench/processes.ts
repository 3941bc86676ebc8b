import { readFileSync } from "node:fs";
import path from "node:path";

import type { Result } from "../engine/childProcess";
import { descendants } from "../engine/processTree";
import { ok } from "../engine/project";
import type { Usage, Usages } from "./measurement";

type Role = keyof Usages;

const searchMs = 200;
const sampleMs = 50;
/** Linux counts the CPU time of a process in hundredths of a second. */
const ticksPerSecond = 100;

/** Runs a command of the engine that must succeed, and samples the usage of its processes until it ends. */
export async function measureProcesses(
    run: () => Promise<Result>,
): Promise<{ readonly wallSeconds: number; readonly usages: Usages }> {
    const processes = new Map<number, { readonly role: Role; usage?: Usage }>();
    const search = setInterval(() => {
        for (const pid of process.platform === "linux" ? descendants(process.pid) : []) {
            const role = processes.has(pid) ? undefined : roleOf(pid);
            if (role !== undefined) processes.set(pid, { role });
        }
    }, searchMs);
    const sample = setInterval(() => {
        for (const [pid, entry] of processes) {
            const usage = readUsage(pid);
            if (usage !== undefined) entry.usage = usage;
        }
    }, sampleMs);
    try {
        const { ms } = ok(await run());
        const usages: Partial<Record<Role, Usage>> = {};
        for (const { role, usage } of processes.values()) {
            const { cpuSeconds, peakBytes } = usages[role] ?? { cpuSeconds: 0, peakBytes: 0 };
            // Processes of one role run one after the other: their work adds up, their memory does not.
            if (usage !== undefined)
                usages[role] = {
                    cpuSeconds: cpuSeconds + usage.cpuSeconds,
                    peakBytes: Math.max(peakBytes, usage.peakBytes),
                };
        }
        return { wallSeconds: ms / 1000, usages };
    } finally {
        clearInterval(search);
        clearInterval(sample);
    }
}

/** `undefined` for other processes, and where the system has no `/proc`. */
export function roleOf(pid: number): Role | undefined {
    const [program = "", script = ""] = (read(pid, "cmdline") ?? "").split("\0");
    if (/cmd[\\/]dynamic-provider|pulumi-resource-modelarts$/.test(script)) return "provider";
    if (/cmd[\\/]run[\\/]/.test(script)) return "program";
    return path.basename(program) === "pulumi" ? "engine" : undefined;
}

/** The usage of a process since its start. `undefined` if it has ended, and where the system has no `/proc`. */
export function readUsage(pid: number): Usage | undefined {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, "status") ?? "")?.[1];
    const stat = read(pid, "stat");
    if (peak === undefined || stat === undefined) return undefined;
    // The name may hold any character. Of what follows, fields 12 and 13 are the time in user and kernel mode.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    return { cpuSeconds, peakBytes: Number(peak) * 1024 };
}

function read(pid: number, file: string): string | undefined {
    try {
        return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
        return undefined; // It has ended.
    }
}
