import { isDeepStrictEqual } from "node:util";
import type { JobOwner } from "./ownership";
import type { Inputs } from "../properties/inputs";
import type { InterruptedCreate, PendingCreates } from "./pendingCreates";
import type { Clock } from "../modelarts/clock";
import { isModelArtsError, ignoreNotFound } from "../modelarts/errors";
import type { CallOptions, Job, JobSpec } from "../modelarts/job";
import type { Connection } from "./connections";

export interface OperationDeadline extends CallOptions {
    readonly deadline: number;
}

/**
 * Makes a job, and leaves a trace of it for the next run until the state knows it. Where an earlier run of the same
 * resource was killed meanwhile, its job is the one: never two jobs for one resource.
 */
export class JobCreator {
    constructor(
        private readonly pendingCreates: PendingCreates,
        private readonly clock: Clock,
        /** Whether another resource of the program has the job. */
        private readonly hasOtherOwner: (job: JobOwner) => boolean,
    ) {}

    /** `found`: it was made by an earlier run. `discard` takes away a job of this resource that is not as it is to be. */
    async createOrResume(
        inputs: Inputs,
        connection: Connection,
        limits: OperationDeadline,
        discard: (job: Job) => Promise<unknown>,
    ): Promise<{ job: Job; isResumed: boolean }> {
        const { __urn: urn } = inputs;
        const spec = toJobSpec(inputs);
        const interruptedJob = await this.findInterrupted(urn, connection, limits);
        // Still in mind after that: an attempt of which nobody knows what came of it.
        const pendingRecord = this.pendingCreates.get(urn);
        if (interruptedJob !== undefined) {
            const { job } = interruptedJob;
            if (isDeepStrictEqual(immutableSpec(interruptedJob.spec), immutableSpec(spec)))
                return { job, isResumed: true };
            // One that the engine was told of may have been taken out of the state by a person, to be kept.
            if (interruptedJob.isReported) this.pendingCreates.clear(urn);
            else await discard(job);
        }
        if (urn !== undefined) {
            const { location, settings } = connection;
            this.pendingCreates.markPending({
                urn,
                spec,
                place: location,
                endpoint: settings.modelarts,
                since: this.clock.now(),
            });
        }
        try {
            const job = await connection.client.pollingJobs.create(spec, limits);
            if (urn !== undefined) this.pendingCreates.markCreated(urn, job.id);
            return { job, isResumed: false };
        } catch (error) {
            // What was refused made nothing. What was lost is looked for again by the next run. Where the name is taken,
            // an earlier attempt may have made the job that has it: a new name would make a second one.
            const mayExist = isModelArtsError(error) && error.outcomeUnknown;
            const mayBeOurs =
                isModelArtsError(error, "duplicate-name") && pendingRecord?.spec.name === spec.name;
            if (!mayExist && !mayBeOurs) this.pendingCreates.clear(urn);
            throw error;
        }
    }

    /** The job of an earlier run that was killed, and what it was to be. */
    private async findInterrupted(
        urn: string | undefined,
        connection: Connection,
        limits: OperationDeadline,
    ): Promise<{ job: Job; spec: JobSpec; isReported: boolean } | undefined> {
        const record = this.pendingCreates.get(urn);
        if (record === undefined || record.endpoint !== connection.settings.modelarts) return undefined;
        if (!isDeepStrictEqual(record.place, connection.location)) return undefined;
        const job = await findJob(record, connection, limits);
        if (job === undefined) return undefined;
        if (this.hasOtherOwner({ id: job.id, urn, ...connection.location })) {
            this.pendingCreates.clear(urn);
            return undefined;
        }
        this.pendingCreates.markCreated(record.urn, job.id);
        return { job, spec: record.spec, isReported: record.told === true };
    }
}

async function findJob(
    { id, ...record }: InterruptedCreate,
    connection: Connection,
    limits: OperationDeadline,
): Promise<Job | undefined> {
    const { pollingJobs } = connection.client;
    return id === undefined
        ? pollingJobs.findCreatedBy(record, limits)
        : ignoreNotFound(pollingJobs.get(id, limits));
}

/** What a job keeps for its life. */
function immutableSpec(spec: JobSpec): JobSpec {
    return { ...spec, description: "" };
}

function toJobSpec(inputs: Inputs): JobSpec {
    const { name = "", trainUrl = "", description, jobType, flavor, autoStopHours } = inputs;
    return {
        name,
        trainUrl,
        ...(description === undefined ? {} : { description }),
        ...(jobType === undefined ? {} : { jobType }),
        ...(flavor === undefined ? {} : { flavor }),
        ...(autoStopHours === undefined ? {} : { autoStopHours }),
    };
}
