import type { Limits } from "./limits";
import type { Status } from "./status";

/** A visualization job as the service describes it. A field that the response lacks is left out. */
export interface Job {
    /** ID of the job, a whole number as text: IDs may exceed 2^53. */
    readonly id: string;
    /** Name of the job. */
    readonly name?: string;
    /** Description; empty: the job has none. */
    readonly description?: string;
    /** Status of the job. */
    readonly status: Status;
    /** OBS folder with the training logs, `/bucket/folder/`. */
    readonly trainUrl?: string;
    /** Address of the board in a browser while the job runs. The service may give it before and after that too. */
    readonly serviceUrl?: string;
    /** Time at which the job was created: ISO 8601, UTC. */
    readonly createdAt?: string;
    /** The service's ID of the resource that the job runs on. */
    readonly resourceId?: string;
    /** Seconds that the job has run. The number grows while the job runs. */
    readonly runningSeconds?: number;
    /** Automatic stop, in hours of running. Only lists have it, and not in every edition of the service. */
    readonly autoStopHours?: number;
}

/** Kind of the server that shows the board. */
export type JobType = "tensorboard" | "mindinsight";

/** Description of a new job. */
export interface JobSpec {
    /** 1–20 characters of `A-Z a-z 0-9 _ -`. */
    readonly name: string;
    /** OBS folder with the training logs, `/bucket/folder/`, in the region of the job. */
    readonly trainUrl: string;
    /**
     * 0–256 characters.
     *
     * @defaultValue empty
     */
    readonly description?: string;
    /**
     * Kind of the server that shows the board.
     *
     * @defaultValue the service's, `tensorboard`
     */
    readonly jobType?: JobType;
    /**
     * Flavor code of the machine, such as `modelarts.vm.cpu.2u`.
     *
     * @defaultValue the service's choice
     */
    readonly flavor?: string;
    /**
     * Automatic stop, in whole hours of running, 1–24.
     *
     * @defaultValue none: the job runs and is billed until it is stopped
     */
    readonly autoStopHours?: number;
}

/** Field that a list is sorted by. */
export type SortBy = "id" | "name" | "description" | "createdAt" | "status";

/** Filter and order of a list. A filter that is left out excludes no job. */
export interface JobQuery {
    /**
     * The service's name of one status, such as `RUNNING`, with or without the prefix `JOBSTAT_`. {@link statuses} has
     * all names.
     */
    readonly status?: string;
    /** Part of a name, 0–64 characters. The service decides which names match. */
    readonly nameContains?: string;
    /**
     * ID of the workspace.
     *
     * @defaultValue the service's, `0`
     */
    readonly workspaceId?: string;
    /**
     * Field that the list is sorted by.
     *
     * @defaultValue `id`
     */
    readonly sortBy?: SortBy;
    /**
     * Ascending or descending.
     *
     * @defaultValue `asc`
     */
    readonly order?: "asc" | "desc";
}

/** Limits of one call. */
export interface CallOptions {
    /** Ends the call, and any wait in it, with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
    /**
     * Time after which no further attempt begins, in milliseconds since 1970.
     *
     * @defaultValue none: only the number of retries limits the call
     */
    readonly deadline?: number | undefined;
}

/** Request that stops, restarts or deletes a job. */
export type Action = "stop" | "restart" | "delete";

/** State that {@link JobsClient.waitFor} waits for. `deleted`: the service has no such job. */
export type WaitState = "running" | "stopped" | "deleted";

