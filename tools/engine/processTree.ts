import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Returns pairs of process and parent. */
function readProc(): [number, number][] {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name): [number, number][] => {
            // The file contains "pid (name) state ppid ...", and the name may contain anything.
            const stat = readProcessFile(Number(name), "stat");
            const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
            return parent === undefined ? [] : [[Number(name), Number(parent)]];
        });
}

/** Reads a file in `/proc` about a process. It is empty if that has ended or is another user's, or without `/proc`. */
export function readProcessFile(pid: number, file: string): string {
    try {
        return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
        return "";
    }
}

function readPs(): [number, number][] {
    // Where there is no `ps`, as on Windows, the output is null, although its type does not say so.
    const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }) as {
        readonly stdout: string | null;
    };
    return (stdout ?? "").split("\n").flatMap((line): [number, number][] => {
        const [pid, parent] = line.trim().split(/\s+/).map(Number);
        return pid && parent ? [[pid, parent]] : [];
    });
}

/** Returns the process itself and everything that it has started. */
export function descendants(root: number): number[] {
    const all = existsSync("/proc/self/stat") ? readProc() : readPs();
    const pids = [root];
    for (const pid of pids) pids.push(...all.filter(([, parent]) => parent === pid).map(([child]) => child));
    return pids;
}

function kill(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        // It has ended already.
    }
}

export function isAlive(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/**
 * Kills a process and everything that it has started. Process groups are not enough: Pulumi gives each of its plugins
 * its own group, and a language host whose program hangs runs longer than the engine.
 */
export function killTree(pid: number): void {
    if (process.platform === "win32") {
        spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"]);
        return;
    }
    descendants(pid).forEach(kill);
}
