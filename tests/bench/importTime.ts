import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "..", "..");

export interface ImportTime {
    readonly module: string;
    readonly min: number;
    readonly median: number;
    readonly max: number;
}

/** How long each module takes to load, without the start of the process. Throws where one cannot be loaded. */
export function importTimes(modules: readonly string[], rounds: number): ImportTime[] {
    return modules.map((module) => {
        const times = Array.from({ length: rounds }, () => importTime(module)).sort((a, b) => a - b);
        const at = (share: number): number => Math.round(times[Math.round(share * (rounds - 1))] ?? NaN);
        return { module, min: at(0), median: at(0.5), max: at(1) };
    });
}

function importTime(module: string): number {
    const text = `const t = performance.now(); require(${JSON.stringify(module)}); console.log(performance.now() - t)`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", text], {
        cwd: root,
        encoding: "utf8",
    });
    if (status !== 0) throw new Error(`${module} cannot be loaded: ${stderr}`);
    return Number(stdout);
}
