import { describeJob, ModelArtsError } from "../modelarts/errors";
import { type Resource, unknownValue } from "../properties/inputs";

/** A job, and the resource that has it. A location that is left out is the configured one. */
export interface JobOwner {
    readonly id: string;
    readonly urn: string | undefined;
    readonly region?: string | undefined;
    readonly projectId?: string | undefined;
}

/**
 * Tracks which resource owns which job during one run, so that deleting a renamed resource does not stop a job that its
 * successor has adopted.
 */
export class JobOwnership {
    private readonly records = new Map<string, { readonly owner: JobOwner; readonly isAcquired: boolean }>();
    private readonly transfers: JobOwner[] = [];
    /** URNs of the program. */
    private readonly programUrns = new Set<string>();
    /** The current URN of a resource, by the ID of its job and its former URN. */
    private readonly currentUrns = new Map<string, string>();

    /** The program has this resource. Whether it gets to adopt the job that it names is still open. */
    declare({ urn, inputs: { visualizationId: id, region, projectId } }: Resource): void {
        if (urn !== undefined) this.programUrns.add(urn);
        if (id !== undefined) this.addOwner({ id, urn, region, projectId }, false);
    }

    /** Records that an alias has changed the URN of a resource: the state may keep the former URN for long. */
    recordRename(id: string, from: string | undefined, to: string | undefined): void {
        if (from !== undefined && to !== undefined && from !== to) this.currentUrns.set(`${id} ${from}`, to);
    }

    /** The URN in this run of a resource that the state has under `stateUrn`. */
    currentUrn(id: string, stateUrn: string | undefined): string | undefined {
        return this.currentUrns.get(`${id} ${stateUrn ?? ""}`) ?? stateUrn;
    }

    /** The state has the job under this owner, or is about to. */
    acquire(owner: JobOwner): void {
        this.addOwner(owner, true);
    }

    private addOwner(owner: JobOwner, isAcquired: boolean): void {
        // An ID or URN that is unknown before `up` identifies nothing.
        if (owner.urn === undefined || [owner.id, owner.urn].includes(unknownValue)) return;
        const key = JSON.stringify(owner);
        this.records.set(key, {
            owner,
            isAcquired: isAcquired || this.records.get(key)?.isAcquired === true,
        });
    }

    /** The resource is being deleted. Of several owners of one job, the last one to be deleted stops it. */
    release(job: JobOwner): void {
        for (const [key, { owner }] of this.records) {
            if (owner.urn === job.urn && isSameJob(owner, job)) this.records.delete(key);
        }
    }

    /** How another resource owns the job. Only the location makes an ID unique: it is a number that other projects use too. */
    otherOwner(job: JobOwner): "acquired" | "declared" | undefined {
        const others = [...this.records.values()].filter(
            ({ owner }) => owner.urn !== job.urn && isSameJob(owner, job),
        );
        if (others.some(({ isAcquired }) => isAcquired)) return "acquired";
        return others.length > 0 ? "declared" : undefined;
    }

    /**
     * Whether the resource gives up its job, since another resource owns the job from now on. A resource that is replaced
     * is deleted before the other one adopts its job; any other resource is deleted after that.
     *
     * @throws {rejected} where the other one has not adopted the job by then, so that the state keeps the first owner.
     */
    canRelinquish(job: JobOwner, name: string | undefined): boolean {
        const other = this.otherOwner(job);
        if (other !== "declared") return other === "acquired";
        if (job.urn === undefined || !this.programUrns.has(job.urn)) {
            const ref = { id: job.id, name };
            throw new ModelArtsError({
                kind: "rejected",
                operation: `leave ${describeJob(ref)} to the resource that is to adopt it`,
                reason: "that resource has not adopted it",
                hint: "This resource stays in the state. See why the other one failed, and run `pulumi up` again.",
                job: ref,
            });
        }
        this.transfers.push(job);
        return true;
    }

    /** Whether the state no longer has the job, and its next owner has not adopted it yet. */
    wasTransferred(job: JobOwner): boolean {
        return this.transfers.some((each) => isSameJob(each, job));
    }
}

function isSameJob({ id, region, projectId }: JobOwner, job: JobOwner): boolean {
    return (
        id === job.id &&
        (region ?? job.region) === job.region &&
        (projectId ?? job.projectId) === job.projectId
    );
}
