/** A resource of the program, and the job that it has or takes over. A place left out is the configuration's. */
export interface Claim {
    readonly id: string;
    readonly urn: string;
    readonly region?: string | undefined;
    readonly projectId?: string | undefined;
}

/**
 * Which resources of this run have which job. A resource that was renamed, or whose job went to another one, is
 * deleted at the end of a run, after the other one has taken the job over: the job must not be stopped by that.
 */
export class Claims {
    private readonly claims = new Map<string, Claim>();

    add(claim: Claim): void {
        this.claims.set(JSON.stringify(claim), claim);
    }

    /** The resource is being deleted. Of several that have one job the last one sees to it. */
    release(job: Holding): void {
        for (const [key, claim] of this.claims) {
            if (claim.urn === job.urn && isOf(claim, job)) this.claims.delete(key);
        }
    }

    /** Whether somebody else has the job at this place: IDs are numbers that other projects use too. */
    claimedBesides(job: Holding): boolean {
        return [...this.claims.values()].some((claim) => claim.urn !== job.urn && isOf(claim, job));
    }
}

type Holding = Omit<Claim, "urn"> & { readonly urn: string | undefined };

function isOf({ id, region, projectId }: Claim, job: Holding): boolean {
    return (
        id === job.id &&
        (region ?? job.region) === job.region &&
        (projectId ?? job.projectId) === job.projectId
    );
}
