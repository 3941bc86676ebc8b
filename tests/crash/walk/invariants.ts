import type { JobView } from "../../../emulator/src";
import { type JobModel, isStopped, isRunning } from "./ledger";
import type { Moment } from "./moment";
import type { Program } from "./program";
import { ownerOf, resourceName } from "./slot";

/** All but the first with the same key. */
function repeated<T>(all: readonly T[], keyOf: (one: T) => unknown): T[] {
    const keys = all.map(keyOf);
    return all.filter((_, at) => keys.indexOf(keys[at]) !== at);
}

const shown = ({ id, name, statusName }: JobView): string => `${name} (${id}, ${statusName})`;

/** What must never be, whatever the weather. Writes into the ledger which jobs were left. */
export function findViolations(moment: Moment, ledger: JobModel, program: Program): string[] {
    return [
        ...oneResourceEach(moment, program),
        ...goneFromState(moment, ledger, program),
        ...unknownJobs(moment, ledger, program),
        ...oneJobEach(moment, ledger, program),
        ...foreignTouched(moment, ledger, program),
        ...written(moment),
        ...crashes(moment),
    ];
}

/** The jobs that the program takes over. */
const takenBy = (program: Program): Set<string> =>
    new Set(program.slots.flatMap(({ taken }) => (taken === undefined ? [] : [taken.id])));

/** Where a job goes to another resource, both have it until the old one is deleted. */
function oneResourceEach({ after }: Moment, program: Program): string[] {
    const declared = new Set(program.slots.map(resourceName));
    const living = after.filter((known) => declared.has(known.resource));
    return [
        ...repeated(living, ({ id }) => id).map(({ id }) => `two resources have job ${id}`),
        ...repeated(living, (known) => known.resource).map(
            (known) => `${known.resource} is in the state twice`,
        ),
    ];
}

/** A job leaves the state deleted, or stopped where it is to be left, or for another resource of the program. */
function goneFromState(
    { operation: [command], before, after, jobs }: Moment,
    ledger: JobModel,
    program: Program,
): string[] {
    const { foreign, left, byHand } = ledger;
    const taken = takenBy(program);
    for (const { id } of after) left.delete(id);
    return before
        .filter(({ id }) => !after.some((known) => known.id === id))
        .filter(({ id }) => command === "destroy" || !taken.has(id))
        .flatMap(({ id, policy }) => {
            const job = jobs.find((one) => one.id === id);
            const shared = before.some((other) => other.id === id && other.policy !== policy);
            if (job === undefined) {
                const due = policy !== "stop" || shared || byHand.deleted.has(id);
                return due ? [] : [`${id} was to be left, and is deleted`];
            }
            if (policy !== "stop") return shared ? [] : [`${shown(job)} left the state and is not deleted`];
            if (!foreign.has(id)) left.add(id);
            return isStopped(job) || byHand.restarted.has(id)
                ? []
                : [`${shown(job)} left the state, and runs`];
        });
}

/** A job that no state knows is one that people were told of, and that the next run finds. */
function unknownJobs({ later }: Moment, ledger: JobModel, program: Program): string[] {
    const outstanding = ledger.outstanding(later, program);
    return ledger
        .unknown(later)
        .filter((job) => !outstanding.includes(job))
        .map((job) => `no state knows ${shown(job)}`);
}

function oneJobEach({ later }: Moment, ledger: JobModel, program: Program): string[] {
    const apart = new Set([...ledger.left, ...ledger.foreign.keys(), ...takenBy(program)]);
    const living = later.filter((job) => isRunning(job) && !apart.has(job.id));
    return repeated(living, ({ name }) => ownerOf(name)).map(
        (job) => `${shown(job)} is a second job of its resource`,
    );
}

function foreignTouched(
    { before, after, requests }: Moment,
    { foreign }: JobModel,
    program: Program,
): string[] {
    const ours = new Set([...before, ...after].map(({ id }) => id));
    for (const id of takenBy(program)) ours.add(id);
    return requests
        .filter(({ method, jobId = "" }) => method !== "GET" && foreign.has(jobId) && !ours.has(jobId))
        .map(({ call, jobId }) => `${call} of job ${jobId ?? ""}, which is somebody else's`);
}

/** Who only looks asks for nothing. */
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
