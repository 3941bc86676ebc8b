import { isDeepStrictEqual } from "node:util";
import type { JobView, RecordedRequest } from "../../../emulator/src";
import { stateOf } from "../../../emulator/src/jobs/status";
import type { JobArgs, Program, StateJob } from "./program";

/** One operation, and the situation after it. */
export interface Moment {
    readonly program: Program;
    readonly command: string;
    readonly code: number;
    readonly output: string;
    readonly requests: readonly RecordedRequest[];
    readonly stateJobs: readonly StateJob[];
    /** The service's jobs. */
    readonly jobs: readonly JobView[];
    /** The same after all delayed work of the service. */
    readonly laterJobs: readonly JobView[];
    /** The job names that errors of failed creates have reported. */
    readonly reportedNames: ReadonlySet<string>;
    /** Jobs may have changed without the state. */
    readonly hasDrifted: boolean;
}

const crash =
    /\b(TypeError|ReferenceError|RangeError|SyntaxError|AssertionError|panic:|Unexpected struct)\b.*/g;

function repeated<T>(all: readonly T[]): T[] {
    return all.filter((one, index) => all.indexOf(one) !== index);
}

/** The name of the resource that created a job. */
export function creatorOf({ name }: JobView): string {
    return name.replace(/-.*$/, "");
}

/** Every violated invariant. */
export function findViolations(moment: Moment): string[] {
    const { program, command, code, stateJobs, jobs, laterJobs } = moment;
    const { resources, foreignIds, adoptedIds } = program;
    const stateIds = stateJobs.map(({ id }) => id);
    // During a transfer two resources have one job until the old one is deleted.
    const declared = stateJobs.filter(({ resource }) => resources.has(resource));
    const isDone = code === 0 && (command === "up" || command === "destroy");
    // A job may be in no state where an error has reported its create, and the next run finds it.
    const mayBeLost = (job: JobView): boolean =>
        !isDone && moment.reportedNames.has(job.name) && resources.has(creatorOf(job));
    const lostJobs = laterJobs.filter(
        (job) => !stateIds.includes(job.id) && !foreignIds.has(job.id) && !mayBeLost(job),
    );
    const creators = laterJobs
        .filter(({ status }) => ["starting", "running"].includes(stateOf(status)))
        .filter(({ id }) => !foreignIds.has(id) && !adoptedIds.includes(id))
        .map(creatorOf);
    const isReadOnly = command === "refresh" || command === "preview";
    const badWrites = moment.requests.filter(
        ({ method, jobId = "" }) =>
            method !== "GET" && (isReadOnly || (foreignIds.has(jobId) && !adoptedIds.includes(jobId))),
    );
    const expected = isDone && command === "up" && !moment.hasDrifted ? resources : [];
    const leftovers = stateJobs.filter(
        ({ resource }) => isDone && (command === "destroy" || !resources.has(resource)),
    );
    return [
        ...repeated(declared.map(({ id }) => id)).map((id) => `two resources have job ${id}`),
        ...repeated(declared.map(({ resource }) => resource)).map((name) => `the state has ${name} twice`),
        ...lostJobs.map(({ id, name, statusName }) => `${name} (${id}, ${statusName}) is in no state`),
        ...repeated(creators).map((name) => `${name} has created a second job that runs`),
        ...badWrites.map(({ call, jobId = "" }) => `${command} must not send ${call} ${jobId}`),
        ...[...moment.output.matchAll(crash)].map(([text]) => `crashed: ${text}`),
        ...[...expected].flatMap(([name, args]) => findDifference(name, args, jobs, stateJobs)),
        ...leftovers.map(({ resource }) => `the state still has ${resource}`),
    ];
}

/** The difference of a resource from what a successful `up` promises. */
function findDifference(
    name: string,
    { visualizationId, description, trainUrl = "", autoStopHours, state }: JobArgs,
    jobs: readonly JobView[],
    stateJobs: readonly StateJob[],
): string[] {
    const stateJob = stateJobs.find(({ resource }) => resource === name);
    const job = jobs.find(({ id }) => id === stateJob?.id);
    if (stateJob === undefined || job === undefined) return [`${name} has no job`];
    const actual = {
        id: job.id,
        description: job.description,
        trainUrl: job.trainUrl,
        hours: job.hours ?? undefined,
        state: stateOf(job.status).replace("failed", "stopped"),
        statusInState: stateJob.status,
    };
    const ofNewJob = {
        description: "",
        trainUrl: trainUrl.replace(/^obs:\//, "").replace(/\/?$/, "/"),
        hours: autoStopHours,
    };
    const promised = {
        ...actual,
        ...(visualizationId === undefined ? ofNewJob : { id: visualizationId }),
        ...(description !== undefined && { description }),
        ...(state !== undefined && { state, statusInState: job.statusName }),
    };
    const [is, declared] = [JSON.stringify(actual), JSON.stringify(promised)];
    return isDeepStrictEqual(actual, promised) ? [] : [`${name} is ${is}, declared is ${declared}`];
}
