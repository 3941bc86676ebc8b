/*
 * The client without Pulumi, for scripts.
 */
import { type ClientSettings, readClientSettings } from "./modelarts/config/clientSettings";
import { resolveSettings } from "./modelarts/config/settings";
import type { JobsClient } from "./modelarts/job";
import { loadConnectModule } from "./modelarts/lazyConnect";

export type { ClientSettings } from "./modelarts/config/clientSettings";
export { type ErrorKind, isModelArtsError, ModelArtsError } from "./modelarts/errors";
export type {
    CallOptions,
    Job,
    JobOrId,
    JobQuery,
    JobsClient,
    JobSpec,
    JobType,
    SortBy,
    WaitOptions,
    WaitState,
} from "./modelarts/job";
export { type JobState, type Status, statuses } from "./modelarts/status";

/**
 * Creates a client, and sends nothing. The first call authenticates, where user name and password are set; later calls
 * authenticate again when the token has expired.
 *
 * @throws {settings} where a setting is missing or invalid.
 */
export function connect(settings: ClientSettings = {}): JobsClient {
    const config = readClientSettings(settings);
    const { jobs, waitFor } = loadConnectModule().openConnection(resolveSettings(config, process.env));
    // An object of its own, so that a program that prints its client prints no credentials.
    return {
        create: (spec, options) => jobs.create(spec, options),
        list: (query, options) => jobs.list(query, options),
        get: (job, options) => jobs.get(job, options),
        update: (job, change, options) => jobs.update(job, change, options),
        stop: (job, options) => jobs.stop(job, options),
        restart: (job, options) => jobs.restart(job, options),
        delete: (job, options) => jobs.delete(job, options),
        waitFor: waitFor as JobsClient["waitFor"],
    };
}
