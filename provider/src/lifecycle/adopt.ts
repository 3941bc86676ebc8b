import { isModelArtsError, ModelArtsError, withDetails } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import type { Operation } from "../reconcile/reconcile";
import type { Connection } from "./connections";

/** Gets a job that must exist, since the program or the user names its ID. */
export async function getExisting(
    verb: "adopt" | "look up",
    id: string,
    { jobs, location }: Connection,
    { deadline, signal, onRetry, onProgress }: Operation,
): Promise<Job> {
    try {
        const job = await jobs.get(id, { deadline, signal, onRetry });
        if (job.id !== id) throw otherIdError(verb, id, job);
        onProgress?.(job);
        return job;
    } catch (error) {
        if (!isModelArtsError(error, "not-found")) throw error;
        const name = verb === "adopt" ? "visualizationId" : "the ID";
        throw withDetails(error, {
            operation: `${verb} visualization job (${id})`,
            reason: `there is no such job in project ${location.projectId}, region ${location.region}`,
            hint: `Correct ${name}, the region or the project; no job was created. A job of the last minutes may be found a little later.`,
        });
    }
}

/** Returns the error for an ID such as `08992` of the job `8992`: under two IDs it would count as two jobs. */
function otherIdError(verb: string, id: string, job: Job): ModelArtsError {
    return new ModelArtsError({
        kind: "rejected",
        operation: `${verb} visualization job (${id})`,
        reason: `the ID of that job is ${job.id}`,
        hint: `Write ${job.id} in its place.`,
        job,
    });
}
