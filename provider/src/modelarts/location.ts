/** Where a job lives. */
export interface Place {
    readonly region: string;
    readonly projectId: string;
}
