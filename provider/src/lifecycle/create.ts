import type { Job, JobSpec } from "../modelarts/job";
import { describeJob, isModelArtsError, ModelArtsError, withDetails } from "../modelarts/errors";
import { computeFingerprint } from "../modelarts/jobs/createdJob";
import { withinLimits } from "../modelarts/limits";
import { isSameLocation } from "../modelarts/location";
import type { Inputs, Resource } from "../properties/inputs";
import type { Operation } from "../reconcile/reconcile";
import type { Connection } from "./connections";
import type { JobOwnership, LocatedJob } from "./ownership";
import type { PendingCreates } from "./pendingCreates";
import { hashSpec, type PendingCreate } from "./pendingRecord";

/** Creates jobs, and keeps a pending create record of each until a state has the job. */
export class JobCreator {
    /** The last create of each name: two at once could not be told apart if a response is lost. */
    private readonly lastCreates = new Map<string, Promise<unknown>>();

    constructor(
        private readonly pendingCreates: PendingCreates,
        private readonly ownership: JobOwnership,
    ) {}

    create({ urn, inputs }: Resource, connection: Connection, operation: Operation): Promise<Job> {
        const spec = toJobSpec(inputs);
        const key = JSON.stringify([connection.location, spec.name]);
        const earlier = this.lastCreates.get(key) ?? Promise.resolve();
        const { deletionPolicy } = inputs;
        const { clock } = connection.polling;
        const earlierResult = withinLimits(earlier, operation, clock, () => earlierCreateError(spec.name));
        const create = earlierResult.then(() =>
            this.send(urn, { spec, deletionPolicy }, connection, operation),
        );
        this.lastCreates.set(key, Promise.allSettled([earlier, create]));
        return create;
    }

    private async send(
        urn: string | undefined,
        { spec, deletionPolicy }: Pick<PendingCreate, "deletionPolicy"> & { spec: JobSpec },
        connection: Connection,
        operation: Operation,
    ): Promise<Job> {
        const { jobs, location, settings } = connection;
        const { deadline, signal, onRetry } = operation;
        const record =
            urn === undefined
                ? undefined
                : this.pendingCreates.begin(urn, {
                      name: spec.name,
                      fingerprint: computeFingerprint(spec),
                      spec: hashSpec(spec),
                      place: location,
                      endpoint: settings.modelarts,
                      deletionPolicy,
                      others: this.ownership.acquiredIds(spec.name, location),
                  });
        try {
            // A cancellation does not interrupt the request once it is sent: its job would be in no state.
            const job = await jobs.create(spec, { deadline, signalUntilSent: signal, onRetry });
            this.assertFree(job, urn, location, record?.others);
            if (record !== undefined) {
                this.pendingCreates.finish(record, job.id);
                this.pendingCreates.exclude({ id: job.id, ...location }, record.name);
            }
            const { id, name } = job;
            this.ownership.record({ kind: "acquires", urn: urn ?? "", id, ...location, name });
            return job;
        } catch (error) {
            if (record !== undefined) this.pendingCreates.finish(record);
            // A rejected request created nothing. The next run searches for the job of a request whose outcome is unknown.
            const isRejected = isModelArtsError(error) && !error.outcomeUnknown;
            if (record !== undefined && isRejected) this.pendingCreates.end(record);
            throw await this.explain(error, urn, connection, operation);
        }
    }

    /**
     * The search for a lost create may have found a job that another resource has, or one that was there before. `others`
     * are the jobs of this name that other creates had made by then.
     */
    private assertFree(
        { id, name }: Job,
        urn: string | undefined,
        location: Connection["location"],
        others: readonly string[] = [],
    ): void {
        const resource = this.ownership.owners({ id, ...location }).find((other) => other !== urn);
        const owner = resource ?? (others.includes(id) ? "another create on this machine" : undefined);
        if (owner === undefined) return;
        this.pendingCreates.exclude({ id, ...location }, name);
        throw new ModelArtsError({
            kind: "rejected",
            operation: `create visualization job "${name ?? ""}"`,
            reason: `the response was lost, and the only job of that name (${id}) is the job of ${owner}`,
            hint: "Give each resource a name of its own, and run the same again.",
            job: { name },
            outcomeUnknown: true,
        });
    }

    /**
     * Some replacements create before they delete, which neither a fixed name nor a full quota allows. The engine does not
     * tell which create is a forced replacement, or that the state has a job then.
     */
    private async explain(
        error: unknown,
        urn: string | undefined,
        connection: Connection,
        operation: Operation,
    ): Promise<unknown> {
        if (urn === undefined || !isModelArtsError(error, "duplicate-name", "quota")) return error;
        const priorJob = this.ownership.priorJob(urn);
        if (priorJob === undefined)
            return withDetails(error, {
                hint: [error.hint, forcedReplacementHint].filter(Boolean).join(" "),
            });
        if (!(await isInTheWay(priorJob, error, connection, operation))) return error;
        const others = this.ownership.owners(priorJob).filter((other) => other !== urn);
        if (others.length > 0)
            return withDetails(error, {
                hint: `Job ${priorJob.id} was the one of this resource, and ${others.join(" and ")} has it now. Give the new job another name.`,
            });
        const hint =
            `The resource still has job ${priorJob.id}, which this replacement deletes only afterwards. ` +
            "Set the option deleteBeforeReplace: true on the resource, and run the same again.";
        return withDetails(error, { hint });
    }
}

function earlierCreateError(name: string): ModelArtsError {
    return new ModelArtsError({
        kind: "timeout",
        operation: `create ${describeJob({ name })}`,
        reason: "an earlier create of that name has no result yet",
        hint: "Give each resource a name of its own, or run the same again.",
        job: { name },
    });
}

/**
 * Returns whether the new job is rejected because of this one. It is not found where an earlier run has removed it for a
 * replacement whose create has failed: the state has it until a new one is there.
 */
async function isInTheWay(
    priorJob: LocatedJob,
    error: ModelArtsError,
    { jobs, location }: Connection,
    { deadline, signal }: Operation,
): Promise<boolean> {
    if (!isSameLocation(priorJob, location)) return false;
    try {
        const { name } = await jobs.get(priorJob.id, { deadline, signal });
        return error.kind === "quota" || name === error.job?.name;
    } catch (lookupError) {
        return !isModelArtsError(lookupError, "not-found");
    }
}

/** The hint for a create that may be a forced replacement of a job that the state has. */
export const forcedReplacementHint =
    "Where `up --replace` or `state taint` replaces the resource, set its option deleteBeforeReplace: true.";

export function toJobSpec(inputs: Inputs): JobSpec {
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
