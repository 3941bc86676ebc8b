import type { ClientSettings } from "./modelarts/config/settings";

/*
 * The client without Pulumi, for scripts.
 */
import type { CallOptions, Job, JobQuery, JobSpec } from "./modelarts/job";
import { ModelArtsError } from "./modelarts/errors";
import { resolveSettings } from "./modelarts/config/settings";
import { loadConnectModule } from "./modelarts/lazyConnect";

export type { ClientSettings } from "./modelarts/config/settings";
export { type ErrorKind, isModelArtsError, ModelArtsError } from "./modelarts/errors";
export type { CallOptions, Job, JobQuery, JobSpec, JobType, SortBy } from "./modelarts/job";
export { type JobState, type Status, statuses } from "./modelarts/status";
/** A job by its ID, or as another call gave it. */
export type JobOrId = string | Pick<Job, "id">;

/**
 * The calls of the service. All of them reject with a {@link ModelArtsError}: kind `gone` where there is no such job,
 * `denied` where the user lacks the IAM action, `network` and its like where no answer came. What may be repeated is
 * retried first.
 */
export interface Client {
    /**
     * Makes a job, which starts at once. Resolves when the service has accepted it, with what the service says of it: an
     * ID, and at times little else. Where the answer was lost, the job is looked for under its exact name.
     *
     * Rejects with kind `duplicate-name`, `quota` or `invalid` where the service does not want it.
     */
    create(spec: JobSpec, options?: CallOptions): Promise<Job>;
    /** Gives every job that matches, over all pages, each once. Pages are asked for as they are needed. */
    list(query?: JobQuery, options?: CallOptions): AsyncIterable<Job>;
    /** Looks up one job. */
    get(job: JobOrId, options?: CallOptions): Promise<Job>;
    /** Sets `description`, 0–256 characters. Neither starts nor stops the job. */
    update(job: JobOrId, change: { description: string }, options?: CallOptions): Promise<void>;
    /**
     * Stops the job. Resolves when the service has accepted it: the job's status says when it has stopped.
     *
     * Rejects with kind `wrong-status` where the job's status does not allow it, as when it has stopped already.
     */
    stop(job: JobOrId, options?: CallOptions): Promise<void>;
    /**
     * Starts a stopped job, under the same ID. Resolves when the service has accepted it: the job's status says when it runs.
     *
     * Rejects with kind `wrong-status` where the job's status does not allow it, as while it is stopping.
     */
    restart(job: JobOrId, options?: CallOptions): Promise<void>;
    /**
     * Deletes the job, which cannot be undone. Resolves when the service has accepted it: it is gone when `get` rejects
     * with kind `gone`.
     *
     * Rejects with kind `wrong-status` where the job's status does not allow it, as while it is stopping.
     */
    delete(job: JobOrId, options?: CallOptions): Promise<void>;
}

/**
 * Makes a client, and sends nothing yet. Throws a {@link ModelArtsError} of kind `settings` where a setting is missing
 * or wrong. A log-in with user name and password is done at the first call, once, and again when its token has expired.
 */
export function connect(settings: ClientSettings = {}): Client {
    const values = new Map<string, unknown>(Object.entries(Object(settings) as object));
    const config = (key: string): string | undefined => {
        const name = key.replace(/^(huaweicloud|modelarts):/, "");
        return toSettingText(name, values.get(name));
    };
    const { jobs } = loadConnectModule().openConnection(resolveSettings(config, process.env));
    return {
        create: (spec, options) => jobs.create(spec, options),
        list: (query, options) => jobs.list(query, options),
        get: (job, options) => jobs.get(toJobId(job), options),
        update: (job, change, options) => jobs.update(toJobId(job), change, options),
        stop: (job, options) => jobs.stop(toJobId(job), options),
        restart: (job, options) => jobs.restart(toJobId(job), options),
        delete: (job, options) => jobs.delete(toJobId(job), options),
    };
}

/** As it would stand in a configuration. A program without types may hand over anything. */
function toSettingText(name: string, value: unknown): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    try {
        if (name === "endpoints" && typeof value === "object") return JSON.stringify(value);
    } catch {
        // It holds itself, or what has no form in JSON.
    }
    throw new ModelArtsError({
        kind: "settings",
        operation: "connect to ModelArts",
        reason: `the setting ${name} is of a type that no setting has`,
    });
}

/** Not checked here: a call rejects, and never throws. */
function toJobId(job: JobOrId | null | undefined): string {
    return typeof job === "object" ? (job?.id as string) : (job as string);
}
