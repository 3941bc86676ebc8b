import { findProvider } from "../../../tools/engine/providers";
import { SecretDetector } from "../../support/secrets";
import { jobsIn, startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { applyFaults, type FaultSchedule, noFaults, normalOptions } from "./faults";
import { creatorOf, findViolations } from "./invariants";
import { type Operation, type Plan } from "./plan";
import { Program, type StateJob } from "./program";

/**
 * Plays the episode of a plan. Resolves with the number of faults. Rejects at the first violation, and leaves nothing
 * behind either way.
 */
export async function playEpisode(plan: Plan, say: (line: string) => void): Promise<number> {
    const environment = await startTestEnvironment({
        provider: findProvider(plan.provider),
        service: { ...plan.service, ...normalOptions },
        manifest: plan.refreshAlways ? { options: { refresh: "always" } } : {},
        // Short limits: with faults, waits take most of an operation.
        config: {
            "modelarts:waitTimeout": "4",
            "modelarts:requestTimeout": "1",
            "modelarts:retryDelay": "0.05",
            "huaweicloud:maxRetries": "2",
        },
    });
    try {
        const episode = new Episode(plan, environment, say);
        await episode.play();
        return episode.faultCount;
    } finally {
        await environment.stack.remove();
        await environment.service.close();
    }
}

/** One stack, one service, and what should be in them. */
class Episode {
    faultCount = 0;
    private readonly program: Program;
    private readonly secrets: SecretDetector;
    private readonly reportedNames = new Set<string>();
    private stateJobs: readonly StateJob[] = [];
    /** Jobs may have changed without the state. */
    private hasDrifted = false;

    constructor(
        private readonly plan: Plan,
        private readonly environment: TestEnvironment,
        private readonly say: (line: string) => void,
    ) {
        // Network faults leave jobs in no state. The invariants say which of them are faults.
        delete environment.stack.aroundCommand;
        this.program = new Program(environment.service);
        this.secrets = new SecretDetector(environment.service);
    }

    async play(): Promise<void> {
        const { program, plan } = this;
        for (const edit of plan.firstEdits) program.apply(edit, []);
        for (const { edits, operation, schedule } of plan.steps) {
            program.adoptExistingJobs();
            for (const edit of edits) program.apply(edit, this.stateJobs);
            this.deleteUnconfirmed((resource) => !program.resources.has(resource));
            await this.run(operation, schedule);
        }
        program.adoptExistingJobs();
        await this.run(["up", "--refresh"], noFaults);
        await this.run(["up", "--expect-no-changes"], noFaults);
        this.deleteUnconfirmed(() => true);
        await this.run(["destroy"], noFaults);
    }

    /** Runs an operation with its faults, and checks the invariants after it. */
    private async run(operation: Operation, schedule: FaultSchedule): Promise<void> {
        const { program, reportedNames } = this;
        const { service, stack } = this.environment;
        const [command] = operation;
        this.say(JSON.stringify({ operation, ...schedule, resources: [...program.resources] }));
        await stack.write(program.toString());
        const endFaults = applyFaults(service, schedule);
        const consent = command === "preview" ? [] : ["--yes", "--skip-preview"];
        const { code, stdout, stderr } = await stack.pulumi([...operation, ...consent]);
        const output = stdout + stderr;
        const { jobs, requests } = service;
        this.faultCount += await endFaults();
        const stateJobs = (await jobsIn(stack)).map(({ urn, id = "", outputs }) => ({
            resource: urn.split("::").pop() ?? "",
            id,
            status: outputs?.status,
        }));
        this.stateJobs = stateJobs;
        for (const { id } of stateJobs) program.foreignIds.delete(id);
        for (const [, name = ""] of output.matchAll(/create visualization job "([^"]+)"/g))
            reportedNames.add(name);
        const isRefreshed = this.plan.refreshAlways || /refresh/.test(operation.join(" "));
        if (schedule.options.hour !== undefined) this.hasDrifted = true;
        else if (code === 0 && isRefreshed && command !== "preview") this.hasDrifted = false;
        const violations = [
            ...findViolations({
                ...{ program, command, code, output, requests, stateJobs, jobs, laterJobs: service.jobs },
                ...{ reportedNames, hasDrifted: this.hasDrifted },
            }),
            ...(await this.secrets.findLeaks(stack)).map((place) => `a secret is in ${place}`),
            ...(schedule === noFaults && code !== 0 ? [`without faults it ended with ${code}`] : []),
        ];
        if (violations.length > 0) throw new Error([output, ...violations].join("\n"));
    }

    /** A person follows the message about an unconfirmed create, and deletes the jobs of these resources. */
    private deleteUnconfirmed(isSelected: (resource: string) => boolean): void {
        const { service } = this.environment;
        const ids = [...this.stateJobs.map(({ id }) => id), ...this.program.foreignIds];
        for (const job of service.jobs)
            if (!ids.includes(job.id) && isSelected(creatorOf(job))) service.removeJob(job.id);
    }
}
