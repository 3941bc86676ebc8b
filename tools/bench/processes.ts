import { readFileSync } from "node:fs";
import path from "node:path";

import { descendants } from "../engine/processTree";
import type { Result } from "../engine/childProcess";
import { ok } from "../engine/project";
import type { Role, Usage, Usages } from "./measurement";

const searchMs = 200;
const sampleMs = 50;
/** Linux counts the time of a process in hundredths of a second. */
const ticksPerSecond = 100;

/** Whether this system says what a process uses. */
export const canMeasureUsage = process.platform === "linux";

/**
 * Watches what the engine's run uses, while it goes on: looked at every 50 ms, so that what a process does in its last
 * moments may be missing.
 */
class ProcessWatch {
    private readonly known = new Map<number, { readonly role: Role | undefined; usage: Usage | undefined }>();
    private readonly timers: readonly NodeJS.Timeout[];

    constructor() {
        if (!canMeasureUsage) {
            this.timers = [];
            return;
        }
        for (const pid of descendants(process.pid))
            this.known.set(pid, { role: undefined, usage: undefined });
        const search = setInterval(() => {
            this.search();
        }, searchMs);
        const sample = setInterval(() => {
            this.sample();
        }, sampleMs);
        this.timers = [search, sample];
    }

    /** Of processes that ran at different times the sum of the work, and the larger memory. */
    end(): Usages {
        this.timers.forEach(clearInterval);
        const usages: Partial<Record<Role, Usage>> = {};
        for (const { role, usage } of this.known.values()) {
            if (role === undefined || usage === undefined) continue;
            const { cpuSeconds, peakBytes } = usages[role] ?? { cpuSeconds: 0, peakBytes: 0 };
            usages[role] = {
                cpuSeconds: cpuSeconds + usage.cpuSeconds,
                peakBytes: Math.max(peakBytes, usage.peakBytes),
            };
        }
        return usages;
    }

    private search(): void {
        for (const pid of descendants(process.pid)) {
            if (this.known.has(pid)) continue;
            const role = roleOf(pid);
            // One that is just being started will show what it is at the next search.
            if (role !== undefined) this.known.set(pid, { role, usage: undefined });
        }
    }

    private sample(): void {
        for (const [pid, one] of this.known)
            if (one.role !== undefined) one.usage = readUsage(pid) ?? one.usage;
    }
}

/** What a run of the engine that must succeed takes. */
export async function measureProcesses(
    run: () => Promise<Result>,
): Promise<{ readonly wallSeconds: number; readonly usages: Usages }> {
    const watch = new ProcessWatch();
    let usages: Usages;
    let result: Result;
    try {
        result = ok(await run());
    } finally {
        usages = watch.end();
    }
    return { wallSeconds: result.ms / 1000, usages };
}

/** `undefined`: it is none of these, or nobody says. */
export function roleOf(pid: number): Role | undefined {
    const [program = "", script = ""] = (read(pid, "cmdline") ?? "").split("\0");
    if (/cmd[\\/]dynamic-provider|pulumi-resource-modelarts$/.test(script)) return "provider";
    if (/cmd[\\/]run[\\/]/.test(script)) return "program";
    return path.basename(program) === "pulumi" ? "engine" : undefined;
}

/** So far. `undefined`, where nobody says. */
export function readUsage(pid: number): Usage | undefined {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, "status") ?? "")?.[1];
    const stat = read(pid, "stat");
    if (peak === undefined || stat === undefined) return undefined;
    // The name may hold anything; of what follows, the 12th and 13th are the time in its own code and in the kernel.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return {
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
        peakBytes: Number(peak) * 1024,
    };
}

function read(pid: number, file: string): string | undefined {
    try {
        return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
        return undefined; // It has ended.
    }
}
