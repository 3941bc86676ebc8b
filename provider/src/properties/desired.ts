/*
 * What a program desires of the run state and the description of a job. The diff, the preview and the apply ask here.
 */
import type { JobState } from "../modelarts/status";
import type { Inputs } from "./inputs";

/** A part that is `undefined` stays as the job has it. */
export interface Desired {
    readonly state: Inputs["state"];
    readonly description: string | undefined;
}

/** `isStartPending`: the job is new, or its first start has not succeeded yet. */
export function toDesired(inputs: Inputs, isStartPending: boolean): Desired {
    return { state: desiredState(inputs, isStartPending), description: desiredDescription(inputs) };
}

/** A new job starts where the program sets no state; from then on its run state is left alone. */
export function desiredState({ state }: Inputs, isStartPending: boolean): Inputs["state"] {
    return state ?? (isStartPending ? "running" : undefined);
}

/** An adopted job keeps its description where the program sets none. */
export function desiredDescription({
    description,
    visualizationId,
}: Pick<Inputs, "visualizationId"> & { readonly description?: string | undefined }): string | undefined {
    return description ?? (visualizationId === undefined ? "" : undefined);
}

/** A start stays pending until the job has run, or something else has stopped it. */
export function isStillStarting(
    { isStartPending }: { readonly isStartPending: boolean },
    observed: JobState,
): boolean {
    return isStartPending && ["failed", "starting", "unknown"].includes(observed);
}

/** Whether the job needs no call to reach its desired state. */
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
