import type { Clock } from "../modelarts/clock";
import { ignoreNotFound, type JobRef } from "../modelarts/errors";
import type { JobAge } from "../modelarts/notFound";
import { toDeclaredDeletion } from "../properties/deletion";
import { diff, type DiffResult } from "../properties/diff";
import { check, type CheckFailure } from "../properties/check";
import type { Inputs, Resource, UncheckedResource } from "../properties/inputs";
import { type ResourceState, toImportedInputs, toRefreshedState, toState } from "../properties/state";
import { getJob } from "../reconcile/getJob";
import { getExisting } from "./adopt";
import { applyDesiredState } from "./apply";
import { AutoStopWarnings } from "./autoStop";
import { ConfigurationCheck } from "./configurationCheck";
import type { ConnectionPool } from "./connections";
import { JobDeclarations, namesSameJob } from "./declarations";
import { InterruptedCreates } from "./interruptedCreates";
import { CurrentUrns } from "./currentUrns";
import { type Messages, noMessages } from "./messages";
import { type NameOptions, newName } from "./newName";
import { JobObtainer } from "./obtain";
import { withOldConfiguration } from "./oldConfiguration";
import { Operations } from "./operation";
import { isSameJob, JobOwnership, type LocatedJob, toJobOfOutputs, toLocatedJob } from "./ownership";
import type { PendingCreates } from "./pendingCreates";
import type { RandomBytes } from "./random";
import { JobReleaser } from "./release";
import type { RunLog } from "./runLog";

/** Maximum age of a cached observation: a refresh of a thousand resources, a few at a time, then costs a few lists. */
const refreshMaxAgeMs = 5000;

export interface LifecycleOptions {
    readonly clock: Clock;
    readonly pendingCreates: PendingCreates;
    readonly runLog: RunLog;
    readonly messages?: Messages | undefined;
    readonly randomBytes?: RandomBytes | undefined;
    /** It is given when the run is cancelled: waits end, their jobs go on, and no operation begins. */
    readonly signal?: AbortSignal | undefined;
}

interface CheckOptions extends NameOptions {
    /** The outputs of the resource in the state, where the engine sends them. */
    readonly priorOutputs?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The life of a resource and its job, for any engine. Methods reject with a `ModelArtsError`; `create` and `update` with a
 * `ResourceInitFailedError` where the job exists and did not reach the desired state.
 */
export class Lifecycle {
    private readonly ownership: JobOwnership;
    private readonly declarations: JobDeclarations;
    private readonly interruptedCreates: InterruptedCreates;
    private readonly obtainer: JobObtainer;
    private readonly releaser: JobReleaser;
    private readonly operations: Operations;
    private readonly configurationCheck: ConfigurationCheck;
    private readonly autoStopWarnings: AutoStopWarnings;
    private readonly currentUrns: CurrentUrns;

    constructor(
        private readonly connections: ConnectionPool,
        private readonly options: LifecycleOptions,
    ) {
        const { clock, messages = noMessages, pendingCreates, runLog, signal } = options;
        this.operations = new Operations(connections, { clock, messages, signal });
        this.configurationCheck = new ConfigurationCheck(connections, messages);
        this.autoStopWarnings = new AutoStopWarnings(messages);
        this.ownership = new JobOwnership(runLog);
        this.currentUrns = new CurrentUrns(this.ownership);
        this.declarations = new JobDeclarations(this.ownership, messages);
        this.interruptedCreates = new InterruptedCreates(
            pendingCreates,
            this.ownership,
            connections,
            messages,
        );
        this.releaser = new JobReleaser(this.ownership, connections, clock, messages);
        this.obtainer = new JobObtainer(
            this.ownership,
            this.declarations,
            pendingCreates,
            this.interruptedCreates,
            messages,
        );
    }

