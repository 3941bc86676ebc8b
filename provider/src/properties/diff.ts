import { desiredDescription, desiredState, isInDesiredState, isStateOverridden } from "./desired";
import { type Resource, type Timeouts, unknownValue } from "./inputs";
import { type ResourceState, writeOnlyInputs } from "./state";

/**
 * Effect of a change of each input; the schema marks those that replace the job. With `stateOnly` the change is recorded
 * in the state, without a call.
 */
export const effects = {
    trainUrl: "replace",
    name: "replace",
    jobType: "replace",
    flavor: "replace",
    autoStopHours: "replace",
    visualizationId: "replace",
    region: "replace",
    projectId: "replace",
    description: "update",
    state: "update",
    deletionPolicy: "stateOnly",
    skipAwait: "stateOnly",
    customTimeouts: "stateOnly",
} as const;
type DiffInput = keyof typeof effects;

const operations = ["create", "update", "delete"] as const;

export interface DiffResult {
    readonly changes: boolean;
    /** Changed inputs that replace the job. */
    readonly replaces: string[];
    /** All changed inputs. */
    readonly changedInputs: string[];
    /** Two copies would be billed twice, and may break the quota. */
    readonly deleteBeforeReplace: true;
}

/** Compares what the state has with what the program desires. The function is pure. */
export function diff(prior: ResourceState, resource: Resource): DiffResult {
    const changedInputs = (Object.keys(effects) as DiffInput[]).filter((name) =>
        differs(name, prior, resource),
    );
    return {
        changes:
            changedInputs.length > 0 ||
            changesRunState(prior, resource) ||
            isStateOverridden(resource) !== prior.isStateOverridden,
        changedInputs,
        replaces: changedInputs.filter(
            (name) => requiresReplacement(name, prior, resource) || isForcedReplacement(name, resource),
        ),
        deleteBeforeReplace: true,
    };
}

/**
 * Returns whether the job has to start or stop: the program or the stack-wide switch says so, or its first start
 * failed.
 */
export function changesRunState({ outputs, isStartPending }: ResourceState, resource: Resource): boolean {
    const desired = desiredState(resource, isStartPending);
    return !isInDesiredState(desired, outputs.state, resource.inputs.skipAwait ?? false);
}

function requiresReplacement(name: DiffInput, prior: ResourceState, resource: Resource): boolean {
    const { outputs: olds } = prior;
    const isFirstStatement =
        isUnknownAfterImport(name, prior) && olds[name as keyof typeof olds] === undefined;
    return effects[name] === "replace" && !isFirstStatement && !isAtConfiguredLocation(name, prior, resource);
}

/**
 * Returns whether the program no longer states the location, and the job is, as far as is known, where it is
 * configured.
 */
function isAtConfiguredLocation(name: DiffInput, { outputs }: ResourceState, resource: Resource): boolean {
    if ((name !== "region" && name !== "projectId") || resource.inputs[name] !== undefined) return false;
    const configuredValue = resource.configuredLocation?.[name];
    return configuredValue === undefined || configuredValue === outputs[name];
}

/** The option `replaceOnChanges`. The engine applies it only to a detailed diff, which a dynamic provider cannot return. */
function isForcedReplacement(name: DiffInput, { replaceOnChanges = [] }: Resource): boolean {
    return effects[name] === "update" && (replaceOnChanges.includes(name) || replaceOnChanges.includes("*"));
}

function differs(name: DiffInput, prior: ResourceState, resource: Resource): boolean {
    const { inputs, timeouts } = resource;
    if (name === "customTimeouts") return haveTimeoutsChanged(prior.timeouts, timeouts);
    // A start that is repeated is no change of the input.
    if (name === "state") return changesRunState({ ...prior, isStartPending: false }, resource);
    const { outputs: olds } = prior;
    const input = inputs[name];
    if (input === unknownValue) return true;
    if (input === undefined && isUnknownAfterImport(name, prior)) return false;
    const isAdopted = inputs.visualizationId !== undefined;
    switch (name) {
        case "description": {
            const description = desiredDescription(inputs);
            return description !== undefined && description !== (olds.description ?? "");
        }
        case "visualizationId":
            return input === undefined
                ? prior.programInputs.includes("visualizationId")
                : input !== olds.visualizationId;
        case "region":
        case "projectId":
            // Where the input is left out, the job stays where it was created, whatever the configuration says now.
            return input === undefined ? prior.programInputs.includes(name) : input !== olds[name];
        case "trainUrl":
        case "name":
        case "autoStopHours":
        case "flavor":
            return !isAdopted && input !== olds[name];
        case "jobType":
            return !isAdopted && (input ?? "tensorboard") !== (olds.jobType ?? "tensorboard");
        case "skipAwait":
            return (input ?? false) !== (olds.skipAwait ?? false);
        case "deletionPolicy":
            return input !== olds.deletionPolicy;
    }
}

function haveTimeoutsChanged(olds: Timeouts | undefined, news: Timeouts | undefined): boolean {
    return operations.some((operation) => news?.[operation] !== olds?.[operation]);
}

/**
 * The API does not return the write-only inputs of an imported job. The first value that a program states is recorded in
 * the state without a call; only a later change replaces the job.
 */
function isUnknownAfterImport(name: DiffInput, prior: ResourceState): boolean {
    return prior.isImported && (writeOnlyInputs as readonly DiffInput[]).includes(name);
}
