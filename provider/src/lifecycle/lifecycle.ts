import { createHash, randomBytes } from "node:crypto";
import { JobOwnership } from "./ownership";
import { JobCreator } from "./create";
import { diff, type DiffResult } from "../properties/diff";
import { type Naming } from "../properties/naming";
import { check, type CheckFailure, type Inputs, type Timeouts } from "../properties/inputs";
import { getExisting, adopt } from "./adopt";
import { PendingCreates } from "./pendingCreates";
import { type Clock, systemClock } from "../modelarts/clock";
import { ModelArtsError, describeJob, ignoreNotFound } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import { toImportedInputs, toInputs, type Outputs, toOutputs } from "../properties/state";
import { reconcile, type ReconcilerDependencies } from "../reconcile/reconcile";
import { type Progress, createStatusLine } from "./progress";
import type { ConnectionPool, Connection } from "./connections";
import { isStartPending, type OperationLimits, applyDesired, type ApplyContext } from "./apply";
import { operationTimeoutMs } from "./operation";

type Properties = Readonly<Record<string, unknown>>;

/** A refresh of a thousand resources, a few at a time, is to cost some lists. */
const refreshMaxAgeMs = 5000;
const updateMaxAgeMs = 1000;

export interface LifecycleOptions {
    readonly progress?: Progress;
    readonly clock?: Clock;
    /** Several processes do not look at the same moments. */
    readonly pollOffsetMs?: number;
    readonly pendingCreates?: PendingCreates;
    /** Given when the run is cancelled: what is under way is left as it is, and nothing new is begun. */
    readonly signal?: AbortSignal;
}

interface CheckOptions {
    /** With the same one an automatic name is the same. */
    readonly seed?: Uint8Array;
    readonly naming?: Naming | undefined;
}

/** A job's life in terms of inputs and outputs, whichever way the engine comes in. Rejects with a `ModelArtsError`. */
export class Lifecycle {
    private readonly ownership = new JobOwnership();
    private readonly jobCreator: JobCreator;
    private readonly progress: Progress;
    private readonly clock: Clock;
    private readonly pollOffsetMs: number;
    private readonly pendingCreates: PendingCreates;
    private readonly signal: AbortSignal | undefined;

    constructor(
        private readonly connections: ConnectionPool,
        { progress, clock, pollOffsetMs, pendingCreates, signal }: LifecycleOptions = {},
    ) {
        this.progress = progress ?? (() => undefined);
        this.clock = clock ?? systemClock;
        this.pollOffsetMs = pollOffsetMs ?? Math.random() * 5000;
        this.pendingCreates = pendingCreates ?? new PendingCreates();
        this.signal = signal;
        this.jobCreator = new JobCreator(
            this.pendingCreates,
            this.clock,
            (job) => this.ownership.otherOwner(job) !== undefined,
        );
    }

    /** Defaults filled in, and every rule that is broken. */
    check(
        olds: Properties,
        news: Properties,
        { seed, naming }: CheckOptions = {},
    ): { inputs: Inputs; failures: CheckFailure[] } {
        const result = check(olds, news, {
            stackState: this.connections.readConfigValue("modelarts:state"),
            interruptedName: (urn) => this.pendingCreates.get(urn)?.spec.name,
            randomString: (length) => randomSuffix(length, seed),
            naming,
        });
        const { inputs, failures } = result;
        if (failures.length === 0) this.ownership.declare(inputs);
        return result;
    }

    /** What of a job that the state has is to change. */
    diff(id: string, olds: Outputs, news: Inputs): DiffResult {
        this.pendingCreates.confirm(news.__urn, id);
        const difference = diff(olds, news);
        const { region, projectId } = olds;
        this.ownership.recordRename(id, olds.__urn, news.__urn);
        if (difference.replaces.length === 0)
            this.ownership.acquire({ id, urn: news.__urn, region, projectId });
        return difference;
    }

    /** The engine ends this process in order. */
    close(): void {
        this.pendingCreates.close();
    }

    /** Rejects with `Unfinished` once there is a job. */
    async create(inputs: Inputs): Promise<{ id: string; outputs: Outputs }> {
        this.assertNotCancelled({ name: inputs.name, id: inputs.visualizationId }, "create");
        const connection = await this.connections.getConnection(inputs);
        const limits = this.limitsFor("create", inputs.__timeouts, connection);
        const { job, prior, isNew } = await this.obtainJob(inputs, connection, limits);
        this.ownership.acquire({ id: job.id, urn: inputs.__urn, ...connection.location });
        try {
            const outputs = await applyDesired(
                job,
                inputs,
                prior,
                this.createApplyContext(inputs, connection, limits, isNew),
            );
            return { id: job.id, outputs };
        } finally {
            this.pendingCreates.markReported(inputs.__urn);
        }
    }

    /** A job that is new, or taken over, or was made by a run that was killed. */
    private async obtainJob(
        inputs: Inputs,
        connection: Connection,
        limits: OperationLimits,
    ): Promise<{ job: Job; prior: Partial<Outputs>; isNew: boolean }> {
        const { visualizationId, deletionPolicy, __urn: urn } = inputs;
        if (visualizationId !== undefined) {
            const pollOptions = { deadline: limits.deadline, signal: this.signal };
            const job = await adopt(visualizationId, inputs, connection, this.ownership, pollOptions);
            return { job, prior: {}, isNew: false };
        }
        const { job, isResumed } = await this.jobCreator.createOrResume(
            inputs,
            connection,
            limits,
            ({ id }) => this.removeJob(id, deletionPolicy, limits, this.createDependencies(connection, urn)),
        );
        return { job, prior: isResumed ? { __starting: true } : {}, isNew: !isResumed };
    }

