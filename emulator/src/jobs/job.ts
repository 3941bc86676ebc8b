import { statusName } from "./status";

/** Schedules a status. The status "deleted" ends a deletion. */
export interface StatusStep {
    readonly at: number;
    readonly status: number | "deleted";
}

/** Every time in it is in milliseconds of the emulator's clock. */
export interface Job {
    readonly id: bigint;
    readonly projectId: string;
    readonly createdAt: number;
    /** The job exists since this time. `elapse` moves it back, while `createdAt` stays. */
    madeAt: number;
    readonly resourceId: string;
    /** The service URL of the job contains this key. */
    readonly boardKey: string;
    workspaceId: string;
    name: string;
    description: string;
    trainUrl: string;
    type: string;
    flavor: string | null;
    /** Time in hours until the automatic stop; null for none. */
    hours: number | null;
    status: number;
    /** The job has its status since this time. */
    since: number;
    /** Schedules the next statuses. Without any, the status stays. */
    steps: StatusStep[];
    /** Counts the running time before `since`; `billedRuntime` counts the part for the automatic stop. */
    runtime: number;
    billedRuntime: number;
}

/** The control API reports a job in this form. */
export type JobView = Readonly<ReturnType<typeof toJobView>>;

/** Converts a job for the control API. `duration` is its running time in milliseconds. */
export function toJobView(job: Job, duration: number) {
    const { projectId, workspaceId, name, description, trainUrl, type, flavor, hours, status } = job;
    const settings = { projectId, workspaceId, name, description, trainUrl, type, flavor, hours };
    return {
        id: job.id.toString(),
        ...settings,
        status,
        statusName: statusName(status),
        createdAt: job.createdAt,
        duration,
        /** The job will have these statuses without a call. */
        upcoming: job.steps.map((step) => step.status),
    };
}
