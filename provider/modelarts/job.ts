import type { Status } from "./status";

/** A visualization job as the service describes it. What an answer did not hold is left out. */
export interface Job {
    /** A whole number as text: IDs may exceed 2^53. */
    readonly id: string;
    readonly name?: string;
    readonly description?: string;
    readonly status: Status;
    /** OBS folder, `/bucket/folder/`. */
    readonly trainUrl?: string;
    /** Where the board opens in a browser while the job runs. Present before and after that too. */
    readonly serviceUrl?: string;
    /** ISO 8601, UTC. */
    readonly createdAt?: string;
    readonly resourceId?: string;
    /** Seconds the job has been running. Grows by itself. */
    readonly runningSeconds?: number;
    /** The automatic stop, in hours. Only lists give it, and not in every edition. */
    readonly autoStopHours?: number;
    /** What is left until the automatic stop, in the service's own unit, which is not documented. */
    readonly remainingDuration?: number;
}

export type JobType = "tensorboard" | "mindinsight";

/** What a new job is made from. */
export interface JobSpec {
    /** 1–20 characters of `A-Z a-z 0-9 _ -`. */
    readonly name: string;
    /** OBS folder, `/bucket/folder/`, in the region of the job. */
    readonly trainUrl: string;
    /** 0–256 characters. */
    readonly description?: string;
    /** Default: the service's, `tensorboard`. */
    readonly jobType?: JobType;
    /** Flavor code. Default: the service's. */
    readonly flavor?: string;
    /** Whole hours, 1–24. Left out: the job runs until it is stopped. */
    readonly autoStopHours?: number;
}

export type SortBy = "id" | "name" | "description" | "createdAt" | "status";

export interface JobQuery {
    /** The service's number of one status. */
    readonly status?: number;
    /** Part of a name, 0–64 characters. The service decides what matches. */
    readonly nameContains?: string;
    /** Default: the service's, `0`. */
    readonly workspaceId?: string;
    /** Default: `id`. */
    readonly sortBy?: SortBy;
    /** Default: `asc`. */
    readonly order?: "asc" | "desc";
}

export interface CallOptions {
    /** Ends the call, and any wait in it, with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
    /** No further attempt begins after this, in milliseconds since 1970. Default: only the retries bound it. */
    readonly deadline?: number | undefined;
}

/**
 * The calls of the service. All of them reject with a `ModelArtsFailure`.
 * `create`, `stop`, `restart` and `delete` are answered before the work is done: the job's status says when it is.
 */
export interface Jobs {
    create(spec: JobSpec, options?: CallOptions): Promise<Job>;
    /** Every job that matches, over all pages, each once. */
    list(query?: JobQuery, options?: CallOptions): AsyncIterable<Job>;
    get(id: string, options?: CallOptions): Promise<Job>;
    update(id: string, change: { readonly description: string }, options?: CallOptions): Promise<void>;
    stop(id: string, options?: CallOptions): Promise<void>;
    restart(id: string, options?: CallOptions): Promise<void>;
    delete(id: string, options?: CallOptions): Promise<void>;
}
