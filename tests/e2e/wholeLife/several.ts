import type { Emulator, RecordedRequest } from "../../emulator";
import type { Result } from "../../engine/childProcess";
import type { Project } from "../../engine/project";
import type { ResourceState } from "../../engine/stackExport";
import { jobsIn } from "../setup";

/** The text of one job's arguments, and of its options where it has any. */
export type JobText = string | readonly [args: string, options: string];

/** A program with several jobs, each under the name of its resource. */
export function programOf(jobs: Readonly<Record<string, JobText>>, before = ""): string {
    const lines = Object.entries(jobs).map(([name, text]) => {
        const [args, options] = typeof text === "string" ? [text, "{}"] : text;
        return `const ${name} = new VisualizationJob("${name}", ${args}, ${options});`;
    });
    const head = `import * as pulumi from "@pulumi/pulumi";\nimport { VisualizationJob } from "pulumi-modelarts";`;
    return [head, before, ...lines, ""].join("\n");
}

/** What the state holds of each job, by the name of its resource. */
export async function byName(stack: Project): Promise<Record<string, ResourceState>> {
    const jobs = await jobsIn(stack);
    return Object.fromEntries(jobs.map((job) => [job.urn.split("::").pop() ?? "", job]));
}

/** The calls that change something, such as `stop`, of one job or of all. */
export function asked(service: Emulator, id?: string): string[] {
    return service.requests
        .filter(({ method, jobId }) => method !== "GET" && (id === undefined || jobId === id))
        .map(({ call }) => call);
}

export function written({ stdout, stderr }: Result): string {
    return stdout + stderr;
}

/** Moves a job on by itself: when the request of this number about it comes, it gets that status first. */
export type Happening = readonly [request: number, status: number];

export function letHappen(service: Emulator, events: Readonly<Record<string, readonly Happening[]>>): void {
    const counts = new Map<string, number>();
    service.onRequest(({ jobId }: RecordedRequest) => {
        if (jobId === undefined) return;
        const count = (counts.get(jobId) ?? 0) + 1;
        counts.set(jobId, count);
        for (const [request, status] of events[jobId] ?? []) {
            if (request === count) service.moveJob(jobId, status);
        }
    });
}
