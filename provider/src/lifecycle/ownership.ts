import { type Inputs, unknownValue } from "../properties/inputs";
import { ModelArtsFailure, nameOf } from "../modelarts/errors";

/** A job, and the resource that has it. A place left out is the configuration's. */
export interface Holding {
    readonly id: string;
    readonly urn: string | undefined;
    readonly region?: string | undefined;
    readonly projectId?: string | undefined;
}

/**
 * Which resources of this run have which job. A resource that was renamed, or whose job went to another one, is
 * deleted at the end of a run, after the other one has taken the job over: the job must not be stopped by that.
 */
export class Claims {
    private readonly claims = new Map<string, { readonly claim: Holding; readonly held: boolean }>();
    private readonly left: Holding[] = [];
    /** URNs of the program. */
    private readonly registered = new Set<string>();
    /** For a job, the URN by which its resource went once, and the one by which it goes now. */
    private readonly renamed = new Map<string, string>();

    /** The program has this resource; whether it comes to take the job over is open. */
    declare({ visualizationId: id, __urn: urn, region, projectId }: Inputs): void {
        if (urn !== undefined) this.registered.add(urn);
        if (id !== undefined) this.add({ id, urn, region, projectId }, false);
    }

    /** By an alias the resource has another URN now; what the state says of its job may have the earlier one for long. */
    rename(id: string, from: string | undefined, to: string | undefined): void {
        if (from !== undefined && to !== undefined && from !== to) this.renamed.set(`${id} ${from}`, to);
    }

    /** The URN by which this run knows the resource that had this one when the state was written. */
    urnOf(id: string, written: string | undefined): string | undefined {
        return this.renamed.get(`${id} ${written ?? ""}`) ?? written;
    }

    /** The state has it so, or is just about to. */
    hold(claim: Holding): void {
        this.add(claim, true);
    }

    private add(claim: Holding, held: boolean): void {
        // Nothing can be said of what is not known yet.
        if (claim.urn === undefined || [claim.id, claim.urn].includes(unknownValue)) return;
        const key = JSON.stringify(claim);
        this.claims.set(key, { claim, held: held || this.claims.get(key)?.held === true });
    }

    /** The resource is being deleted. Of several that have one job the last one sees to it. */
    release(job: Holding): void {
        for (const [key, { claim }] of this.claims) {
            if (claim.urn === job.urn && isOf(claim, job)) this.claims.delete(key);
        }
    }

    /** What somebody else has to do with the job at this place: IDs are numbers that other projects use too. */
    besides(job: Holding): "held" | "declared" | undefined {
        const others = [...this.claims.values()].filter(
            ({ claim }) => claim.urn !== job.urn && isOf(claim, job),
        );
        if (others.some(({ held }) => held)) return "held";
        return others.length > 0 ? "declared" : undefined;
    }

    /**
     * Whether the resource may be forgotten, since another one has its job from now on. One that is replaced is deleted
     * first. Of any other it is known by then whether the other one has got the job: throws where it has not, so that
     * the state keeps the one that had it.
     */
    isLeft(job: Holding, name: string | undefined): boolean {
        const other = this.besides(job);
        if (other !== "declared") return other === "held";
        if (job.urn === undefined || !this.registered.has(job.urn)) {
            const ref = { id: job.id, name };
            throw new ModelArtsFailure({
                kind: "refused",
                attempted: `leave ${nameOf(ref)} to the resource that is to take it over`,
                because: "that one has not got it",
                advice: "This one stays in the state. See why the other one failed, and run `pulumi up` again.",
                job: ref,
            });
        }
        this.left.push(job);
        return true;
    }

    /** The state has the job no more, and the other resource does not have it yet. */
    wasLeft(job: Holding): boolean {
        return this.left.some((each) => isOf(each, job));
    }
}

function isOf({ id, region, projectId }: Holding, job: Holding): boolean {
    return (
        id === job.id &&
        (region ?? job.region) === job.region &&
        (projectId ?? job.projectId) === job.projectId
    );
}
