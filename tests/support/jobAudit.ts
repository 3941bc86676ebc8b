import { fileURLToPath } from "node:url";
import type { Emulator } from "../../emulator/src";
import { stateOf } from "../../emulator/src/jobs/status";
import type { Result } from "../../tools/engine/childProcess";
import type { PulumiProject } from "../../tools/engine/project";
import { providers } from "../../tools/engine/providers";
import { readStackFile, type ResourceState } from "../../tools/engine/stackExport";

interface Deviation {
    readonly kind: "unowned" | "stopped";
    readonly id: string;
    readonly text: string;
}

const auditedCommands = ["up", "destroy", "refresh"];
const types = providers.map(({ type }) => type);

/**
 * Checks after each command that changes something that exactly those jobs run which the state says to run. It ignores
 * deviations that existed before the command, and those that the test itself makes.
 */
export class JobAudit {
    private readonly ignoredIds = new Set<string>();

    private constructor(
        private readonly service: Emulator,
        private readonly stack: PulumiProject,
    ) {}

    /** Audits each command of the stack from now on. */
    static attach(service: Emulator, stack: PulumiProject): JobAudit {
        const audit = new JobAudit(service, stack);
        stack.aroundCommand = (command, run) => audit.audit(command, run);
        return audit;
    }

    /** Ignores these jobs, which the test makes or changes while a command runs. */
    ignore(...ids: readonly (string | number)[]): void {
        for (const id of ids) this.ignoredIds.add(String(id));
    }

    /** Runs a command of the CLI. @throws Error where jobs of the service deviate from the state afterwards. */
    private async audit(command: string | undefined, run: () => Promise<Result>): Promise<Result> {
        if (command === undefined || !auditedCommands.includes(command)) return run();
        const before = (await this.findDeviations()).map(({ text }) => text);
        const result = await run();
        const deviations = (await this.findDeviations())
            // A delete that fails may have stopped its job, and the engine keeps the state as it was.
            .filter(({ kind }) => kind === "unowned" || result.code === 0)
            .filter(({ id, text }) => !before.includes(text) && !this.ignoredIds.has(id));
        if (deviations.length === 0) return result;
        const texts = deviations.map(({ text }) => text).join("; ");
        throw new Error(`After pulumi ${command}: ${texts}.\n${result.stdout}${result.stderr}`);
    }

    private async findDeviations(): Promise<Deviation[]> {
        const stateJobs = await this.jobsInState();
        const ownedKeys = new Set(stateJobs.map(toKey));
        const jobs = new Map(this.service.jobs.map((job) => [`${job.projectId}/${job.id}`, job]));
        const unownedJobs = [...jobs]
            .filter(
                ([key, { status }]) =>
                    !ownedKeys.has(key) && ["starting", "running"].includes(stateOf(status)),
            )
            .map(([, { id, name }]) => ({
                kind: "unowned" as const,
                id,
                text: `job ${id} (${name}) runs, and no state has it`,
            }));
        const stoppedJobs = stateJobs
            .filter((job) => job.outputs?.["state"] === "running")
            .filter((job) => jobs.get(toKey(job))?.statusName !== "RUNNING")
            .map(({ id = "", urn }) => ({
                kind: "stopped" as const,
                id,
                text: `the state says that job ${id} of ${urn} runs, and it does not`,
            }));
        return [...unownedJobs, ...stoppedJobs];
    }

    /** Reads the file itself, since a run of the CLI takes a noticeable time. */
    private async jobsInState(): Promise<ResourceState[]> {
        const { env, state, name } = this.stack;
        const url = env["PULUMI_BACKEND_URL"] ?? "";
        const stack = await readStackFile(url.startsWith("file:") ? fileURLToPath(url) : state, name, "dev");
        // The program does not own a resource that it only reads.
        return (stack?.deployment.resources ?? []).filter(
            ({ type, external }) => types.includes(type) && external !== true,
        );
    }
}

function toKey({ id = "", outputs }: ResourceState): string {
    return `${String(outputs?.["projectId"])}/${id}`;
}
