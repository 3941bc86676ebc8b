import { type Inputs, unknownValue } from "./inputs";
import { programInputNames, type Outputs, writeOnlyInputs } from "./state";

/**
 * What a change of each input means; the schema says which ones replace the job. `stateOnly`: only the state takes it;
 * nothing is asked of the service.
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
    __timeouts: "stateOnly",
} as const;
type DiffInput = keyof typeof effects;

const operations = ["create", "update", "delete"] as const;

export interface DiffResult {
    readonly changes: boolean;
    /** Inputs that need a new job. */
    readonly replaces: string[];
    /** All inputs that changed. */
    readonly changedInputs: string[];
    /** Two copies would be billed twice, and may break the quota. */
    readonly deleteBeforeReplace: true;
}

/** What was observed, against what is wanted. Pure. */
export function diff(olds: Outputs, news: Inputs): DiffResult {
    const changedInputs = (Object.keys(effects) as DiffInput[]).filter((name) => differs(name, olds, news));
    // A start that failed is asked for once more, whatever else the program says.
    const isStartPending = news.state === undefined && olds.__starting === true;
    return {
        changes: changedInputs.length > 0 || isStartPending,
        changedInputs,
        replaces: changedInputs.filter(
            (name) => requiresReplacement(name, olds) || isForcedReplacement(name, news),
        ),
        deleteBeforeReplace: true,
    };
}

function requiresReplacement(name: DiffInput, olds: Outputs): boolean {
    return (
        effects[name] === "replace" &&
        !(isUnknownAfterImport(name, olds) && olds[name as keyof Outputs] === undefined)
    );
}

/** The option `replaceOnChanges`, which the engine cannot see to here: a dynamic provider gives it no detailed diff. */
function isForcedReplacement(
    name: DiffInput,
    { __replaceOnChanges: replaceOnChanges = [] }: Inputs,
): boolean {
    return effects[name] === "update" && (replaceOnChanges.includes(name) || replaceOnChanges.includes("*"));
}

function differs(name: DiffInput, olds: Outputs, news: Inputs): boolean {
    const desired = news[name];
    if (desired === unknownValue) return true;
    if (desired === undefined && isUnknownAfterImport(name, olds)) return false;
    switch (name) {
        case "state":
            return !isInDesiredState(news.state, olds.state, news.skipAwait ?? false);
        case "description":
            // A job that was taken over keeps its own description, unless the program sets one.
            if (desired === undefined && news.visualizationId !== undefined) return false;
            return (desired ?? "") !== (olds.description ?? "");
        case "visualizationId":
            return desired === undefined
                ? programInputNames(olds).includes("visualizationId")
                : desired !== olds.visualizationId;
        case "region":
        case "projectId":
            // Left out: the job stays where it was made, whatever the configuration says now.
            return desired !== undefined && desired !== olds[name];
        case "trainUrl":
        case "name":
        case "autoStopHours":
        case "flavor":
            return news.visualizationId === undefined && desired !== olds[name];
        case "jobType":
            return (
                news.visualizationId === undefined &&
                (desired ?? "tensorboard") !== (olds.jobType ?? "tensorboard")
            );
        case "skipAwait":
            return (desired ?? false) !== (olds.skipAwait ?? false);
        case "deletionPolicy":
            return desired !== olds.deletionPolicy;
        case "__timeouts":
            return operations.some(
                (operation) => news.__timeouts?.[operation] !== olds.__timeouts?.[operation],
            );
    }
}

/**
 * Nobody can tell whether an imported job differs there. What the program says of it is believed, and taken into the
 * state; only what it says later, and otherwise, needs a new job.
 */
function isUnknownAfterImport(name: DiffInput, olds: Outputs): boolean {
    return olds.__imported === true && (writeOnlyInputs as readonly DiffInput[]).includes(name);
}

/** The job is where it is asked to be, or need not be touched to get there. */
function isInDesiredState(
    desiredState: Inputs["state"],
    observedState: Outputs["state"],
    skipAwait: boolean,
): boolean {
    switch (desiredState) {
        case undefined:
            return true;
        case "running":
            return observedState === "running" || (skipAwait && observedState === "starting");
        case "stopped":
            return (
                observedState === "stopped" ||
                observedState === "failed" ||
                (skipAwait && observedState === "stopping")
            );
    }
}
