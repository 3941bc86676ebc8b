/*
 * This file decides what a delete does with its job: a job that another resource has or is about to adopt must not be
 * stopped.
 */
import type { Clock } from "../modelarts/clock";
import { describeJob, type JobRef, ModelArtsError } from "../modelarts/errors";
import { type DeclaredDeletion, toDeletionPolicy, toPriorDeletion } from "../properties/deletion";
import type { ResourceState } from "../properties/state";
import { confirmRejections } from "../reconcile/deletedJob";
import { type Operation, Reconciler } from "../reconcile/reconcile";
import type { Connection, ConnectionPool } from "./connections";
import type { Messages } from "./messages";
import { type JobOwnership, type LocatedJob, toLocatedJob } from "./ownership";
import { removeJob } from "./removal";
import { describeLocatedJob, describeTransfer } from "./transferMessages";

/**
 * `transfer`: the job goes on, for its next owner. `stop`: it stops, and is not deleted, since its next owner can only come
 * afterwards.
 */
type Release = "remove" | "transfer" | "stop";

/** The engine calls the create of a resource that is registered soon after the delete of another one. */
const adoptionWaitMs = 5000;
const adoptionPollMs = 100;

export interface ReleaseRequest {
    readonly id: string;
    readonly prior: ResourceState;
    /** What the program declares of the deletion, where it still has the resource. */
    readonly declaredDeletion: DeclaredDeletion | undefined;
}

export class JobReleaser {
    constructor(
        private readonly ownership: JobOwnership,
        private readonly connections: ConnectionPool,
        private readonly clock: Clock,
        private readonly messages: Messages,
    ) {}

    /**
     * Returns whether the job goes on as it is, for its next owner.
     *
     * @throws {rejected} where the program declares to adopt it elsewhere and no resource has it yet, so that the state
     * keeps the job.
     */
    async transfer(request: ReleaseRequest, operation: Operation): Promise<boolean> {
        const isTransferred = (await this.decideRelease(request, operation)) === "transfer";
        if (isTransferred) this.informOfTransfer(request);
        return isTransferred;
    }

    /** Stops the job, and deletes it unless its policy keeps it. A resource may adopt the job in the meantime. */
    async remove(request: ReleaseRequest, connection: Connection, operation: Operation): Promise<void> {
        const { id, prior, declaredDeletion } = request;
        const isSwap = (await this.decideRelease(request, operation)) === "stop";
        if (isSwap) this.warnOfSwap(request);
        const priorDeletion = toPriorDeletion(prior);
        const policy = toDeletionPolicy(priorDeletion, declaredDeletion);
        const goal = policy === "stop" || isSwap ? "stopped" : "deleted";
        const target = { id, goal, createdAt: prior.outputs.createdAt } as const;
        // The job of another workspace is in no list: only one that a resource has created is surely in the usual one.
        const isCreated = !priorDeletion.isAdoption && !prior.isImported;
        const jobs = isCreated ? confirmRejections(connection.jobs) : connection.jobs;
        const reconciler = new Reconciler(target, jobs, connection.polling, operation);
        const removal = {
            job: toLocatedJob(id, prior),
            urn: prior.urn ?? "",
            isSwap,
            isTransferred: async () => (await this.decideRelease(request, operation)) === "transfer",
        };
        if ((await removeJob(removal, reconciler, this.ownership)) === "transferred")
            this.informOfTransfer(request);
    }

    private async decideRelease({ id, prior }: ReleaseRequest, operation: Operation): Promise<Release> {
        const job = toLocatedJob(id, prior);
        const { urn = "" } = prior;
        if (this.isOwned(job)) return "transfer";
        const adopters = await this.findAdopters(job, operation);
        // A resource may have got the job while the locations of other ones were looked up.
        if (adopters.length === 0) return this.isOwned(job) ? "transfer" : "remove";
        if (adopters.includes(urn)) {
            // A replacement that ends at the same job needs no stop.
            this.ownership.record({ kind: "transfers", urn, ...job });
            this.ownership.record({ kind: "ends", urn, ...job });
            this.informOfReplacement({ id, prior });
            return "transfer";
        }
        if (this.ownership.isInProgram(urn)) {
            const { deadline, signal } = operation;
            const hasTime = (): boolean => signal?.aborted !== true && this.clock.monotonicNow() < deadline;
            for (let waitedMs = 0; waitedMs < adoptionWaitMs && hasTime(); waitedMs += adoptionPollMs) {
                if (this.ownership.isSwap(job, urn)) return "stop";
                await this.clock.sleep(adoptionPollMs, signal);
                if (this.isOwned(job)) return "transfer";
            }
        }
        // From here on the other resource must not adopt the job: the state has it for this one.
        this.ownership.record({ kind: "keeps", urn, ...job });
        throw this.notAdoptedError({ id, name: prior.outputs.name }, adopters);
    }

    /** No state has the job until its next owner adopts it. */
    private warnOfSwap({ id, prior }: ReleaseRequest): void {
        const adopters = this.ownership.declarations(toLocatedJob(id, prior)).map(({ urn }) => urn);
        this.messages.warn(
            prior.urn,
            `Resources swap their jobs: ${describeLocatedJob(toNamedJob(id, prior))}, stops, and ` +
                `${adopters.join(" and ")} is to adopt it in this run. If the run ends before that, run \`pulumi up\` again, or delete the job in the console.`,
        );
    }

    /** A run that ends before the create of the next owner leaves the job in no state. */
    private informOfTransfer({ id, prior }: ReleaseRequest): void {
        const owners = this.ownership.acquirers(toLocatedJob(id, prior)).filter((urn) => urn !== prior.urn);
        if (owners.length === 0) return;
        this.messages.inform?.(
            describeTransfer(owners, toNamedJob(id, prior), prior.urn ?? "another resource"),
        );
    }

    /** Another error of the run can keep the engine from the create that adopts the job again. */
    private informOfReplacement({ id, prior }: Pick<ReleaseRequest, "id" | "prior">): void {
        this.messages.inform?.(
            `While ${prior.urn ?? "its resource"} is replaced, ${describeLocatedJob(toNamedJob(id, prior))}, goes on, and is ` +
                "adopted again in this run. If the run ends before that, run `pulumi up` again, or stop the job in the console.",
        );
    }

    private notAdoptedError(job: JobRef, adopters: readonly string[]): ModelArtsError {
        return new ModelArtsError({
            kind: "rejected",
            operation: `leave ${describeJob(job)} to the resource that is to adopt it`,
            reason: `${adopters.join(" and ")} has not adopted it`,
            hint:
                "This resource stays in the state, and the job goes on. See why the other resource failed, and run " +
                "`pulumi up` again. A resource that adopts the job of another one must not depend on that one, nor be in " +
                "its option replaceWith: change that first, in a run of its own.",
            job,
        });
    }

    private isOwned(job: LocatedJob): boolean {
        return this.ownership.owners(job).length > 0;
    }

    /** Returns the URNs of the resources that declare to adopt exactly this job. */
    private async findAdopters(job: LocatedJob, operation: Operation): Promise<string[]> {
        const adopters: string[] = [];
        for (const fact of this.ownership.declarations(job)) {
            if (await this.connections.mayBeAt(fact, job, operation)) adopters.push(fact.urn);
        }
        return adopters;
    }
}

function toNamedJob(id: string, prior: ResourceState) {
    return { ...toLocatedJob(id, prior), name: prior.outputs.name };
}
