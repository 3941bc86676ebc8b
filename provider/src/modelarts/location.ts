/** Region and project of a job. */
export interface JobLocation {
    readonly region: string;
    readonly projectId: string;
}

/** Returns whether two locations are the same. One that is not wholly known is the same as none. */
export function isSameLocation(
    one: { readonly [Part in keyof JobLocation]?: string | undefined },
    other: JobLocation,
): boolean {
    return one.region === other.region && one.projectId === other.projectId;
}
