import type { JobView } from "../../../emulator/src";
import { type StateJob, type JobModel, isStopped } from "./model";
import type { Program } from "./program";
import { commonOf, nameOf, resourceName, type Slot } from "./slot";

/** The service, the state, and the program to compare them with. */
export interface Situation {
    readonly jobs: readonly JobView[];
    readonly after: readonly StateJob[];
    readonly model: JobModel;
    readonly program: Program;
    /** Whether jobs with `skipAwait` have to be in their desired states too. */
    readonly awaited: boolean;
}

/** Every difference from the program after a successful `up`. */
export function findDifferences({ jobs, after, model, program, awaited }: Situation): string[] {
    const { slots } = program;
    const unexpected = after.filter((entry) => !slots.some((slot) => resourceName(slot) === entry.resource));
    return [
        ...slots.flatMap((slot) => differs(slot, jobs, after, awaited)),
        ...unexpected.map((entry) => `the state still has ${entry.resource}`),
        ...model.unknown(jobs).map(({ name, statusName }) => `${name} (${statusName}) is in no state`),
    ];
}

function differs(
    slot: Slot,
    jobs: readonly JobView[],
    after: readonly StateJob[],
    awaited: boolean,
): string[] {
    const name = resourceName(slot);
    const [entry, ...more] = after.filter((one) => one.resource === name);
    if (entry === undefined || more.length > 0) return [`the state has ${name} ${entry ? "twice" : "not"}`];
    const job = jobs.find(({ id }) => id === entry.id);
    if (job === undefined) return [`${name} has job ${entry.id}, which there is not`];
    const { created, adopted } = slot;
    const { state, description, skipAwait } = commonOf(slot);
    const arrived = state === "running" ? job.statusName === "RUNNING" : isStopped(job);
    const expected: Readonly<Record<string, readonly [is: unknown, declared: unknown]>> = {
        ...(adopted === undefined ? {} : { ID: [job.id, adopted.id] }),
        ...(created === undefined
            ? {}
            : {
                  folder: [job.trainUrl, folder(created.trainUrl)],
                  hours: [job.hours ?? undefined, created.autoStopHours],
                  name: [job.name, nameOf(slot) ?? job.name],
                  description: [job.description, description ?? ""],
              }),
        ...(description === undefined ? {} : { description: [job.description, description] }),
        ...(state === undefined || (skipAwait === true && !awaited)
            ? {}
            : {
                  state: [arrived ? state : job.statusName, state],
                  "status in the state": [entry.status, job.statusName],
              }),
    };
    return Object.entries(expected).flatMap(([what, [is, declared]]) =>
        is === declared
            ? []
            : [`${name} has ${what} ${JSON.stringify(is)}, declared is ${JSON.stringify(declared)}`],
    );
}

function folder(trainUrl: string): string {
    return trainUrl.replace(/^obs:\//, "").replace(/\/?$/, "/");
}

/** Everything that remains after a successful `destroy`. */
export function findLeftovers({ jobs, after, model }: Situation): string[] {
    return [
        ...after.map((entry) => `the state still has ${entry.resource}`),
        ...model.unknown(jobs).map(({ name, statusName }) => `there still is ${name} (${statusName})`),
    ];
}
