import type { Status } from "./status";

/** A visualization job as the service describes it. What an answer did not hold is left out. */
export interface Job {
    /** A whole number as text: IDs may exceed 2^53. */
    readonly id: string;
    /** Name of the job. */
    readonly name?: string;
    /** Description; empty: there is none. */
    readonly description?: string;
    /** What the job is doing. */
    readonly status: Status;
    /** OBS folder with the training logs, `/bucket/folder/`. */
    readonly trainUrl?: string;
    /** Where the board opens in a browser while the job runs. The service may give it before and after that too. */
    readonly serviceUrl?: string;
    /** When the job was made: ISO 8601, UTC. */
    readonly createdAt?: string;
    /** The service's ID of the resource that the job runs on. */
    readonly resourceId?: string;
    /** Seconds the job has been running. Grows by itself. */
    readonly runningSeconds?: number;
    /** The automatic stop, in hours of running. Only lists give it, and not in every edition of the service. */
    readonly autoStopHours?: number;
    /** What is left until the automatic stop, in the service's own unit, which is not documented. */
    readonly remainingDuration?: number;
}

/** What serves the board. */
export type JobType = "tensorboard" | "mindinsight";

/** What a new job is made from. */
export interface JobSpec {
    /** 1–20 characters of `A-Z a-z 0-9 _ -`. */
    readonly name: string;
    /** OBS folder with the training logs, `/bucket/folder/`, in the region of the job. */
    readonly trainUrl: string;
    /** 0–256 characters. Default: empty. */
    readonly description?: string;
    /** What serves the board. Default: the service's, `tensorboard`. */
    readonly jobType?: JobType;
    /** Flavor code of the machine, such as `modelarts.vm.cpu.2u`. Default: the service's choice. */
    readonly flavor?: string;
    /** Automatic stop, in whole hours of running, 1–24. Default: none, the job runs and is billed until it is stopped. */
    readonly autoStopHours?: number;
}

/** What jobs are sorted by. */
export type SortBy = "id" | "name" | "description" | "createdAt" | "status";

/** Which jobs a list gives, and in which order. */
export interface JobQuery {
    /** The service's number of one status, such as 8 for `RUNNING`. Default: jobs of every status. */
    readonly status?: number;
    /** Part of a name, 0–64 characters. The service decides what matches. */
    readonly nameContains?: string;
    /** ID of the workspace. Default: the service's, `0`. */
    readonly workspaceId?: string;
    /** What they are sorted by. Default: `id`. */
    readonly sortBy?: SortBy;
    /** Ascending or descending. Default: `asc`. */
    readonly order?: "asc" | "desc";
}

/** What bounds one call. */
export interface CallOptions {
    /** Ends the call, and any wait in it, with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
    /** No further attempt begins after this, in milliseconds since 1970. Default: only the retries bound it. */
    readonly deadline?: number | undefined;
}

/**
 * The calls of the service. All of them reject with a `ModelArtsError`.
 * `create`, `stop`, `restart` and `delete` are answered before the work is done: the job's status says when it is.
 */
export interface JobsClient {
    create(spec: JobSpec, options?: CallOptions): Promise<Job>;
    /** Every job that matches, over all pages, each once. */
    list(query?: JobQuery, options?: CallOptions): AsyncIterable<Job>;
    get(id: string, options?: CallOptions): Promise<Job>;
    update(id: string, change: { readonly description: string }, options?: CallOptions): Promise<void>;
    stop(id: string, options?: CallOptions): Promise<void>;
    restart(id: string, options?: CallOptions): Promise<void>;
    delete(id: string, options?: CallOptions): Promise<void>;
}

export interface PollOptions extends CallOptions {
    /** What was seen this short a time ago, and is not older than the last act on the job, is as good. Default: 0. */
    readonly maxAgeMs?: number | undefined;
    /** One of many looks at the same job: it need not be tried again if it fails. */
    readonly noRetry?: boolean | undefined;
}

/** A create that may have been sent between two moments (milliseconds since 1970, by this machine's clock). */
export interface CreateAttempt {
    readonly spec: JobSpec;
    readonly since: number;
    readonly until: number;
}

/** The calls, and looks that are joined where many look at the same time. */
export interface PollingJobsClient extends JobsClient {
    /** The job that this attempt has made, where it surely is that one. */
    findCreatedBy(attempt: CreateAttempt, options?: CallOptions): Promise<Job | undefined>;
    get(id: string, options?: PollOptions): Promise<Job>;
}
