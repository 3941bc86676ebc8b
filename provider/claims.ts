/**
 * Which resources of this run have which job. A resource that was renamed, or whose job went to another one, is
 * deleted at the end of a run, after the other one has taken the job over: the job must not be stopped by that.
 */
export class Claims {
    private readonly owners = new Map<string, Set<string>>();

    claim(id: string, urn: string): void {
        const urns = this.owners.get(id) ?? new Set();
        this.owners.set(id, urns.add(urn));
    }

    /** Whether somebody else has the job. */
    claimedBesides(id: string, urn: string | undefined): boolean {
        return [...(this.owners.get(id) ?? [])].some((owner) => owner !== urn);
    }
}
