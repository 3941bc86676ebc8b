import { isModelArtsError, withDetails } from "../errors";
import type { Action, CallOptions, Job, JobOrId, JobsClient } from "../job";

/**
 * Sends an action for a script. Where the status of the job does not allow it, the job is looked up once more, so that the
 * error says what to do: "already stopped" is no reason to try again.
 */
export async function explainWrongStatus(
    action: Action,
    jobs: Pick<JobsClient, "get" | Action>,
    job: JobOrId,
    options: CallOptions | undefined,
): Promise<void> {
    try {
        await jobs[action](job, options);
    } catch (error) {
        if (!isModelArtsError(error, "wrong-status")) throw error;
        const observedJob = await jobs.get(job, options).catch(() => undefined);
        const hint = observedJob === undefined ? error.hint : hintFor(action, observedJob);
        throw withDetails(error, { hint });
    }
}

function hintFor(action: Action, { status }: Job): string {
    const { name, state } = status;
    if (action === "stop" && state === "stopped") return `The job is already stopped (${name}).`;
    if (action === "restart" && (state === "running" || state === "starting"))
        return `The job is already ${state} (${name}).`;
    if (action === "delete" && (state === "running" || state === "starting"))
        return `The job is ${state} (${name}): stop it, wait with waitFor until it is stopped, then delete it.`;
    return `The status of the job is ${name}: wait with waitFor until it is running or stopped, then try again.`;
}
