import { describeJob, isModelArtsError, type JobRef, ModelArtsError, withDetails } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import type { JobLocation } from "../modelarts/location";
import type { JobAge } from "../modelarts/notFound";
import { statusFromCode } from "../modelarts/status";
import { type DeclaredDeletion, toDeletionPolicy } from "../properties/deletion";
import { isAdoptedStartPending, isManagedStartPending, isStillStarting } from "../properties/desired";
import type { Resource } from "../properties/inputs";
import { type ResourceState, toState } from "../properties/state";
import { getJob } from "../reconcile/getJob";
import { type Operation, Reconciler } from "../reconcile/reconcile";
import { getExisting } from "./adopt";
import type { ObtainedJob } from "./apply";
import type { Connection } from "./connections";
import { JobCreator } from "./create";
import type { JobDeclarations } from "./declarations";
import { ResourceInitFailedError } from "./errors";
import type { InterruptedCreates, InterruptedJob } from "./interruptedCreates";
import type { Messages } from "./messages";
import { isLocated, type JobOwnership, type LocatedJob } from "./ownership";
import type { PendingCreates } from "./pendingCreates";
import { removeJob } from "./removal";
import { describeTransfer } from "./transferMessages";

/** Status of a job that could not be observed. */
const unknownStatus = statusFromCode(0);

/** Maximum age of a cached observation of the job that an update changes. */
const observationMaxAgeMs = 1000;
const deletePollMs = 100;

/** Gives a resource its job: one that exists, one of an interrupted create, or a new one. */
export class JobObtainer {
    private readonly creator: JobCreator;
    /** The jobs that were read for resources which no state has, by URN. */
    private readonly readJobs = new Map<string, { readonly job: Job; readonly connection: Connection }>();
    private readonly readUrns = new Set<string>();

    constructor(
        private readonly ownership: JobOwnership,
        private readonly declarations: JobDeclarations,
        private readonly pendingCreates: PendingCreates,
        private readonly interruptedCreates: InterruptedCreates,
        private readonly messages: Messages,
    ) {
        this.creator = new JobCreator(pendingCreates, ownership);
    }

    async obtain(
        resource: Resource,
        declaredDeletion: DeclaredDeletion | undefined,
        connection: Connection,
        operation: Operation,
    ): Promise<ObtainedJob> {
        const { urn = "", inputs } = resource;
        const resumableJobs: InterruptedJob[] = [];
        for (const interruptedJob of await this.interruptedCreates.find(resource, connection, operation)) {
            // The resource gets one job: a second one of an interrupted create would be in no state.
            if (interruptedJob.use === "resume" && resumableJobs.length === 0)
                resumableJobs.push(interruptedJob);
            else await this.remove(interruptedJob, declaredDeletion, operation);
        }
        if (inputs.visualizationId !== undefined)
            return this.adopt(inputs.visualizationId, resource, connection, operation);
        const [resumedJob] = resumableJobs;
        if (resumedJob === undefined) {
            const job = await this.creator.create(resource, connection, operation);
            return { job, isNew: true, isStartPending: true };
        }
        const { job } = resumedJob;
        this.ownership.record({ kind: "acquires", urn, id: job.id, ...connection.location, name: job.name });
        const isStartPending = isStillStarting({ isStartPending: true }, job.status.state);
        return { job, isNew: false, isStartPending };
    }

    /** Observes the job that the state has. A delete that has begun to stop it ends first, so that it can run again. */
    async observe(
        ref: JobRef & JobAge,
        prior: ResourceState,
        connection: Connection,
        operation: Operation,
    ): Promise<ObtainedJob> {
        const { jobs, polling, location } = connection;
        const hasWaited = await this.waitForDelete(ref.id, connection, operation);
        const wasStopped = this.ownership.wasStopped({ ...location, id: ref.id });
        const maxAgeMs = hasWaited || wasStopped ? 0 : observationMaxAgeMs;
        const job = await getJob(ref, jobs, polling, operation, maxAgeMs);
        const isStartPending = isManagedStartPending(prior, job.status.state, wasStopped);
        return { job, isNew: false, isStartPending, prior };
    }

    /** A job was read for a resource which no state has. */
    recordRead(urn: string, job: Job, connection: Connection): void {
        this.readUrns.add(urn);
        this.readJobs.set(urn, { job, connection });
    }

    /** Returns whether this process has read the job of this resource to import it, so that perhaps no state has it. */
    hasRead(urn: string): boolean {
        return this.readUrns.has(urn);
    }

    /**
     * The engine checks each resource that it manages, so one that was read is imported, and has its job from now on. It
     * checks none that the program only reads, whose job may be that of another resource.
     */
    acquireReadJob(urn: string): void {
        const readJob = this.readJobs.get(urn);
        if (readJob === undefined) return;
        this.readJobs.delete(urn);
        const { job, connection } = readJob;
        this.acquire(urn, job, connection);
        this.pendingCreates.recordImport({ id: job.id, ...connection.location }, job.name);
    }

    /** The resource has the job from now on. */
    private acquire(urn: string, job: Job, { location }: Connection): void {
        const locatedJob = { id: job.id, ...location };
        this.declarations.assertAdoptable(urn, locatedJob, job.name);
        const error = this.findDeletion(locatedJob, job.name);
        if (error !== undefined) throw error;
        this.ownership.record({ kind: "acquires", urn, ...locatedJob, name: job.name });
    }

