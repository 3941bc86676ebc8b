import { isModelArtsError } from "../modelarts/errors";
import type { Action, PollingJobsClient } from "../modelarts/job";
import { confirmInList, mayMeanNotFound } from "../modelarts/notFound";

type DeletingJobsClient = Pick<PollingJobsClient, "get" | "pages" | Action>;
type ActionCall = DeletingJobsClient["stop"];

/**
 * Returns the calls with which a resource gives up the job that it has created. The code for a missing job varies by
 * edition, and no reference has all of them. Without this, a job that is missing already could never leave the state.
 * So a complete list decides whatever the code of a rejection is, unless the service shows the job. In a refresh, where
 * a wrong result would forget a job that runs, an unknown code stays an error.
 */
export function confirmRejections(jobs: DeletingJobsClient): DeletingJobsClient {
    const get: DeletingJobsClient["get"] = (job, options) =>
        jobs.get(job, options).catch((error: unknown) => {
            if (!mayMeanNotFound(error, true)) throw error;
            return confirmInList(jobs, error, idOf(job), options ?? {});
        });
    const confirmAction =
        (action: ActionCall): ActionCall =>
        (job, options) =>
            action(job, options).catch(async (error: unknown) => {
                if (mayMeanNotFound(error, true))
                    await get(idOf(job), options).catch((getError: unknown) => {
                        throw isModelArtsError(getError, "not-found") ? getError : error;
                    });
                throw error;
            });
    return {
        pages: (query, options) => jobs.pages(query, options),
        get,
        stop: confirmAction((job, options) => jobs.stop(job, options)),
        restart: confirmAction((job, options) => jobs.restart(job, options)),
        delete: confirmAction((job, options) => jobs.delete(job, options)),
    };
}

function idOf(job: Parameters<ActionCall>[0]): string {
    return typeof job === "string" ? job : job.id;
}
