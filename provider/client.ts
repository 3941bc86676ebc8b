/*
 * The client without Pulumi, for scripts.
 */
import { connectTo } from "./modelarts/connect";
import type { CallOptions, Job, JobQuery, JobSpec } from "./modelarts/job";
import { settingsFrom } from "./modelarts/settings";

export { type FailureKind, isFailure, ModelArtsFailure } from "./modelarts/failures";
export type { CallOptions, Job, JobQuery, JobSpec, JobType, SortBy } from "./modelarts/job";
export { type Phase, type Status, statuses } from "./modelarts/status";

/** Settings of a connection; each one left out is taken from the environment, by the same names as everywhere. */
export interface ClientSettings {
    region?: string;
    projectId?: string;
    projectName?: string;
    accessKey?: string;
    secretKey?: string;
    securityToken?: string;
    userName?: string;
    userId?: string;
    password?: string;
    domainName?: string;
    domainId?: string;
    token?: string;
    /** Domain of the cloud. */
    cloud?: string;
    authUrl?: string;
    endpoints?: { modelarts?: string; iam?: string };
    insecure?: boolean;
    cacertFile?: string;
    maxRetries?: number;
    /** Seconds. */
    retryDelay?: number;
    /** Seconds. */
    requestTimeout?: number;
    signing?: "access" | "scoped";
}

/** A job by its ID, or as another call gave it. */
export type JobOrId = string | Pick<Job, "id">;

/** All methods reject with a `ModelArtsFailure`. */
export interface Client {
    create(spec: JobSpec, options?: CallOptions): Promise<Job>;
    /** Every job that matches, over all pages, each once. */
    list(query?: JobQuery, options?: CallOptions): AsyncIterable<Job>;
    get(job: JobOrId, options?: CallOptions): Promise<Job>;
    update(job: JobOrId, change: { description: string }, options?: CallOptions): Promise<void>;
    /** Resolves when the service has taken it: the job's status says when it has stopped. */
    stop(job: JobOrId, options?: CallOptions): Promise<void>;
    /** Resolves when the service has taken it. */
    restart(job: JobOrId, options?: CallOptions): Promise<void>;
    /** Resolves when the service has taken it. */
    delete(job: JobOrId, options?: CallOptions): Promise<void>;
}

/** Sends nothing by itself. Throws a `ModelArtsFailure` of kind `settings` where one is missing or wrong. */
export function connect(settings: ClientSettings = {}): Client {
    const given = new Map<string, ClientSettings[keyof ClientSettings]>(Object.entries(settings));
    const config = (key: string): string | undefined => {
        const value = given.get(key.replace(/^(huaweicloud|modelarts):/, ""));
        if (value === undefined) return undefined;
        return typeof value === "object" ? JSON.stringify(value) : String(value);
    };
    const { jobs } = connectTo(settingsFrom(config, process.env));
    return {
        create: (spec, options) => jobs.create(spec, options),
        list: (query, options) => jobs.list(query, options),
        get: (job, options) => jobs.get(idOf(job), options),
        update: (job, change, options) => jobs.update(idOf(job), change, options),
        stop: (job, options) => jobs.stop(idOf(job), options),
        restart: (job, options) => jobs.restart(idOf(job), options),
        delete: (job, options) => jobs.delete(idOf(job), options),
    };
}

function idOf(job: JobOrId): string {
    return typeof job === "string" ? job : job.id;
}