    /** A delete may have sent its request before it noticed that this resource has the job. */
    private confirmAcquired(urn: string, { id, name }: Job, { location }: Connection): void {
        const job = { id, ...location };
        const error = this.findDeletion(job, name);
        if (error === undefined) return;
        this.ownership.record({ kind: "releases", urn, ...job });
        throw error;
    }

    /**
     * Returns the error for a job that a delete of this run deletes. The service shows a job for a while after it has
     * accepted that request.
     */
    private findDeletion(job: LocatedJob, name: string | undefined): ModelArtsError | undefined {
        if (!this.ownership.isDeleted(job)) return undefined;
        const ref = { id: job.id, name };
        return new ModelArtsError({
            kind: "not-found",
            operation: `adopt ${describeJob(ref)}`,
            reason: "the service deletes it",
            hint: "Name another job.",
            job: ref,
        });
    }

    private async adopt(
        id: string,
        resource: Resource,
        connection: Connection,
        operation: Operation,
    ): Promise<ObtainedJob> {
        const { urn = "" } = resource;
        const { location } = connection;
        try {
            const existingJob = await getExisting("adopt", id, connection, operation);
            this.acquire(urn, existingJob, connection);
            // No state has it yet: the record of an interrupted create of this job stays.
            this.pendingCreates.exclude({ id, ...location }, existingJob.name);
            const hasWaited = await this.waitForDelete(id, connection, operation);
            const job = hasWaited ? await getExisting("adopt", id, connection, operation) : existingJob;
            if (hasWaited) this.confirmAcquired(urn, job, connection);
            this.informOfTransfer(urn, { ...job, ...location });
            const wasStopped = this.ownership.wasStopped({ id, ...location });
            const isStartPending = isAdoptedStartPending(resource, job.status.state, wasStopped);
            return { job, isNew: false, isStartPending };
        } catch (error) {
            const removal = this.ownership.lastRemoval({ id, ...location });
            // What has left the job to its next owner has removed nothing.
            if (removal?.kind !== "stops" || !isModelArtsError(error, "not-found")) throw error;
            throw withDetails(error, {
                reason: `${error.reason}: ${removal.urn} had it, and has removed it in this run`,
                hint: "Declare the resource that adopts a job before the one that gives it up, and let it depend on nothing.",
            });
        }
    }

    /** The job may be about to start again, and no state has it until the engine receives the result. */
    private informOfTransfer(urn: string, job: LocatedJob & Pick<Job, "name">): void {
        const removal = this.ownership.lastRemoval(job);
        // What has left the job to its next owner has named it.
        if (removal?.kind !== "stops") return;
        const { id, name, region, projectId } = job;
        this.messages.inform?.(describeTransfer([urn], { id, name, region, projectId }, removal.urn));
    }

    /** Waits until a delete that has begun to stop the job has noticed that this resource has it. */
    private async waitForDelete(
        id: string,
        { location, polling: { clock } }: Connection,
        { deadline, signal }: Operation,
    ): Promise<boolean> {
        const job = { id, ...location };
        if (!this.ownership.isBeingStopped(job)) return false;
        while (this.ownership.isBeingStopped(job) && clock.monotonicNow() < deadline) {
            signal?.throwIfAborted();
            await clock.sleep(deletePollMs, signal);
        }
        return true;
    }

    /** Removes the job of an interrupted create that the program does not describe any more. */
    private async remove(
        { job, connection, record }: InterruptedJob,
        declaredDeletion: DeclaredDeletion | undefined,
        operation: Operation,
    ): Promise<void> {
        const prior = { policy: record.deletionPolicy, isAdoption: false };
        const goal = toDeletionPolicy(prior, declaredDeletion) === "stop" ? "stopped" : "deleted";
        const reconciler = new Reconciler(
            { id: job.id, goal },
            connection.jobs,
            connection.polling,
            operation,
        );
        const { urn } = record;
        const key = { id: job.id, ...connection.location };
        const isTransferred = () => this.interruptedCreates.isOfOther(key, urn, operation);
        // The record stays until a call shows that a state has the job for its next owner.
        if ((await removeJob({ job: key, urn, isTransferred }, reconciler, this.ownership)) === "transferred")
            return;
        if (goal === "stopped") this.interruptedCreates.nameStoppedJob(record);
        else this.pendingCreates.end(record);
    }

    /**
     * Where a delete of this run has left its job to this resource, no state has the job. So the state records it for this
     * resource, even if the create fails: otherwise no state would have it. `location` is where the resource adopts, as far
     * as that is known.
     */
    keepTransferredJob(resource: Resource, location: Partial<JobLocation>, error: unknown): unknown {
        const { visualizationId: id } = resource.inputs;
        if (id === undefined || !isModelArtsError(error) || error.kind === "not-found") return error;
        const removal = this.ownership.lastRemoval({ ...location, id });
        if (removal?.kind !== "transfers" || !isLocated(removal)) return error;
        const { region, projectId } = removal;
        const job = { id, region, projectId };
        const adopters = this.ownership.declarations(job).filter(isLocated);
        const urns = [...this.ownership.owners(job), ...adopters.map((fact) => fact.urn)];
        if (urns.some((urn) => urn !== resource.urn)) return error;
        const state = toState(resource, { id, status: unknownStatus }, { region, projectId });
        return new ResourceInitFailedError(error, id, state);
    }
}
