import { readFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

import { findEngine } from "../engine/findEngine";

export interface Machine {
    readonly cores: number;
    readonly processor: string;
    readonly memoryBytes: number;
    readonly system: string;
    readonly node: string;
    readonly engine: string;
    readonly pulumiSdk: string;
}

export async function describeMachine(): Promise<Machine> {
    const { version } = await findEngine();
    const manifest = await readFile(require.resolve("@pulumi/pulumi/package.json"), "utf8");
    const sdk = JSON.parse(manifest) as { version: string };
    return {
        cores: availableParallelism(),
        processor: cpus()[0]?.model ?? "unknown",
        memoryBytes: totalmem(),
        system: `${process.platform} ${process.arch}`,
        node: process.versions.node,
        engine: version,
        pulumiSdk: sdk.version,
    };
}

/** Processes that wanted a core, on average over the last minute. Zero where the system does not say. */
export function load(): number {
    return loadavg()[0] ?? 0;
}
