import type { ModelResource } from "../history/model";
import type { CommandResult } from "../player/commandResult";
import { nameOf } from "../player/programs";
import { keyOf, locations, type ServiceJob } from "../world/services";

/** An error, and whether the program and the service really leave no other way. `parts` are the groups of the pattern. */
interface Obstacle {
    readonly error: RegExp;
    readonly isReal: (
        result: CommandResult,
        parts: readonly string[],
        declarations: readonly ModelResource[],
    ) => boolean;
}

/** Seconds in which the service starts or stops a job. A limit that is shorter may be too short. */
const longestChange = 20;
/** Seconds for which a job that the service does not show may be too new to be shown. */
const longestDoubt = 30;

const obstacles: readonly Obstacle[] = [
    {
        error: /\((\d+)\): there is no such job in project (\w+)/g,
        isReal: ({ jobs }, [id, projectId]) =>
            !jobs.some((job) => job.id === id && locations[job.location].projectId === projectId),
    },
    {
        error: /create visualization job "([^"]+)": ModelArts responded with \d+ ModelArts\.0103/g,
        isReal: ({ jobs }, [name]) => jobs.some((job) => job.name === name),
    },
    {
        error: /belongs to one resource, and (\S+) and (\S+) name or have it/g,
        isReal: (result, urns, declarations) =>
            urns.every(
                (urn) =>
                    result.declarations.has(urn) || declarations.some(({ name }) => nameOf(urn) === name),
            ),
    },
    {
        error: /account for visualization job "([^"]+)" .* it is not sure which job/g,
        isReal: (result, [name]) => result.jobs.some((job) => job.name === name && isInNoState(job, result)),
    },
    {
        // The run has named the job, which runs, and says that the program should adopt it.
        error: /create another job for .*: an earlier run created visualization job "[^"]*" \((\d+)\)/g,
        isReal: (result, [id]) => result.jobs.some((job) => job.id === id && isInNoState(job, result)),
    },
    {
        // The state keeps the protection of a resource that the program has no more.
        error: /cannot be deleted\s+because it is protected|currently marked for protection/g,
        isReal: ({ jobsInState }) => jobsInState.some(({ protect }) => protect === true),
    },
    {
        error: /after (\d+(?:\.\d+)?) s its status/g,
        isReal: (_, [seconds]) => Number(seconds) <= longestChange,
    },
    {
        error: /after (\d+(?:\.\d+)?) s the service does not show the job, which is too new/g,
        isReal: (_, [seconds]) => Number(seconds) <= longestDoubt,
    },
    {
        error: /Duplicate resource (?:alias|URN) '(\S+)'/g,
        isReal: (_, [urn = ""], declarations) =>
            declarations.filter(({ name, alias }) => [name, alias].includes(nameOf(urn))).length > 1,
    },
];

/** Checks whether a run failed by an error that follows from the program and the service, so that any other run fails too. */
export function isBlocked(result: CommandResult, declarations: readonly ModelResource[]): boolean {
    const error = errorOf(result);
    const matches = obstacles.flatMap((obstacle) =>
        [...error.matchAll(obstacle.error)].map(([, ...parts]) => ({ obstacle, parts })),
    );
    return (
        matches.length > 0 &&
        matches.every(({ obstacle, parts }) => obstacle.isReal(result, parts, declarations))
    );
}

/** Reads the error that ended a run. Of a resource that is invalid the diagnostics say why; warnings say nothing of it. */
function errorOf({ output }: CommandResult): string {
    const [first = "", ...diagnostics] = output.split(/\n(?=(?:error|warning|info)\b[^\n]*: )/);
    return /\bis invalid\b/.test(first)
        ? diagnostics.filter((each) => each.startsWith("error")).join("\n")
        : first;
}

/**
 * Checks whether no resource has a job. One whose replacement has failed has given its job up, be it by a delete or by the
 * option retainOnDelete.
 */
function isInNoState({ key }: ServiceJob, { jobsInState }: CommandResult): boolean {
    return !jobsInState.some((resource) => keyOf(resource) === key && resource.pendingReplacement !== true);
}
