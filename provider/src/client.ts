/*
 * The client without Pulumi, for scripts.
 */
import { systemClock } from "./modelarts/clock";
import {
    itemsWithArgumentNames,
    useArgumentNames,
    withArgumentNames,
} from "./modelarts/config/argumentNames";
import { type ClientSettings, readClientSettings } from "./modelarts/config/clientSettings";
import { resolveSettings } from "./modelarts/config/settings";
import { describeOpenFile, diskUserFiles } from "./modelarts/config/userFiles";
import type { Action, CallOptions, JobOrId, JobsClient, PollingJobsClient } from "./modelarts/job";
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
    const { jobs, waitFor } = open(settings);
    // The object is a new one, so that a program that prints its client prints no credentials.
    return {
        create: (spec, options) => withArgumentNames(jobs.create(spec, convertDeadline(options))),
        list: (query, options) => itemsWithArgumentNames(jobs.list(query, convertDeadline(options))),
        get: (job, options) => withArgumentNames(jobs.get(job, convertDeadline(options))),
        update: (job, change, options) =>
            withArgumentNames(jobs.update(job, change, convertDeadline(options))),
        stop: (job, options) => sendAction("stop", jobs, job, options),
        restart: (job, options) => sendAction("restart", jobs, job, options),
        delete: (job, options) => sendAction("delete", jobs, job, options),
        waitFor: ((...args: Parameters<typeof waitFor>) =>
            withArgumentNames(waitFor(...args))) as JobsClient["waitFor"],
    };
}

function open(settings: ClientSettings): ReturnType<ReturnType<typeof loadConnectModule>["openConnection"]> {
    try {
        const config = readClientSettings(settings);
        const resolvedSettings = resolveSettings(config, process.env, {}, diskUserFiles);
        for (const file of resolvedSettings.openFiles) process.emitWarning(describeOpenFile(file));
        return loadConnectModule().openConnection(resolvedSettings);
    } catch (error) {
        throw useArgumentNames(error);
    }
}

function sendAction(
    action: Action,
    jobs: PollingJobsClient,
    job: JobOrId,
    options: CallOptions | undefined,
): Promise<void> {
    return withArgumentNames(explainWrongStatus(action, jobs, job, convertDeadline(options)));
}

/** Returns the same options with the deadline, a time of day, as a reading of the clock that cannot be set. */
function convertDeadline(options: CallOptions | undefined): CallOptions | undefined {
    const { deadline } = options ?? {};
    if (typeof deadline !== "number") return options;
    return { ...options, deadline: systemClock.monotonicNow() + deadline - systemClock.timeOfDay() };
}
