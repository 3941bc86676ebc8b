/** Where a job lives. */
export interface JobLocation {
    readonly region: string;
    readonly projectId: string;
}
