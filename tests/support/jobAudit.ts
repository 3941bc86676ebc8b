import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Emulator } from "../../emulator/src";
import { stateOf } from "../../emulator/src/jobs/status";
import type { PulumiProject } from "../../tools/engine/project";
import { providers } from "../../tools/engine/providers";
import type { ResourceState, StackExport } from "../../tools/engine/stackExport";

const auditedCommands = ["up", "destroy", "refresh"];
const types = providers.map(({ type }) => type);

/**
 * Asks the service after each command that changes something: the jobs that the state says to run do run, and nothing
 * else runs. A deviation that the command already found is not its own: a job that the test made or that its program gave
 * up, and a job that the test changed.
 */
export class JobAudit {
    private readonly ignored = new Set<string>();

    constructor(
        private readonly service: Emulator,
        private readonly stack: PulumiProject,
    ) {}

    /** The test makes or changes these jobs while a command runs. */
    ignore(...ids: readonly (string | number)[]): void {
        for (const id of ids) this.ignored.add(String(id));
    }

    /** Runs a command of the CLI. @throws Error where jobs of the service deviate from the state afterwards. */
    async audit<T>(command: string | undefined, run: () => Promise<T>): Promise<T> {
        if (command === undefined || !auditedCommands.includes(command)) return run();
        const before = this.findDeviations();
        const result = await run();
        const deviations = [...this.findDeviations()].filter(
            ([key, { id }]) => !before.has(key) && !this.ignored.has(id),
        );
        if (deviations.length === 0) return result;
        const texts = deviations.map(([, { text }]) => text);
        throw new Error(`After pulumi ${command}: ${texts.join("; ")}.\n${JSON.stringify(result)}`);
    }

    private findDeviations(): Map<string, { id: string; text: string }> {
        const jobs = new Map(this.service.jobs.map((job) => [`${job.projectId}/${job.id}`, job]));
        const owned = new Map(this.jobsInState().map((job) => [toKey(job), job]));
        const deviations = new Map<string, { id: string; text: string }>();
        for (const [key, { id, name, status, statusName }] of jobs)
            if (["starting", "running"].includes(stateOf(status)) && !owned.has(key))
                deviations.set(key, {
                    id,
                    text: `job ${id} (${name}) is ${statusName}, and no state has it`,
                });
        for (const [key, { id = "", urn, outputs }] of owned) {
            const statusName = jobs.get(key)?.statusName;
            if (outputs?.["state"] === "running" && statusName !== "RUNNING")
                deviations.set(key, {
                    id,
                    text: `${urn} has job ${id}, running: ${statusName ?? "not found"}`,
                });
        }
        return deviations;
    }

    /** Reads the file itself, which takes no run of the CLI. */
    private jobsInState(): ResourceState[] {
        const { env, state, name } = this.stack;
        const backend = env["PULUMI_BACKEND_URL"]?.startsWith("file:")
            ? fileURLToPath(env["PULUMI_BACKEND_URL"])
            : state;
        const file = path.join(backend, ".pulumi", "stacks", name, "dev.json");
        const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
            checkpoint: { latest?: StackExport["deployment"] };
        };
        return (checkpoint.latest?.resources ?? []).filter(({ type }) => types.includes(type));
    }
}

function toKey({ id = "", outputs }: ResourceState): string {
    return `${String(outputs?.["projectId"])}/${id}`;
}
