import type { Emulator } from "../../emulator/src";
import type { Result } from "../../tools/engine/childProcess";
import type { PulumiProject } from "../../tools/engine/project";
import type { ResourceState } from "../../tools/engine/stackExport";
import { jobsIn } from "./testStack";

/** Contains the source of a job's arguments, with its options or without. */
export type JobText = string | readonly [args: string, options: string];

/** Writes a program with several jobs by their resource names; `before` comes after the imports. */
export function programOf(jobs: Readonly<Record<string, JobText>>, before = ""): string {
    const lines = Object.entries(jobs).map(([name, text]) => {
        const [args, options] = typeof text === "string" ? [text, "{}"] : text;
        return `const ${name} = new VisualizationJob("${name}", ${args}, ${options});`;
    });
    const head = `import * as pulumi from "@pulumi/pulumi";\nimport { VisualizationJob } from "pulumi-modelarts";`;
    return [head, before, ...lines, ""].join("\n");
}

/** Returns the jobs in the state by their resource names. */
export async function jobsByName(stack: PulumiProject): Promise<Record<string, ResourceState>> {
    const jobs = await jobsIn(stack);
    return Object.fromEntries(jobs.map((job) => [job.urn.split("::").pop() ?? "", job]));
}

/** Returns the calls that change something, such as `stop`, for one job or for all. */
export function writeCalls(service: Emulator, id?: string): string[] {
    return service.requests
        .filter(({ method, jobId }) => method !== "GET" && (id === undefined || jobId === id))
        .map(({ call }) => call);
}

export function outputOf({ stdout, stderr }: Result): string {
    return stdout + stderr;
}

/** Lists the jobs in the state, such as `board: 8992 running`, in the order of their names. */
export async function describeState(stack: PulumiProject): Promise<string[]> {
    const jobs = Object.entries(await jobsByName(stack));
    return jobs.map(([name, { id, outputs }]) => `${name}: ${id ?? ""} ${String(outputs?.["state"])}`).sort();
}

/** Lists the jobs of the service, such as `8992 RUNNING`, in the order of their IDs. */
export function describeService(service: Emulator): string[] {
    return service.jobs.map(({ id, statusName }) => `${id} ${statusName}`).sort();
}
