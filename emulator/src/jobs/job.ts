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
    /** Time since which it exists, by the time that passes for jobs. */
    madeAt: number;
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
    /** Time since which it has this status. */
    since: number;
    /** Scheduled statuses; without any, the status stays. */
    steps: StatusStep[];
    /** Running time before `since`, in all and for the automatic stop. */
    runtime: number;
    billedRuntime: number;
}

/** A job as the control API shows it. */
export type JobView = Readonly<ReturnType<typeof toJobView>>;

/** `duration` is the milliseconds for which it has run. */
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
        /** Statuses that will follow without a call. */
        upcoming: job.steps.map((step) => step.status),
    };
}
