import { type Inputs, unknownValue } from "../properties/inputs";
import { ModelArtsError, describeJob } from "../modelarts/errors";

/** A job, and the resource that has it. A place left out is the configuration's. */
export interface JobOwner {
    readonly id: string;
    readonly urn: string | undefined;
    readonly region?: string | undefined;
    readonly projectId?: string | undefined;
}

/**
 * Which resources of this run have which job. A resource that was renamed, or whose job went to another one, is
 * deleted at the end of a run, after the other one has taken the job over: the job must not be stopped by that.
 */
export class JobOwnership {
    private readonly records = new Map<string, { readonly owner: JobOwner; readonly isAcquired: boolean }>();
    private readonly transfers: JobOwner[] = [];
    /** URNs of the program. */
    private readonly programUrns = new Set<string>();
    /** For a job, the URN by which its resource went once, and the one by which it goes now. */
    private readonly currentUrns = new Map<string, string>();

    /** The program has this resource; whether it comes to take the job over is open. */
    declare({ visualizationId: id, __urn: urn, region, projectId }: Inputs): void {
        if (urn !== undefined) this.programUrns.add(urn);
        if (id !== undefined) this.addOwner({ id, urn, region, projectId }, false);
    }

    /** By an alias the resource has another URN now; what the state says of its job may have the earlier one for long. */
    recordRename(id: string, from: string | undefined, to: string | undefined): void {
        if (from !== undefined && to !== undefined && from !== to) this.currentUrns.set(`${id} ${from}`, to);
    }

    /** The URN by which this run knows the resource that had this one when the state was written. */
    currentUrn(id: string, stateUrn: string | undefined): string | undefined {
        return this.currentUrns.get(`${id} ${stateUrn ?? ""}`) ?? stateUrn;
    }

    /** The state has it so, or is just about to. */
    acquire(owner: JobOwner): void {
        this.addOwner(owner, true);
    }

    private addOwner(owner: JobOwner, isAcquired: boolean): void {
        // Nothing can be said of what is not known yet.
        if (owner.urn === undefined || [owner.id, owner.urn].includes(unknownValue)) return;
        const key = JSON.stringify(owner);
        this.records.set(key, {
            owner,
            isAcquired: isAcquired || this.records.get(key)?.isAcquired === true,
        });
    }

    /** The resource is being deleted. Of several that have one job the last one sees to it. */
    release(job: JobOwner): void {
        for (const [key, { owner }] of this.records) {
            if (owner.urn === job.urn && isSameJob(owner, job)) this.records.delete(key);
        }
    }

    /** What somebody else has to do with the job at this place: IDs are numbers that other projects use too. */
    otherOwner(job: JobOwner): "acquired" | "declared" | undefined {
        const others = [...this.records.values()].filter(
            ({ owner }) => owner.urn !== job.urn && isSameJob(owner, job),
        );
        if (others.some(({ isAcquired }) => isAcquired)) return "acquired";
        return others.length > 0 ? "declared" : undefined;
    }

    /**
     * Whether the resource may be forgotten, since another one has its job from now on. One that is replaced is deleted
     * first. Of any other it is known by then whether the other one has got the job: throws where it has not, so that
     * the state keeps the one that had it.
     */
    canRelinquish(job: JobOwner, name: string | undefined): boolean {
        const other = this.otherOwner(job);
        if (other !== "declared") return other === "acquired";
        if (job.urn === undefined || !this.programUrns.has(job.urn)) {
            const ref = { id: job.id, name };
            throw new ModelArtsError({
                kind: "rejected",
                operation: `leave ${describeJob(ref)} to the resource that is to take it over`,
                reason: "that one has not got it",
                hint: "This one stays in the state. See why the other one failed, and run `pulumi up` again.",
                job: ref,
            });
        }
        this.transfers.push(job);
        return true;
    }

    /** The state has the job no more, and the other resource does not have it yet. */
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
