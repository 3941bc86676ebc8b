/** Region and project of a job. */
export interface JobLocation {
    readonly region: string;
    readonly projectId: string;
}

/** A location that is not wholly known is no other one's. */
export function isSameLocation(
    one: { readonly [Part in keyof JobLocation]?: string | undefined },
    other: JobLocation,
): boolean {
    return one.region === other.region && one.projectId === other.projectId;
}
