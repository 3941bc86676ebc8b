import { type Clock, systemClock } from "../modelarts/clock";
import type { Overrides } from "../modelarts/config/settings";
import { ignoreNotFound } from "../modelarts/errors";
import type { JobAge } from "../modelarts/notFound";
import { isStillStarting } from "../properties/desired";
import { diff, type DiffResult } from "../properties/diff";
import { check, type CheckFailure } from "../properties/check";
import type { Inputs, Resource, UncheckedResource } from "../properties/inputs";
import type { Naming } from "../properties/naming";
import { type ResourceState, toImportedInputs, toRefreshedState, toState } from "../properties/state";
import type { Polling } from "../modelarts/poll";
import { getJob } from "../reconcile/getJob";
import { type Operation, Reconciler } from "../reconcile/reconcile";
import { adopt, getExisting } from "./adopt";
import { applyDesired, type ObtainedJob } from "./apply";
import type { Connection, ConnectionPool } from "./connections";
import { JobCreator } from "./create";
import { assertNotCancelled, connectFor, startOperation } from "./operation";
import { JobOwnership } from "./ownership";
import { PendingCreates } from "./pendingCreates";
import { createStatusLine, type Progress } from "./progress";
import { type RandomBytes, randomHex } from "./random";

/** Maximum age of a cached observation: a refresh of a thousand resources, a few at a time, then costs a few lists. */
const refreshMaxAgeMs = 5000;
const updateMaxAgeMs = 1000;

export interface LifecycleOptions {
    readonly progress?: Progress;
    readonly clock?: Clock;
    /** Shifts the poll ticks, so that several processes do not poll at the same moment. */
    readonly pollOffsetMs?: number;
    readonly pendingCreates?: PendingCreates;
    readonly randomBytes?: RandomBytes | undefined;
    /** Given when the run is cancelled: waits end, their jobs go on, and no operation begins. */
    readonly signal?: AbortSignal;
}

interface CheckOptions {
    /** The same seed gives the same automatic name. */
    readonly seed?: Uint8Array;
    readonly naming?: Naming | undefined;
}

/**
 * The life of a resource and its job, for any engine. Methods reject with a `ModelArtsError`; `create` and `update` with a
 * `ResourceInitFailedError` where the job exists and did not reach the desired state.
 */
export class Lifecycle {
    private readonly ownership = new JobOwnership();
    private readonly jobCreator: JobCreator;
    private readonly progress: Progress;
    private readonly clock: Clock;
    private readonly pollOffsetMs: number;
    private readonly pendingCreates: PendingCreates;
    private readonly signal: AbortSignal | undefined;
    private readonly randomBytes: RandomBytes | undefined;

    constructor(
        private readonly connections: ConnectionPool,
        { progress, clock, pollOffsetMs, pendingCreates, randomBytes, signal }: LifecycleOptions = {},
    ) {
        this.progress = progress ?? (() => undefined);
        this.clock = clock ?? systemClock;
        this.pollOffsetMs = pollOffsetMs ?? Math.random() * 5000;
        this.pendingCreates = pendingCreates ?? new PendingCreates();
        this.signal = signal;
        this.randomBytes = randomBytes;
        this.jobCreator = new JobCreator(this.pendingCreates, this.ownership, this.clock);
    }

    /** Fills in the defaults, and finds every violation of a rule. */
    check(
        olds: Readonly<Record<string, unknown>>,
        resource: UncheckedResource,
        { seed, naming }: CheckOptions = {},
    ): { inputs: Inputs; failures: CheckFailure[] } {
        const result = check(olds, resource, {
            stackState: this.connections.stackState,
            interruptedName: (urn) => this.pendingCreates.get(urn)?.spec.name,
            randomString: (length) => randomHex(length, seed, this.randomBytes),
            naming,
        });
        const { inputs, failures } = result;
        if (failures.length === 0) this.ownership.declare({ ...resource, inputs });
        return result;
    }

    /** Compares the state with the program. Unless it replaces the job, the resource owns its job from now on. */
    diff(id: string, prior: ResourceState, resource: Resource): DiffResult {
        const { urn } = resource;
        this.pendingCreates.confirm(urn, id);
        const difference = diff(prior, { ...resource, stackState: this.connections.stackState });
        const { region, projectId } = prior.outputs;
        this.ownership.recordRename(id, prior.urn, urn);
        if (difference.replaces.length === 0) this.ownership.acquire({ id, urn, region, projectId });
        return difference;
    }

    /** The engine shuts this process down gracefully. */
    close(): void {
        this.pendingCreates.close();
    }

    /** Creates the job, adopts it, or resumes the create of an interrupted run; then applies the desired state. */
    async create(resource: Resource): Promise<{ id: string; state: ResourceState }> {
        const { urn, inputs } = resource;
        assertNotCancelled(this.signal, { name: inputs.name, id: inputs.visualizationId }, "create");
        const operation = this.startOperation("create", resource, inputs);
        const connection = await connectFor(this.connections, inputs, operation, {
            name: inputs.name,
            id: inputs.visualizationId,
        });
        const obtained = await this.obtainJob(resource, connection, operation);
        const { id } = obtained.job;
        this.ownership.acquire({ id, urn, ...connection.location });
        try {
            return { id, state: await this.apply(resource, obtained, connection, operation) };
        } finally {
            this.pendingCreates.markReported(urn);
        }
    }

