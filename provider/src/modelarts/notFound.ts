import type { Clock } from "./clock";
import { isModelArtsError, ModelArtsError, transientErrors, withDetails } from "./errors";
import type { PollOptions, Job, PollingJobsClient } from "./job";

/** A job of this age or older, by the service's own time, is missing where one response says so. */
const certainAgeMs = 5 * 60_000;
/** A younger job is missing after this many polls and this time, or after this many polls of a short interval. */
const minPolls = 3;
const minPollingMs = 30_000;
const maxPolls = 30;

/** Returns whether all servers have agreed for minutes on a job of this age. */
function isOld(ageMs: number): boolean {
    return ageMs >= certainAgeMs;
}

/** Contains what the state or an earlier response says of a job that may be missing. */
export interface JobAge {
    readonly id: string;
    /** A time in ISO 8601. Where it is left out, the job counts as young. */
    readonly createdAt?: string | undefined;
}

/**
 * This is the one rule that decides whether the service has no such job.
 *
 * A service with several servers may show a new job on one of them before the others know of it. A job that counts as
 * missing leaves the state, or is created a second time; if it exists after all, it runs and is billed in no state. So a
 * young job is missing only where several polls and then a complete list agree. For an old one the service's own error
 * code is enough, since its servers have agreed for minutes.
 */
export class NotFoundRule {
    private pollCount = 0;
    private readonly startedAt: number;

    constructor(
        private readonly jobs: Pick<PollingJobsClient, "pages">,
        private readonly clock: Clock,
    ) {
        this.startedAt = clock.monotonicNow();
    }

    /**
     * Judges a poll that failed with kind `not-found`. Resolves with `missing` where the service surely has no such job,
     * with the job where the list has it, and with `undefined` where it is not certain yet: then poll again.
     */
    async judge(
        error: ModelArtsError,
        { id, createdAt }: JobAge,
        options: PollOptions,
    ): Promise<"missing" | Job | undefined> {
        this.pollCount++;
        // A job is at least as old as the polls for it.
        const pollingMs = this.clock.monotonicNow() - this.startedAt;
        // The clock of this machine may be wrong, so it does not say how old a job is.
        const ageMs = (error.serverTime ?? NaN) - Date.parse(createdAt ?? "");
        if (isOld(pollingMs) || isOld(ageMs)) return "missing";
        if (this.pollCount < minPolls || !isSettled(this.pollCount, pollingMs)) return undefined;
        return this.findInList(id, options);
    }

    private async findInList(id: string, options: PollOptions): Promise<"missing" | Job | undefined> {
        try {
            return (await findInList(this.jobs, id, options)) ?? "missing";
        } catch (error) {
            // Without a list it is certain when the job is old.
            if (isModelArtsError(error)) return undefined;
            throw error;
        }
    }
}

/** Returns whether all servers know a new job by now, after this many polls, or this many milliseconds after its create. */
export function isSettled(pollCount: number, elapsedMs: number): boolean {
    return elapsedMs >= minPollingMs || pollCount >= maxPolls;
}

/** Resolves with the job of this ID, or with `undefined` only where a complete list has no such job. */
async function findInList(
    jobs: Pick<PollingJobsClient, "pages">,
    id: string,
    options: PollOptions,
): Promise<Job | undefined> {
    for await (const page of jobs.pages({ sortBy: "id", order: "desc" }, options)) {
        const job = page.jobs.find((each) => each.id === id);
        if (job !== undefined) return job;
        if (page.isUncertain === true) throw uncertainListError();
    }
    return undefined;
}

/** Returns the error of a list that may lack a job which was there all the time. */
export function uncertainListError(): ModelArtsError {
    return new ModelArtsError({
        kind: "unexpected-response",
        operation: "list visualization jobs",
        reason: "the list changed each time that it was read, or an entry of it has no ID",
        hint: "Run the same again.",
    });
}

/**
 * Returns whether a rejected call on a job may say that there is no such job. No reference has the code of every
 * edition: `ModelArts.0102` is the job in old tables and the workspace in later ones, and HTTP status 404 comes with
 * codes of the service that no table has. A code of the gateway, or none, says nothing about the job, and neither does
 * a message about a workspace: no list of the usual workspace has the jobs of another one. After an accepted delete any
 * rejection may mean it.
 */
export function mayMeanNotFound(error: unknown, isDeleteAccepted: boolean): error is ModelArtsError {
    if (!isModelArtsError(error, "rejected", "invalid") || error.code?.startsWith("ModelArts.") !== true)
        return false;
    if (isDeleteAccepted) return true;
    if (/workspace|工作空间/i.test(error.serviceMessage ?? "")) return false;
    return error.code === "ModelArts.0102" || error.httpStatus === 404;
}

/**
 * Resolves with the job that a list has although a call on it was rejected with this error.
 *
 * @throws {not-found} where a complete list has no such job.
 * @throws {rejected, invalid} the rejection itself, where the user may not list.
 * @throws {unexpected-response} where no reading of the list was certain to be complete, like other transient errors of it.
 */
export async function confirmInList(
    jobs: Pick<PollingJobsClient, "pages">,
    error: ModelArtsError,
    id: string,
    options: PollOptions,
): Promise<Job> {
    const job = await findInList(jobs, id, options).catch((listError: unknown) => {
        const { operation, job } = error;
        const isTransient = isModelArtsError(listError, ...transientErrors);
        throw isTransient ? withDetails(listError, { operation, job }) : error;
    });
    if (job !== undefined) return job;
    throw withDetails(error, {
        kind: "not-found",
        reason: `${error.reason}, and no list has the job`,
        hint: "Check the ID, the region and the project.",
    });
}