    /** Fills in the defaults, and finds every violation of a rule. */
    check(
        olds: Readonly<Record<string, unknown>>,
        resource: UncheckedResource,
        { seed, naming, priorOutputs }: CheckOptions = {},
    ): { inputs: Inputs; failures: CheckFailure[] } {
        const { urn } = resource;
        const { stackState } = this.connections;
        const { needsName, ...checkResult } = check(olds, resource, { stackState, naming });
        const name = needsName
            ? (this.interruptedCreates.findName(urn, checkResult.inputs) ??
              newName(urn, { seed, naming }, this.options.randomBytes))
            : undefined;
        const inputs = name === undefined ? checkResult.inputs : { ...checkResult.inputs, name };
        const result = { ...checkResult, inputs };
        if (result.failures.length > 0 || urn === undefined) return result;
        const failures = this.configurationCheck.findFailures(urn, inputs);
        if (failures.length > 0) return { ...result, failures };
        this.obtainer.acquireReadJob(urn);
        const priorJob = priorOutputs === undefined ? undefined : toJobOfOutputs(priorOutputs);
        if (priorJob !== undefined) this.confirm(urn, priorJob, priorOutputs?.["name"]);
        // The engine checks a resource without its old inputs where it creates or replaces it.
        if (Object.keys(olds).length === 0) this.ownership.releaseKeptJobs(urn);
        this.ownership.recordCheck(urn, priorJob, toDeclaredDeletion(resource.inputs, inputs));
        const { visualizationId: id, region, projectId } = inputs;
        if (id === undefined) return result;
        const location = this.connections.locate({ region, projectId });
        const hadBefore = namesSameJob(olds, inputs) || isSameJob({ id, ...location }, priorJob);
        const failure = this.declarations.declare(urn, id, location, hadBefore);
        return failure === undefined ? result : { ...result, failures: [failure] };
    }

    /** A state has the job, unless this run is about to import it: a preview does so too. */
    private confirm(urn: string | undefined, job: LocatedJob, name: unknown): void {
        if (urn === undefined || !this.obtainer.hasRead(urn)) this.interruptedCreates.confirm(job, name);
    }

    /** Compares the state with inputs, which need not be those of the program. */
    compare(prior: ResourceState, resource: Resource): DiffResult {
        const { stackState } = this.connections;
        return diff(prior, { ...resource, stackState, configuredLocation: this.connections.locate({}) });
    }

    /** Compares the state with the program. Unless it replaces the job, the resource of the program keeps its job. */
    diff(id: string, prior: ResourceState, resource: Resource): DiffResult {
        const { urn } = resource;
        const job = toLocatedJob(id, prior);
        this.confirm(urn, job, prior.outputs.name);
        const difference = this.compare(prior, resource);
        if (urn === undefined) return difference;
        this.currentUrns.record(id, prior, urn);
        // A refresh of the plugin compares resources too that the program may no longer have: it checks none.
        if (!this.ownership.isInProgram(urn)) return difference;
        if (difference.replaces.length > 0) this.ownership.record({ kind: "releases", urn, ...job });
        else this.declarations.keep(urn, job, prior.outputs.name);
        this.interruptedCreates.nameReplacements(urn, job);
        // The job runs again, as the state says it does.
        return this.ownership.wasStopped(job) ? { ...difference, changes: true } : difference;
    }

    /** The engine shuts this process down gracefully; `isCancel`: it cancels the run, and may end the process at once. */
    close(isCancel = false): void {
        if (isCancel) this.options.pendingCreates.cancel();
        else this.options.pendingCreates.close();
        if (!isCancel) this.options.runLog.close();
    }

    /** Creates the job, adopts it, or resumes the create of an interrupted run; then applies the desired state. */
    async create(resource: Resource): Promise<{ id: string; state: ResourceState }> {
        const { urn, inputs } = resource;
        this.ownership.beginCreate(urn);
        this.interruptedCreates.nameUnaccountedJobs(urn);
        try {
            const job = { name: inputs.name, id: inputs.visualizationId };
            const { connection, operation } = await this.operations.begin("create", resource, inputs, job);
            const declaredDeletion = this.ownership.declaredDeletion(urn ?? "");
            const obtainedJob = await this.obtainer.obtain(resource, declaredDeletion, connection, operation);
            const { id } = obtainedJob.job;
            try {
                const { stackState } = this.connections;
                const desired = { ...resource, stackState };
                const state = await applyDesiredState(desired, obtainedJob, connection, operation);
                this.autoStopWarnings.warn(urn, state, connection);
                return { id, state };
            } finally {
                this.options.pendingCreates.recordReport({ id, ...connection.location });
            }
        } catch (error) {
            this.currentUrns.failCreate();
            const location = this.connections.locate({ region: inputs.region, projectId: inputs.projectId });
            throw this.obtainer.keepTransferredJob(resource, location, error);
        }
    }

