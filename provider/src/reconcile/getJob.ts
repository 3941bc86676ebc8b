import { isModelArtsError, withDetails } from "../modelarts/errors";
import type { Job, PollingJobsClient } from "../modelarts/job";
import { type JobAge, NotFoundRule } from "../modelarts/notFound";
import { type Polling, waitForTick } from "../modelarts/poll";
import { refreshHint, uncertainNotFoundError, withRemovalHint } from "./errors";
import type { Operation } from "./reconcile";

/**
 * Gets a job that a state has, and polls again while it is not certain that the service has no such job. `maxAgeMs` is the
 * maximum age of a cached observation.
 *
 * @throws {not-found} where the service surely has no such job.
 * @throws {wait-timeout} where the operation's time is over before that is certain.
 */
export async function getJob(
    job: JobAge,
    jobs: Pick<PollingJobsClient, "get" | "pages">,
    polling: Polling,
    operation: Operation,
    maxAgeMs = 0,
): Promise<Job> {
    const { deadline, signal, onRetry, onProgress } = operation;
    const startedAt = polling.clock.monotonicNow();
    const rule = new NotFoundRule(jobs, polling.clock);
    for (;;) {
        try {
            const result = await jobs.get(job.id, { deadline, signal, onRetry, maxAgeMs });
            onProgress?.(result);
            return result;
        } catch (error) {
            if (!isModelArtsError(error, "not-found")) throw withRemovalHint(error);
            const result = await rule.judge(error, job, { deadline, signal, onRetry });
            if (result === "missing") throw withDetails(error, { hint: refreshHint });
            if (result !== undefined) return result;
        }
        if (!(await waitForTick(polling, startedAt, operation)))
            throw uncertainNotFoundError({ id: job.id, lastJob: undefined }, operation);
    }
}
