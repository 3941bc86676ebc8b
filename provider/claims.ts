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

    /** Whether somebody else has the job at this place: IDs are numbers that other projects use too. */
    claimedBesides(job: Omit<Claim, "urn"> & { readonly urn: string | undefined }): boolean {
        return [...this.claims.values()].some(
            ({ id, urn, region, projectId }) =>
                id === job.id &&
                urn !== job.urn &&
                (region ?? job.region) === job.region &&
                (projectId ?? job.projectId) === job.projectId,
        );
    }
}
