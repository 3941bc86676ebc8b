import type { Emulator, RecordedRequest } from "../../emulator/src";
import type { Result } from "../../tools/engine/childProcess";
import type { PulumiProject } from "../../tools/engine/project";
import type { ResourceState } from "../../tools/engine/stackExport";
import { jobsIn } from "./testStack";

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
export async function jobsByName(stack: PulumiProject): Promise<Record<string, ResourceState>> {
    const jobs = await jobsIn(stack);
    return Object.fromEntries(jobs.map((job) => [job.urn.split("::").pop() ?? "", job]));
}

/** The calls that change something, such as `stop`, of one job or of all. */
export function writeCalls(service: Emulator, id?: string): string[] {
    return service.requests
        .filter(({ method, jobId }) => method !== "GET" && (id === undefined || jobId === id))
        .map(({ call }) => call);
}

export function outputOf({ stdout, stderr }: Result): string {
    return stdout + stderr;
}

/** Moves a job on by itself: at the look of this number that shows it, or when this is asked, it gets that status first. */
export type ExternalChange = readonly [when: number | "stop", status: number];

export function scheduleExternalChanges(
    service: Emulator,
    events: Readonly<Record<string, readonly ExternalChange[]>>,
): void {
    const pollCounts = new Map<string, number>();
    service.onRequest(({ call, jobId }: RecordedRequest) => {
        for (const id of call === "list" ? Object.keys(events) : [jobId ?? ""]) {
            const pollCount = (pollCounts.get(id) ?? 0) + (call === "list" || call === "show" ? 1 : 0);
            pollCounts.set(id, pollCount);
            for (const [when, status] of events[id] ?? []) {
                if (when === call || (when === pollCount && call !== "stop")) service.moveJob(id, status);
            }
        }
    });
}
