/** Region and project of a job. */
export interface JobLocation {
    readonly region: string;
    readonly projectId: string;
}
