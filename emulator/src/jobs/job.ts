import { statusName } from "./status";

/** A status that is to come; "deleted" is the end of a deletion. */
export interface StatusStep {
    readonly at: number;
    readonly status: number | "deleted";
}

/** Every time in it is in milliseconds of the emulator's clock. */
export interface Job {
    readonly id: bigint;
    readonly projectId: string;
    readonly createdAt: number;
    readonly resourceId: string;
    /** Part of its service URL. */
    readonly boardKey: string;
    workspaceId: string;
    name: string;
    description: string;
    trainUrl: string;
    type: string;
    flavor: string | null;
    /** Hours until the automatic stop. */
    hours: number | null;
    status: number;
    /** Since when it has this status. */
    since: number;
    /** Scheduled statuses; empty: the status stays. */
    steps: StatusStep[];
    /** Running time before `since`, in all and for the automatic stop. */
    runtime: number;
    billedRuntime: number;
}

/** A job as the control API shows it. */
export interface JobView {
    readonly id: string;
    readonly projectId: string;
    readonly workspaceId: string;
    readonly name: string;
    readonly description: string;
    readonly trainUrl: string;
    readonly type: string;
    readonly flavor: string | null;
    readonly hours: number | null;
    readonly status: number;
    readonly statusName: string;
    readonly createdAt: number;
    /** Milliseconds for which it has run. */
    readonly duration: number;
    /** Statuses that will follow without a call. */
    readonly upcoming: readonly (number | "deleted")[];
}

export function toJobView(job: Job, duration: number): JobView {
    const { projectId, workspaceId, name, description, trainUrl, type, flavor, hours, status } = job;
    return {
        id: job.id.toString(),
        projectId,
        workspaceId,
        name,
        description,
        trainUrl,
        type,
        flavor,
        hours,
        status,
        statusName: statusName(status),
        createdAt: job.createdAt,
        duration,
        upcoming: job.steps.map((step) => step.status),
    };
}
