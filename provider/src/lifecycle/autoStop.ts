import { describeJob } from "../modelarts/errors";
import type { ResourceState } from "../properties/state";
import type { Connection } from "./connections";
import type { Messages } from "./messages";

/** Warns of jobs that never stop by themselves, although their program says so. */
export class AutoStopWarnings {
    private readonly warnedJobs = new Set<string>();

    constructor(private readonly messages: Messages) {}

    /**
     * Warns, once in a run, where the lists that polls have read show the automatic stop of other jobs and none of this
     * one. The create of the editions of 2019 and 2020 has no field for it, and whether they reject the field is not
     * documented.
     */
    warn(urn: string | undefined, { outputs }: Pick<ResourceState, "outputs">, { jobs }: Connection): void {
        const { visualizationId: id, name, autoStopHours, region, projectId } = outputs;
        // IDs are small numbers that every region and project uses.
        const job = `${region} ${projectId} ${id}`;
        if (autoStopHours === undefined || this.warnedJobs.has(job) || !jobs.isWithoutAutoStop(id)) return;
        this.warnedJobs.add(job);
        this.messages.warn(
            urn,
            `The automatic stop of ${describeJob({ id, name })} is missing: the service lists that of other jobs, and none of ` +
                `this one, although autoStopHours is ${autoStopHours}. It runs and is billed until it is stopped: set state: "stopped".`,
        );
    }
}
