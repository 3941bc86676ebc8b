import { descendants, readProcessFile } from "../engine/processTree";

/**
 * Runs a command, and samples the largest resident memory of the provider's process; 0 where it is unknown. Only Linux
 * reports it. Linux keeps the largest value itself, so that samples may be rare.
 */
export async function measureMemory<T>(run: () => Promise<T>): Promise<{ result: T; peakBytes: number }> {
    let peakBytes = 0;
    const timer = setInterval(() => {
        for (const pid of process.platform === "linux" ? descendants(process.pid) : [])
            if (isProvider(pid)) peakBytes = Math.max(peakBytes, readPeakBytes(pid));
    }, 100);
    try {
        return { result: await run(), peakBytes };
    } finally {
        clearInterval(timer);
    }
}

/** Returns whether a process is Pulumi's host of dynamic resources, or the plugin. */
export function isProvider(pid: number): boolean {
    const [, script = ""] = readProcessFile(pid, "cmdline").split("\0");
    return /cmd\/dynamic-provider|pulumi-resource-modelarts$/.test(script);
}

/** Returns the largest resident memory of a process so far; 0 where it is unknown. */
export function readPeakBytes(pid: number): number {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readProcessFile(pid, "status"))?.[1] ?? 0) * 1024;
}
