import { isModelArtsError } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import { isImplicitStart, isStillStarting, presentDescription, toDesired } from "../properties/desired";
import type { Resource } from "../properties/inputs";
import { type ResourceState, toState } from "../properties/state";
import { type Operation, Reconciler } from "../reconcile/reconcile";
import type { Connection } from "./connections";
import { ResourceInitFailedError } from "./errors";

/** The job of a resource before the operation changes it. */
export interface ObtainedJob {
    readonly job: Job;
    /** The operation has created the job, which starts by itself. */
    readonly isNew: boolean;
    /** The job has not run yet, and is to start even if the program sets no state. */
    readonly isStartPending: boolean;
    readonly prior?: ResourceState;
}

/**
 * Sends only the difference between the observed and the desired job, and waits for its effect.
 *
 * @throws {ResourceInitFailedError} where the job does not reach the desired state.
 */
export async function applyDesiredState(
    resource: Resource,
    { job: observedJob, isNew, isStartPending, prior }: ObtainedJob,
    { jobs, location, polling }: Connection,
    operation: Operation,
): Promise<ResourceState> {
    const { inputs } = resource;
    const desired = toDesired(resource, isStartPending);
    let description = presentDescription({
        observed: observedJob.description,
        prior: prior?.outputs.description,
        desired: desired.description,
        isNew,
    });
    const isImplicit = isImplicitStart(resource, desired);
    let reconciler: Reconciler | undefined;
    const currentState = (): ResourceState => {
        const job = reconciler?.lastJob ?? observedJob;
        return toState(
            resource,
            { ...job, ...(description === undefined ? {} : { description }) },
            location,
            prior,
        );
    };
    try {
        if (desired.description !== undefined && desired.description !== description) {
            const { deadline, signal, onRetry, onProgress } = operation;
            const change = { description: desired.description };
            await jobs.update(observedJob.id, change, { deadline, signalUntilSent: signal, onRetry });
            onProgress?.(observedJob);
            description = desired.description;
        }
        if (desired.state === undefined) return currentState();
        const request = {
            id: observedJob.id,
            goal: desired.state,
            isNew,
            skipAwait: inputs.skipAwait,
            // The response of a create says too little to count as an observation.
            observedJob: isNew ? undefined : observedJob,
        };
        reconciler = new Reconciler(request, jobs, polling, operation);
        await reconciler.run();
        const state = currentState();
        // Without a wait the start may still fail.
        return {
            ...state,
            isStartPending: isStillStarting({ isStartPending: isImplicit }, state.outputs.state),
        };
    } catch (error) {
        if (!isModelArtsError(error)) throw error;
        throw new ResourceInitFailedError(error, observedJob.id, {
            ...currentState(),
            isStartPending: isImplicit,
        });
    }
}
