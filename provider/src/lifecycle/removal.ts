/*
 * The removal of a job, of which the other resources of the run learn step by step: before each request it is asked again
 * whether another resource has the job by now.
 */
import { ignoreNotFound } from "../modelarts/errors";
import type { Reconciler } from "../reconcile/reconcile";
import type { JobOwnership, LocatedJob } from "./ownership";

export interface Removal {
    readonly job: LocatedJob;
    /** The resource that gives the job up. */
    readonly urn: string;
    /** The job stops, and its next owner is certain to come. */
    readonly isSwap?: boolean;
    /** Returns whether another resource has the job by now, or is about to get it. */
    readonly isTransferred: () => Promise<boolean>;
}

/** Stops the job, and deletes it where that is the goal. Returns whether another resource has it instead. */
export async function removeJob(
    { job, urn, isSwap = false, isTransferred }: Removal,
    reconciler: Reconciler,
    ownership: JobOwnership,
): Promise<"removed" | "transferred"> {
    const actions = reconciler.actions();
    let isDeleteSent = false;
    try {
        for (;;) {
            const next = await ignoreNotFound(actions.next());
            if (next?.done !== false) return "removed";
            // Who adopts the job from now on reads that it is deleted, and fails.
            if (isDeleteSent) continue;
            const state = reconciler.lastJob?.status.state;
            const wasRunning = state === "running" || state === "starting";
            // Either a resource that adopts the job now reads this fact, or the next line finds that it has the job.
            ownership.record({ kind: isSwap ? "transfers" : "stops", urn, ...job, wasRunning });
            if (await isTransferred()) {
                // Its next owner has not read it a second time yet, which may fail.
                ownership.record({ kind: "transfers", urn, ...job, wasRunning });
                return "transferred";
            }
            isDeleteSent = next.value === "delete";
            if (isDeleteSent) ownership.record({ kind: "deletes", urn, ...job });
        }
    } finally {
        ownership.record({ kind: "ends", urn, ...job });
    }
}