    private async obtainJob(
        resource: Resource,
        connection: Connection,
        operation: Operation,
    ): Promise<ObtainedJob> {
        const { visualizationId, deletionPolicy } = resource.inputs;
        if (visualizationId !== undefined) {
            const job = await adopt(visualizationId, resource, connection, this.ownership, operation);
            return { job, isNew: false, isStartPending: false };
        }
        const interrupted = await this.jobCreator.findInterrupted(resource, connection, operation);
        if (interrupted?.isCurrent === true) {
            const { job } = interrupted;
            const isStartPending = isStillStarting({ isStartPending: true }, job.status.state);
            return { job, isNew: false, isStartPending };
        }
        // A job that the engine was told of may have been removed from the state by a user who wants to keep it.
        if (interrupted?.isReported === false) {
            const removal = this.createRemoval(interrupted.job, deletionPolicy, connection, operation);
            await ignoreNotFound(removal.run());
        }
        const job = await this.jobCreator.create(resource, connection, operation);
        return { job, isNew: true, isStartPending: true };
    }

    /** Reads a job that no state has yet, with the inputs that would have created it, as far as the API returns them. */
    async import(id: string): Promise<{ inputs: Inputs; state: ResourceState }> {
        const operation = this.startOperation("read", {}, {});
        const connection = await connectFor(this.connections, {}, operation, { id });
        const job = await getExisting("import", id, connection, operation);
        const inputs = toImportedInputs(job);
        return { inputs, state: { ...toState({ inputs }, job, connection.location), isImported: true } };
    }

    /** Observes the job. Resolves with `undefined` only where the service surely has no such job. */
    async read(id: string, prior: ResourceState): Promise<ResourceState | undefined> {
        this.pendingCreates.confirm(prior.urn, id);
        const operation = this.startOperation("read", prior, prior.outputs);
        const ref = { id, name: prior.outputs.name, createdAt: prior.outputs.createdAt };
        const connection = await connectFor(this.connections, prior.outputs, operation, ref);
        const read = getJob(ref, connection.jobs, this.polling(connection), operation, refreshMaxAgeMs);
        const job = await ignoreNotFound(read);
        return job === undefined ? undefined : toRefreshedState(prior, job, connection.location);
    }

    /** Applies the desired state to the job that the state has. */
    async update(id: string, prior: ResourceState, resource: Resource): Promise<ResourceState> {
        const ref = { id, name: prior.outputs.name, createdAt: prior.outputs.createdAt };
        assertNotCancelled(this.signal, ref, "update");
        const operation = this.startOperation("update", resource, prior.outputs);
        const connection = await connectFor(this.connections, prior.outputs, operation, ref);
        const job = await getJob(ref, connection.jobs, this.polling(connection), operation, updateMaxAgeMs);
        const isStartPending = isStillStarting(prior, job.status.state);
        return this.apply(resource, { job, isNew: false, isStartPending, prior }, connection, operation);
    }

    /**
     * Stops the job, and deletes it unless the deletion policy keeps it. A job that another resource of the program owns
     * by now is left to that resource, also where it acquires the job during the delete.
     */
    async delete(id: string, prior: ResourceState): Promise<void> {
        const { name, region, projectId, deletionPolicy } = prior.outputs;
        const urn = this.ownership.currentUrn(id, prior.urn);
        const owner = { id, urn, region, projectId };
        this.ownership.release(owner);
        if (this.ownership.canRelinquish(owner, name)) return;
        assertNotCancelled(this.signal, { name, id }, "delete");
        this.pendingCreates.confirm(urn, id);
        const operation = this.startOperation("delete", { ...prior, urn }, prior.outputs);
        const connection = await connectFor(this.connections, prior.outputs, operation, { name, id });
        const age = { id, createdAt: prior.outputs.createdAt };
        const actions = this.createRemoval(age, deletionPolicy, connection, operation).actions();
        let next = await ignoreNotFound(actions.next());
        while (next?.done === false && !this.ownership.canRelinquish(owner, name))
            next = await ignoreNotFound(actions.next());
    }

    private createRemoval(
        { id, createdAt }: JobAge,
        policy: Inputs["deletionPolicy"],
        connection: Connection,
        operation: Operation,
    ): Reconciler {
        const goal = policy === "stop" ? "stopped" : "deleted";
        return new Reconciler({ id, goal, createdAt }, connection.jobs, this.polling(connection), operation);
    }

    private apply(
        resource: Resource,
        obtained: ObtainedJob,
        connection: Connection,
        operation: Operation,
    ): Promise<ResourceState> {
        const { stackState } = this.connections;
        return applyDesired(
            { ...resource, stackState },
            obtained,
            connection,
            this.polling(connection),
            operation,
        );
    }

    private startOperation(
        kind: Operation["kind"],
        { urn, timeouts }: Pick<ResourceState, "urn" | "timeouts">,
        location: Overrides,
    ): Operation {
        const { clock, signal, progress } = this;
        const { waitTimeoutMs } = this.connections.getSettings(location);
        const onProgress = createStatusLine((text) => {
            progress(urn, text);
        });
        return startOperation(kind, timeouts, waitTimeoutMs, { clock, signal, onProgress });
    }

    private polling({ settings }: Connection): Polling {
        return { clock: this.clock, intervalMs: settings.pollIntervalMs, offsetMs: this.pollOffsetMs };
    }
}
