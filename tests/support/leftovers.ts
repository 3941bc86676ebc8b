import { setTimeout as sleep } from "node:timers/promises";
import type { Emulator } from "../../emulator/src";
import { stateOf } from "../../emulator/src/jobs/status";
import { ok, type PulumiProject } from "../../tools/engine/project";
import { readProcessFile } from "../../tools/engine/processTree";
import { endProcesses, findProcesses } from "./processes";

/** A process may exist for a moment after a signal to end. */
const pollMs = 100;
const maxPolls = 50;

/** Returns the sorted names of the jobs that run or are about to. A job that stops ends by itself. */
export function runningJobs(...services: readonly Emulator[]): string[] {
    const jobs = services.flatMap((service) => service.jobs);
    return jobs
        .filter(({ status }) => !["stopping", "stopped", "failed"].includes(stateOf(status)))
        .map(({ name }) => name)
        .sort();
}

/** Returns the stacks of the project, except those with these names that have no resources. */
export async function remainingStacks(
    project: PulumiProject,
    keptStacks: readonly string[],
): Promise<string[]> {
    const { stdout } = ok(await project.pulumi(["stack", "ls", "--json"]));
    const stacks = JSON.parse(stdout) as { name: string; resourceCount?: number }[];
    return stacks
        .filter(({ name, resourceCount = 0 }) => resourceCount > 0 || !keptStacks.includes(name))
        .map(({ name }) => name);
}

/** Ends the processes whose environment contains this text, and returns the command lines of those that were there. */
export async function endRemainingProcesses(text: string): Promise<string[]> {
    const find = (): readonly number[] => findProcesses(text) ?? [];
    if (findProcesses(text) === undefined)
        console.warn("This system does not show which processes a document has left.");
    for (let polls = 0; polls < maxPolls && find().length > 0; polls++) await sleep(pollMs);
    const commandLines = find().map((pid) => readProcessFile(pid, "cmdline").split("\0").join(" ").trim());
    await endProcesses(find);
    return commandLines;
}
