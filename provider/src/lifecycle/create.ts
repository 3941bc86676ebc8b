import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../modelarts/clock";
import { ignoreNotFound, isModelArtsError } from "../modelarts/errors";
import type { Job, JobSpec } from "../modelarts/job";
import type { Inputs, Resource } from "../properties/inputs";
import type { Operation } from "../reconcile/reconcile";
import type { Connection } from "./connections";
import type { JobOwnership } from "./ownership";
import type { InterruptedCreate, PendingCreates } from "./pendingCreates";

/** The job that an interrupted run created for a resource. */
export interface InterruptedJob {
    readonly job: Job;
    /** The program still describes this job. */
    readonly isCurrent: boolean;
    /** The engine was told of the job: a user may have removed it from the state in order to keep it. */
    readonly isReported: boolean;
}

/** Creates jobs, and keeps a pending create record for the next run until a state has the job. */
export class JobCreator {
    constructor(
        private readonly pendingCreates: PendingCreates,
        private readonly ownership: JobOwnership,
        private readonly clock: Clock,
    ) {}

    /** Finds the job of an interrupted run of the same resource, so that the resource never gets two. */
    async findInterrupted(
        { urn, inputs }: Resource,
        connection: Connection,
        operation: Operation,
    ): Promise<InterruptedJob | undefined> {
        const record = this.pendingCreates.get(urn);
        if (record === undefined || record.endpoint !== connection.settings.modelarts) return undefined;
        if (!isDeepStrictEqual(record.place, connection.location)) return undefined;
        const job = await findJob(record, connection, operation);
        if (job === undefined) return undefined;
        if (this.ownership.otherOwner({ id: job.id, urn, ...connection.location }) !== undefined) {
            this.pendingCreates.clear(urn);
            return undefined;
        }
        this.pendingCreates.markCreated(record.urn, job.id);
        const isCurrent = isDeepStrictEqual(immutableSpec(record.spec), immutableSpec(toJobSpec(inputs)));
        return { job, isCurrent, isReported: record.told === true };
    }

    /** Creates a job. The pending create record of an earlier attempt is replaced. */
    async create(
        { urn, inputs }: Resource,
        { jobs, location, settings }: Connection,
        operation: Operation,
    ): Promise<Job> {
        const spec = toJobSpec(inputs);
        const earlierAttempt = this.pendingCreates.get(urn);
        if (urn !== undefined) {
            this.pendingCreates.clear(urn);
            this.pendingCreates.markPending({
                urn,
                spec,
                place: location,
                endpoint: settings.modelarts,
                since: this.clock.timeOfDay(),
            });
        }
        try {
            const { deadline, signal } = operation;
            // A cancellation does not interrupt the request once it is sent: its job would be in no state.
            const job = await jobs.create(spec, { deadline, signalUntilSent: signal });
            if (urn !== undefined) this.pendingCreates.markCreated(urn, job.id);
            return job;
        } catch (error) {
            // A rejected request created nothing. The next run looks for the job of a request whose outcome is unknown.
            // Where the name is taken, an earlier attempt may have created that job: a new name would create a second one.
            const mayExist = isModelArtsError(error) && error.outcomeUnknown;
            const mayBeOurs =
                isModelArtsError(error, "duplicate-name") && earlierAttempt?.spec.name === spec.name;
            if (!mayExist && !mayBeOurs) this.pendingCreates.clear(urn);
            throw error;
        }
    }
}

async function findJob(
    { id, ...attempt }: InterruptedCreate,
    { jobs }: Connection,
    operation: Operation,
): Promise<Job | undefined> {
    return id === undefined
        ? jobs.findCreatedBy(attempt, operation)
        : ignoreNotFound(jobs.get(id, operation));
}

/** The part of a description that cannot change during the life of a job. */
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