    /**
     * Reads a job that no state has yet, with the inputs that would have created it, as far as the API returns them. The
     * engine does so to import the job, and because a program only reads it; the check that follows an import tells which.
     */
    import(id: string, urn = ""): Promise<{ inputs: Inputs; state: ResourceState }> {
        return withOldConfiguration(this.readNew(id, urn));
    }

    private async readNew(id: string, urn: string): Promise<{ inputs: Inputs; state: ResourceState }> {
        this.interruptedCreates.nameUnaccountedJobs(urn);
        const { connection, operation } = await this.operations.begin("read", {}, {}, { id });
        const job = await getExisting("look up", id, connection, operation);
        this.obtainer.recordRead(urn, job, connection);
        const inputs = toImportedInputs(job);
        return { inputs, state: { ...toState({ inputs }, job, connection.location), isImported: true } };
    }

    /** Observes the job. Resolves with `undefined` only where the service surely has no such job. */
    read(id: string, prior: ResourceState): Promise<ResourceState | undefined> {
        return withOldConfiguration(this.observe(id, prior));
    }

    private async observe(id: string, prior: ResourceState): Promise<ResourceState | undefined> {
        // A resource that the program only reads has such a state too: its job may be that of another resource, or of none.
        if (!prior.isImported) this.interruptedCreates.confirm(toLocatedJob(id, prior), prior.outputs.name);
        this.interruptedCreates.nameUnaccountedJobs(prior.urn);
        const ref = toRef(id, prior);
        const { connection, operation } = await this.operations.begin("read", prior, prior.outputs, ref);
        const { jobs, polling, location } = connection;
        const job = await ignoreNotFound(getJob(ref, jobs, polling, operation, refreshMaxAgeMs));
        this.autoStopWarnings.warn(prior.urn, prior, connection);
        return job === undefined ? undefined : toRefreshedState(prior, job, location);
    }

    /** Applies the desired state to the job that the state has. */
    async update(id: string, prior: ResourceState, resource: Resource): Promise<ResourceState> {
        this.interruptedCreates.nameUnaccountedJobs(resource.urn);
        const ref = toRef(id, prior);
        const { connection, operation } = await this.operations.begin("update", resource, prior.outputs, ref);
        const obtainedJob = await this.obtainer.observe(ref, prior, connection, operation);
        const { stackState } = this.connections;
        return applyDesiredState({ ...resource, stackState }, obtainedJob, connection, operation);
    }

    /** Stops the job, and deletes it unless its policy keeps it; leaves it to a resource that has it by now. */
    delete(id: string, prior: ResourceState, urn?: string): Promise<void> {
        return withOldConfiguration(this.transferOrRemove(id, prior, this.currentUrns.find(id, prior, urn)));
    }

    private async transferOrRemove(id: string, prior: ResourceState, urn: string | undefined): Promise<void> {
        this.interruptedCreates.confirm(toLocatedJob(id, prior), prior.outputs.name);
        if (urn !== undefined) this.options.pendingCreates.confirmReports(urn);
        this.interruptedCreates.nameUnaccountedJobs(urn ?? prior.urn);
        const current = { ...prior, urn };
        const request = { id, prior: current, declaredDeletion: this.ownership.declaredDeletion(urn ?? "") };
        const operation = this.operations.start("delete", current, prior.outputs);
        if (await this.releaser.transfer(request, operation)) return;
        const ref = toRef(id, prior);
        const { connection } = await this.operations.begin("delete", current, prior.outputs, ref, operation);
        await this.releaser.remove(request, connection, operation);
    }
}

function toRef(id: string, { outputs: { name, createdAt } }: ResourceState): JobRef & JobAge {
    return { id, name, createdAt };
}