/** Limits of {@link JobsClient.waitFor}. */
export interface WaitOptions {
    /**
     * Seconds to wait, decimals allowed.
     *
     * @defaultValue 900, or `MODELARTS_WAIT_TIMEOUT`
     */
    readonly timeout?: number | undefined;
    /** Ends the wait with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}

/** A job by its ID, or as another call returned it. */
export type JobOrId = string | Pick<Job, "id">;

/**
 * The calls of the service for visualization jobs, and a wait for their effect. `create`, `stop`, `restart` and
 * `delete` resolve when the service has accepted the request, before the work is done: {@link JobsClient.waitFor} waits
 * for it.
 *
 * All calls reject with a {@link ModelArtsError}: kind `settings` where an argument or a setting is invalid and nothing
 * was sent to ModelArts, `not-found` where the service has no such job, `permission-denied` where the user lacks the IAM
 * action, `network`, `timeout` and the like where no response arrived. A request that is safe to repeat is retried first,
 * and only twice where the host name does not resolve.
 */
export interface JobsClient {
    /**
     * Creates a job, which starts at once. Resolves with the job as the service describes it then: its ID, and in some
     * editions little else. If the response is lost, finds the job by its exact name instead of resending the request.
     *
     * @throws {duplicate-name, quota, invalid} where the service does not accept such a job.
     */
    create(spec: JobSpec, options?: CallOptions): Promise<Job>;
    /**
     * Lists every job that matches, over all pages, each once. A page is requested when the loop reaches it.
     *
     * @throws {settings} where the service has no such status.
     * @throws {unexpected-response} at the end, where the list may lack a job that was there all the time.
     */
    list(query?: JobQuery, options?: CallOptions): AsyncIterable<Job>;
    /** Gets one job. */
    get(job: JobOrId, options?: CallOptions): Promise<Job>;
    /** Sets `description`, 0–256 characters. Neither starts nor stops the job. */
    update(job: JobOrId, change: { readonly description: string }, options?: CallOptions): Promise<void>;
    /**
     * Stops the job.
     *
     * @throws {wrong-status} where the job's status does not allow it, as when the job has stopped already.
     */
    stop(job: JobOrId, options?: CallOptions): Promise<void>;
    /**
     * Starts a stopped job, under the same ID.
     *
     * @throws {wrong-status} where the job's status does not allow it, as while the job is stopping.
     */
    restart(job: JobOrId, options?: CallOptions): Promise<void>;
    /**
     * Deletes the job, which cannot be undone.
     *
     * @throws {wrong-status} where the job's status does not allow it, as while the job is stopping.
     */
    delete(job: JobOrId, options?: CallOptions): Promise<void>;
    /**
     * Polls the job until it is in this state, and resolves with the job, for `deleted` with `undefined`. Changes
     * nothing: the call that starts, stops or deletes the job comes before it. Concurrent waits share their requests. A
     * transient error after the first poll does not end the wait. Unless this client has deleted it, a job that is younger
     * than five minutes, or of unknown age, is missing only where polls for half a minute and then a complete list agree.
     *
     * @throws {wait-timeout} where the job is not in the state in time.
     * @throws {unexpected-state} where the job does not reach the state by itself, as a failed job does not run.
     * @throws {not-found} where the service has no such job, unless the wait is for `deleted`.
     */
    waitFor<State extends WaitState>(
        job: JobOrId,
        state: State,
        options?: WaitOptions,
    ): Promise<State extends "deleted" ? undefined : Job>;
}

/** Options of a poll, which is one of many reads of the same job. */
export interface PollOptions extends Limits {
    /**
     * Maximum age of a cached observation that the poll may reuse, in milliseconds. An observation from before the last
     * action on the job is never reused.
     * @defaultValue 0
     */
    readonly maxAgeMs?: number | undefined;
    /** Sends each request once: a later poll repeats it anyway. */
    readonly noRetry?: boolean | undefined;
}

/** Options of a call that changes a job. */
export interface ActionOptions extends Limits {
    /**
     * Ends the call until its request is sent, with an error of kind `cancelled`. A request that is sent is not interrupted,
     * since its job would be in no state, and it is not sent again.
     */
    readonly signalUntilSent?: AbortSignal | undefined;
}

/** One page of a list, without the jobs of the pages before it. */
export interface JobPage {
    readonly jobs: readonly Job[];
    /** The service's time when it sent the page, if the response has it (milliseconds since 1970). */
    readonly serverTime: number | undefined;
    /** The list up to this page, which is the last one, may lack a job that was there all the time. */
    readonly isUncertain?: boolean;
}

/** The jobs of one name. */
export interface Namesakes {
    readonly jobs: readonly Job[];
    /** Milliseconds by which the service's clock is ahead of this machine's; 0 where the response has no time. */
    readonly skewMs: number;
}

/**
 * The calls with the options that the reconciler and coalescing need. A deadline in their options is a reading of
 * `Clock.monotonicNow`, not a time of day.
 */
export interface PollingJobsClient extends Omit<JobsClient, "waitFor"> {
    get(job: JobOrId, options?: PollOptions): Promise<Job>;
    create(spec: JobSpec, options?: ActionOptions): Promise<Job>;
    update(job: JobOrId, change: { readonly description: string }, options?: ActionOptions): Promise<void>;
    stop(job: JobOrId, options?: ActionOptions): Promise<void>;
    restart(job: JobOrId, options?: ActionOptions): Promise<void>;
    delete(job: JobOrId, options?: ActionOptions): Promise<void>;
    /** Lists like `list`, page by page. */
    pages(query?: JobQuery, options?: PollOptions): AsyncIterable<JobPage>;
    /** Finds all jobs of exactly this name. @throws {unexpected-response} where the list may lack one of them. */
    findByName(name: string, options?: ActionOptions): Promise<Namesakes>;
}
