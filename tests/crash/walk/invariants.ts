import type { JobView } from "../../../emulator/src";
import { type JobModel, isStopped, isRunning } from "./model";
import type { Moment } from "./moment";
import type { Program } from "./program";
import { ownerOf, resourceName } from "./slot";

/** All elements whose key an earlier element has. */
function repeated<T>(all: readonly T[], keyOf: (one: T) => unknown): T[] {
    const keys = all.map(keyOf);
    return all.filter((_, at) => keys.indexOf(keys[at]) !== at);
}

const describeJob = ({ id, name, statusName }: JobView): string => `${name} (${id}, ${statusName})`;

/** Every violated invariant. Records the jobs that were kept by their deletion policy in the model. */
export function findViolations(moment: Moment, model: JobModel, program: Program): string[] {
    return [
        ...oneResourceEach(moment, program),
        ...droppedFromState(moment, model, program),
        ...unknownJobs(moment, model, program),
        ...oneJobEach(moment, model, program),
        ...foreignTouched(moment, model, program),
        ...written(moment),
        ...crashes(moment),
    ];
}

/** The IDs of the jobs that the program adopts. */
const adoptedBy = (program: Program): Set<string> =>
    new Set(program.slots.flatMap(({ adopted }) => (adopted === undefined ? [] : [adopted.id])));

/** During a transfer two resources have one job until the old one is deleted. */
function oneResourceEach({ after }: Moment, program: Program): string[] {
    const declared = new Set(program.slots.map(resourceName));
    const living = after.filter((entry) => declared.has(entry.resource));
    return [
        ...repeated(living, ({ id }) => id).map(({ id }) => `two resources have job ${id}`),
        ...repeated(living, (entry) => entry.resource).map(
            (entry) => `${entry.resource} is in the state twice`,
        ),
    ];
}

/** A job leaves the state deleted, stopped by its deletion policy, or adopted by another resource. */
function droppedFromState(
    { operation: [command], before, after, jobs }: Moment,
    model: JobModel,
    program: Program,
): string[] {
    const { foreign, retained, manualChanges } = model;
    const adopted = adoptedBy(program);
    for (const { id } of after) retained.delete(id);
    return before
        .filter(({ id }) => !after.some((entry) => entry.id === id))
        .filter(({ id }) => command === "destroy" || !adopted.has(id))
        .flatMap(({ id, policy }) => {
            const job = jobs.find((one) => one.id === id);
            const shared = before.some((other) => other.id === id && other.policy !== policy);
            if (job === undefined) {
                const due = policy !== "stop" || shared || manualChanges.deleted.has(id);
                return due ? [] : [`${id} was to be kept, and is deleted`];
            }
            if (policy !== "stop")
                return shared ? [] : [`${describeJob(job)} left the state and is not deleted`];
            if (!foreign.has(id)) retained.add(id);
            return isStopped(job) || manualChanges.restarted.has(id)
                ? []
                : [`${describeJob(job)} left the state, and runs`];
        });
}

/** A job that is in no state was reported by an error, and the next run finds it. */
function unknownJobs({ later }: Moment, model: JobModel, program: Program): string[] {
    const outstanding = model.outstanding(later, program);
    return model
        .unknown(later)
        .filter((job) => !outstanding.includes(job))
        .map((job) => `${describeJob(job)} is in no state`);
}

function oneJobEach({ later }: Moment, model: JobModel, program: Program): string[] {
    const apart = new Set([...model.retained, ...model.foreign.keys(), ...adoptedBy(program)]);
    const living = later.filter((job) => isRunning(job) && !apart.has(job.id));
    return repeated(living, ({ name }) => ownerOf(name)).map(
        (job) => `${describeJob(job)} is a second job of its resource`,
    );
}

function foreignTouched(
    { before, after, requests }: Moment,
    { foreign }: JobModel,
    program: Program,
): string[] {
    const ours = new Set([...before, ...after].map(({ id }) => id));
    for (const id of adoptedBy(program)) ours.add(id);
    return requests
        .filter(({ method, jobId = "" }) => method !== "GET" && foreign.has(jobId) && !ours.has(jobId))
        .map(({ call, jobId }) => `${call} of job ${jobId ?? ""}, which is foreign`);
}

/** A refresh and a preview write nothing. */
function written({ operation: [command], requests }: Moment): string[] {
    if (command !== "refresh" && command !== "preview") return [];
    return requests
        .filter(({ method, call }) => method !== "GET" && call !== "tokens")
        .map(({ call, jobId }) => `${command} asked for ${call} of ${jobId ?? "a job"}`);
}

const crash =
    /\b(TypeError|ReferenceError|RangeError|SyntaxError|AssertionError|panic:|Unexpected struct)\b.*/g;

function crashes({ output }: Moment): string[] {
    return [...output.matchAll(crash)].map(([text]) => `crashed: ${text}`);
}
