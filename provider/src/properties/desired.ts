/*
 * This file decides what a program desires of the run state and the description of a job, for the diff, the preview and the
 * apply.
 */
import type { JobState } from "../modelarts/status";
import type { DesiredState, Inputs, Resource } from "./inputs";

/** A part that is `undefined` stays as the job has it. */
export interface Desired {
    readonly state: Inputs["state"];
    readonly description: string | undefined;
}

/** `isStartPending` is true where the job is new, or its first start has not succeeded yet. */
export function toDesired(resource: Resource, isStartPending: boolean): Desired {
    return {
        state: desiredState(resource, isStartPending),
        description: desiredDescription(resource.inputs),
    };
}

/**
 * The stack-wide switch overrides the program. A new job starts where the program sets no state; from then on its run
 * state is left alone.
 */
export function desiredState({ inputs, stackState }: Resource, isStartPending: boolean): Inputs["state"] {
    if (stackState === "stopped") return "stopped";
    return inputs.state ?? (isStartPending ? "running" : undefined);
}

/** Returns whether a job is to start although the program sets no state. */
export function isImplicitStart({ inputs }: Resource, { state }: Pick<Desired, "state">): boolean {
    return inputs.state === undefined && state === "running";
}

/** Returns whether the stack-wide switch stops a job that the program sets to run. */
export function isStateOverridden({ inputs, stackState }: Resource): boolean {
    return stackState === "stopped" && inputs.state === "running";
}

/** Returns the input that is nearest to an observed state, and `undefined` for `unknown`, which no input describes. */
export function nearestDesiredState(observed: JobState): DesiredState | undefined {
    switch (observed) {
        case "running":
        case "starting":
            return "running";
        case "stopping":
        case "stopped":
        case "failed":
            return "stopped";
        default:
            return undefined;
    }
}

/** An adopted job keeps its description where the program sets none. */
export function desiredDescription({
    description,
    visualizationId,
}: Pick<Inputs, "visualizationId"> & { readonly description?: string | undefined }): string | undefined {
    return description ?? (visualizationId === undefined ? "" : undefined);
}

/** Descriptions of one job, as far as each source has one. */
interface DescriptionSources {
    readonly observed: string | undefined;
    readonly prior: string | undefined;
    readonly desired: string | undefined;
    readonly isNew: boolean;
}

/** Returns the description that a job has before it is changed. A new job has the desired one, with which it was created. */
export function presentDescription({
    observed,
    prior,
    desired,
    isNew,
}: DescriptionSources): string | undefined {
    return observed ?? prior ?? (isNew ? desired : "");
}

/**
 * A start stays pending until the job has run, or something else has stopped it. `outputs` are those of the job when
 * its start failed; one that was stopped before, and is to run again after a transfer, is still as it was.
 */
export function isStillStarting(
    {
        isStartPending,
        outputs,
    }: { readonly isStartPending: boolean; readonly outputs?: { readonly state: JobState } },
    observed: JobState,
): boolean {
    const isAsBefore = observed === "stopped" && outputs?.state === "stopped";
    return isStartPending && (isAsBefore || ["failed", "starting", "unknown"].includes(observed));
}

/**
 * Returns whether the start of an adopted job is pending: one that another resource has stopped in this run runs again
 * where the program sets no state.
 */
export function isAdoptedStartPending(
    { inputs }: Resource,
    observed: JobState,
    wasStopped: boolean,
): boolean {
    return inputs.state === undefined && observed !== "running" && wasStopped;
}

/** Returns whether the start of a job that the state has is pending: one that was stopped in this run runs again. */
export function isManagedStartPending(
    prior: Parameters<typeof isStillStarting>[0],
    observed: JobState,
    wasStopped: boolean,
): boolean {
    return wasStopped || isStillStarting(prior, observed);
}

/** Returns whether the job needs no call to reach its desired state. */
export function isInDesiredState(desired: Inputs["state"], observed: JobState, skipAwait: boolean): boolean {
    switch (desired) {
        case undefined:
            return true;
        case "running":
            return observed === "running" || (skipAwait && observed === "starting");
        case "stopped":
            return observed === "stopped" || observed === "failed" || (skipAwait && observed === "stopping");
    }
}
