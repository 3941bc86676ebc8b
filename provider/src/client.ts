/*
 * The client without Pulumi, for scripts.
 */
import { systemClock } from "./modelarts/clock";
import { type ClientSettings, readClientSettings } from "./modelarts/config/clientSettings";
import { resolveSettings } from "./modelarts/config/settings";
import { describeOpenFile, diskUserFiles } from "./modelarts/config/userFiles";
import type { CallOptions, JobsClient } from "./modelarts/job";
import { explainWrongStatus } from "./modelarts/jobs/wrongStatus";
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
    const resolved = resolveSettings(config, process.env, {}, diskUserFiles);
    for (const file of resolved.openFiles) process.emitWarning(describeOpenFile(file));
    const { jobs, waitFor } = loadConnectModule().openConnection(resolved);
    // An object of its own, so that a program that prints its client prints no credentials.
    return {
        create: (spec, options) => jobs.create(spec, convertDeadline(options)),
        list: (query, options) => jobs.list(query, convertDeadline(options)),
        get: (job, options) => jobs.get(job, convertDeadline(options)),
        update: (job, change, options) => jobs.update(job, change, convertDeadline(options)),
        stop: (job, options) => explainWrongStatus("stop", jobs, job, convertDeadline(options)),
        restart: (job, options) => explainWrongStatus("restart", jobs, job, convertDeadline(options)),
        delete: (job, options) => explainWrongStatus("delete", jobs, job, convertDeadline(options)),
        waitFor: waitFor as JobsClient["waitFor"],
    };
}

/** The same options with the deadline, a time of day, as a reading of the clock that cannot be set. */
function convertDeadline(options: CallOptions | undefined): CallOptions | undefined {
    const { deadline } = options ?? {};
    if (typeof deadline !== "number") return options;
    return { ...options, deadline: systemClock.monotonicNow() + deadline - systemClock.timeOfDay() };
}
