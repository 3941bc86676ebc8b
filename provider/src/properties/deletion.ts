import type { DeletionPolicy, Inputs } from "./inputs";
import type { ResourceState } from "./state";

/** The deletion policy that a program declares for a resource. */
export interface DeclaredDeletion {
    readonly policy: DeletionPolicy | undefined;
    /** The program sets the policy, and does not leave it to the default. */
    readonly isExplicit: boolean;
    readonly isAdoption: boolean;
}

/** The deletion policy that the job had until now. */
export type PriorDeletion = Omit<DeclaredDeletion, "isExplicit">;

/**
 * Returns the policy of a deletion. A policy that the program changes in the same run counts already. Where a
 * replacement ends at a job of another kind, adopted in place of created or the reverse, the new default is for the new
 * job alone, and a new `delete` never removes a job that the resource had only adopted. The function is pure.
 */
export function toDeletionPolicy(
    prior: PriorDeletion,
    declaredDeletion: DeclaredDeletion | undefined,
): DeletionPolicy {
    const priorPolicy = prior.policy ?? "delete";
    if (declaredDeletion === undefined) return priorPolicy;
    const { policy, isExplicit, isAdoption } = declaredDeletion;
    if (isAdoption === prior.isAdoption) return policy ?? priorPolicy;
    return isExplicit && policy === "stop" ? "stop" : priorPolicy;
}

/** Returns what the state has of the deletion of its job. */
export function toPriorDeletion({ outputs, programInputs }: ResourceState): PriorDeletion {
    return { policy: outputs.deletionPolicy, isAdoption: programInputs.includes("visualizationId") };
}

export function toDeclaredDeletion(
    programInputs: Readonly<Record<string, unknown>>,
    { deletionPolicy, visualizationId }: Inputs,
): DeclaredDeletion {
    return {
        policy: deletionPolicy,
        isExplicit: programInputs["deletionPolicy"] !== undefined && programInputs["deletionPolicy"] !== null,
        isAdoption: visualizationId !== undefined,
    };
}
