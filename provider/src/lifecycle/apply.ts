import { ResourceInitFailedError } from "./errors";
import type { Inputs } from "../properties/inputs";
import { isModelArtsError } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import { type Outputs, toOutputs } from "../properties/state";
import { type ReconcileRequest, reconcile, type ReconcilerDependencies } from "../reconcile/reconcile";
import type { Connection } from "./connections";
export type OperationLimits = Pick<ReconcileRequest, "timeoutMs" | "deadline" | "timeoutHint" | "signal">;

export interface ApplyContext {
    readonly connection: Connection;
    readonly limits: OperationLimits;
    /** What is done at the service; each look at the job is told. */
    readonly createDependencies: (onObserve: (job: Job) => void) => ReconcilerDependencies;
    /** The job has just been made: it is on its way up by that. */
    readonly isNew: boolean;
}

/**
 * Sends only the difference between what was observed and what is wanted, and waits for it. Rejects with `Unfinished`
 * where the service does not do it.
 */
export async function applyDesired(
    observedJob: Job,
    inputs: Inputs,
    prior: Partial<Outputs>,
    { connection, limits, createDependencies, isNew }: ApplyContext,
): Promise<Outputs> {
    const isManaged = inputs.visualizationId === undefined;
    const desiredDescription = inputs.description ?? (isManaged ? "" : undefined);
    let job = observedJob;
    let description = job.description ?? prior.description ?? (isNew ? desiredDescription : "");
    const outputs = () => {
        const descriptionPart = description === undefined ? {} : { description };
        return toOutputs(inputs, { ...job, ...descriptionPart }, connection.location, prior);
    };
    const goal = inputs.state ?? (isNew || isStartPending(job, prior) ? "running" : undefined);
    try {
        if (desiredDescription !== undefined && desiredDescription !== description) {
            await connection.client.pollingJobs.update(job.id, { description: desiredDescription }, limits);
            description = desiredDescription;
        }
        if (goal === undefined) return outputs();
        const request = { goal, ...limits, isNew, skipAwait: inputs.skipAwait };
        const dependencies = createDependencies((polledJob) => {
            job = polledJob;
        });
        // A new job's answer says little; one that was looked at need not be looked at again.
        await reconcile(job.id, request, dependencies, isNew ? undefined : job);
        return outputs();
    } catch (error) {
        const isImplicitStart = inputs.state === undefined && goal === "running";
        if (isModelArtsError(error)) {
            throw new ResourceInitFailedError(error, job.id, {
                ...outputs(),
                ...(isImplicitStart ? { __starting: true } : {}),
            });
        }
        throw error;
    }
}

/** The start of a new job failed or was cut short, and nobody has stopped the job since. */
export function isStartPending(job: Job, prior: Partial<Outputs>): boolean {
    return prior.__starting === true && ["failed", "starting", "unknown"].includes(job.status.state);
}
