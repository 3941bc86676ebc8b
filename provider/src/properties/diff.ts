import { type Inputs, unknownValue } from "./inputs";
import { givenOf, type Outputs, untold } from "./state";

/**
 * What a change of each input means; the schema says which ones replace the job. `quiet`: only the state takes it;
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
    deletionPolicy: "quiet",
    skipAwait: "quiet",
    __timeouts: "quiet",
} as const;
type Name = keyof typeof effects;

const operations = ["create", "update", "delete"] as const;

export interface Difference {
    readonly changes: boolean;
    /** Inputs that need a new job. */
    readonly replaces: string[];
    /** All inputs that changed. */
    readonly changed: string[];
    /** Two copies would be billed twice, and may break the quota. */
    readonly deleteBeforeReplace: true;
}

/** What was observed, against what is wanted. Pure. */
export function diff(olds: Outputs, news: Inputs): Difference {
    const changed = (Object.keys(effects) as Name[]).filter((name) => differs(name, olds, news));
    // A start that failed is asked for once more, whatever else the program says.
    const starting = news.state === undefined && olds.__starting === true;
    return {
        changes: changed.length > 0 || starting,
        changed,
        replaces: changed.filter((name) => needsNewJob(name, olds) || isToReplace(name, news)),
        deleteBeforeReplace: true,
    };
}

function needsNewJob(name: Name, olds: Outputs): boolean {
    return (
        effects[name] === "replace" && !(isUntold(name, olds) && olds[name as keyof Outputs] === undefined)
    );
}

/** The option `replaceOnChanges`, which the engine cannot see to here: a dynamic provider gives it no detailed diff. */
function isToReplace(name: Name, { __replaceOnChanges: names = [] }: Inputs): boolean {
    return effects[name] === "update" && (names.includes(name) || names.includes("*"));
}

function differs(name: Name, olds: Outputs, news: Inputs): boolean {
    const wanted = news[name];
    if (wanted === unknownValue) return true;
    if (wanted === undefined && isUntold(name, olds)) return false;
    switch (name) {
        case "state":
            return !settled(news.state, olds.state, news.skipAwait ?? false);
        case "description":
            // A job that was taken over keeps its own description, unless the program sets one.
            if (wanted === undefined && news.visualizationId !== undefined) return false;
            return (wanted ?? "") !== (olds.description ?? "");
        case "visualizationId":
            return wanted === undefined
                ? givenOf(olds).includes("visualizationId")
                : wanted !== olds.visualizationId;
        case "region":
        case "projectId":
            // Left out: the job stays where it was made, whatever the configuration says now.
            return wanted !== undefined && wanted !== olds[name];
        case "trainUrl":
        case "name":
        case "autoStopHours":
        case "flavor":
            return news.visualizationId === undefined && wanted !== olds[name];
        case "jobType":
            return (
                news.visualizationId === undefined &&
                (wanted ?? "tensorboard") !== (olds.jobType ?? "tensorboard")
            );
        case "skipAwait":
            return (wanted ?? false) !== (olds.skipAwait ?? false);
        case "deletionPolicy":
            return wanted !== olds.deletionPolicy;
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
function isUntold(name: Name, olds: Outputs): boolean {
    return olds.__imported === true && (untold as readonly Name[]).includes(name);
}

/** The job is where it is asked to be, or need not be touched to get there. */
function settled(wanted: Inputs["state"], seen: Outputs["state"], skipAwait: boolean): boolean {
    switch (wanted) {
        case undefined:
            return true;
        case "running":
            return seen === "running" || (skipAwait && seen === "starting");
        case "stopped":
            return seen === "stopped" || seen === "failed" || (skipAwait && seen === "stopping");
    }
}