    /** A job that no state has yet, with the inputs that would have made it, as far as the service tells. */
    async import(id: string): Promise<{ inputs: Inputs; outputs: Outputs }> {
        const connection = await this.connections.getConnection();
        const { deadline } = this.limitsFor("create", undefined, connection);
        const job = await getExisting("import", id, connection, { deadline, signal: this.signal });
        const inputs = toImportedInputs(job);
        return { inputs, outputs: { ...toOutputs(inputs, job, connection.location), __imported: true } };
    }

    /** The job as it is; `undefined` only for a sure "no such job". */
    async read(id: string, olds: Outputs): Promise<Outputs | undefined> {
        this.pendingCreates.confirm(olds.__urn, id);
        const connection = await this.connections.getConnection(olds);
        const deadline = this.clock.now() + connection.settings.waitTimeoutMs;
        const pollOptions = { deadline, maxAgeMs: refreshMaxAgeMs, signal: this.signal };
        const job = await ignoreNotFound(connection.client.pollingJobs.get(id, pollOptions));
        if (job === undefined) return undefined;
        const startFlag = isStartPending(job, olds) ? { __starting: true } : {};
        return { ...toOutputs(toInputs(olds), job, connection.location, olds), ...startFlag };
    }

    /** Rejects with `Unfinished` once anything was asked of the job. */
    async update(id: string, olds: Outputs, news: Inputs): Promise<Outputs> {
        this.assertNotCancelled({ name: olds.name, id }, "update");
        const connection = await this.connections.getConnection(olds);
        const limits = this.limitsFor("update", news.__timeouts, connection);
        const pollOptions = { deadline: limits.deadline, maxAgeMs: updateMaxAgeMs, signal: this.signal };
        const observedJob = await connection.client.pollingJobs.get(id, pollOptions);
        return applyDesired(
            observedJob,
            news,
            olds,
            this.createApplyContext(news, connection, limits, false),
        );
    }

    /**
     * Stops the job, and deletes it where it was made here. A job that is gone is a job deleted; one that another
     * resource of the program has now is left to it.
     */
    async delete(id: string, olds: Outputs): Promise<void> {
        const { region, projectId } = olds;
        const urn = this.ownership.currentUrn(id, olds.__urn);
        const owner = { id, urn, region, projectId };
        this.ownership.release(owner);
        const isRelinquished = () => this.ownership.canRelinquish(owner, olds.name);
        if (isRelinquished()) return;
        this.assertNotCancelled({ name: olds.name, id }, "delete");
        this.pendingCreates.confirm(urn, id);
        const connection = await this.connections.getConnection(olds);
        const limits = this.limitsFor("delete", olds.__timeouts, connection);
        await this.removeJob(id, olds.deletionPolicy, limits, {
            ...this.createDependencies(connection, urn),
            isRelinquished,
        });
    }

    private async removeJob(
        id: string,
        policy: Inputs["deletionPolicy"],
        limits: OperationLimits,
        dependencies: ReconcilerDependencies,
    ): Promise<void> {
        await ignoreNotFound(
            reconcile(id, { goal: policy === "stop" ? "stopped" : "deleted", ...limits }, dependencies),
        );
    }

    /** What the engine has asked for before it was told to cancel may still arrive after that. */
    private assertNotCancelled(
        job: { id: string | undefined; name: string | undefined },
        verb: string,
    ): void {
        if (this.signal?.aborted !== true) return;
        const operation = `${verb} ${describeJob(job)}`;
        const reason = "the run was cancelled before it was begun";
        throw new ModelArtsError({ kind: "cancelled", operation, reason, job });
    }

    private limitsFor(
        operation: keyof Timeouts,
        timeouts: Timeouts | undefined,
        connection: Connection,
    ): OperationLimits {
        const timeoutMs = operationTimeoutMs(operation, timeouts, connection.settings.waitTimeoutMs);
        return {
            timeoutMs,
            deadline: this.clock.now() + timeoutMs,
            timeoutHint: `Raise the limit with the option customTimeouts: { ${operation}: … } or modelarts:waitTimeout (seconds).`,
            signal: this.signal,
        };
    }

    private createApplyContext(
        { __urn: urn }: Inputs,
        connection: Connection,
        limits: OperationLimits,
        isNew: boolean,
    ): ApplyContext {
        return {
            connection,
            limits,
            createDependencies: (onObserve) => this.createDependencies(connection, urn, onObserve),
            isNew,
        };
    }

    private createDependencies(
        connection: Connection,
        urn: string | undefined,
        onObserve?: (job: Job) => void,
    ): ReconcilerDependencies {
        const statusLine = createStatusLine();
        return {
            jobs: connection.client.pollingJobs,
            clock: this.clock,
            pollOffsetMs: this.pollOffsetMs,
            pollIntervalMs: connection.settings.pollIntervalMs,
            onObserve: (job, goal) => {
                onObserve?.(job);
                const text = statusLine(job, goal);
                if (text !== undefined) this.progress(urn, text);
            },
        };
    }
}

function randomSuffix(length: number, seed: Uint8Array | undefined): string {
    const bytes =
        seed === undefined || seed.length === 0
            ? randomBytes(32)
            : createHash("sha256").update(seed).digest();
    return Buffer.from(bytes).toString("hex").slice(0, length);
}
