import type { JobView } from "../../../emulator/src";
import { type StateJob, type JobModel, isStopped } from "./ledger";
import type { Program } from "./program";
import { commonOf, nameOf, resourceName, type Slot } from "./slot";

/** What the service and the state are to be compared with. */
export interface Situation {
    readonly jobs: readonly JobView[];
    readonly after: readonly StateJob[];
    readonly ledger: JobModel;
    readonly program: Program;
    /** Also where the program does not wait. */
    readonly awaited: boolean;
}

/** What is not as the program declares it, after an `up` that says it has brought everything there. */
export function findDifferences({ jobs, after, ledger, program, awaited }: Situation): string[] {
    const { slots } = program;
    const strangers = after.filter((known) => !slots.some((slot) => resourceName(slot) === known.resource));
    return [
        ...slots.flatMap((slot) => differs(slot, jobs, after, awaited)),
        ...strangers.map((known) => `the state still has ${known.resource}`),
        ...ledger.unknown(jobs).map(({ name, statusName }) => `no state knows ${name} (${statusName})`),
    ];
}

function differs(
    slot: Slot,
    jobs: readonly JobView[],
    after: readonly StateJob[],
    awaited: boolean,
): string[] {
    const name = resourceName(slot);
    const [known, ...more] = after.filter((one) => one.resource === name);
    if (known === undefined || more.length > 0) return [`the state has ${name} ${known ? "twice" : "not"}`];
    const job = jobs.find(({ id }) => id === known.id);
    if (job === undefined) return [`${name} has job ${known.id}, which there is not`];
    const { made, taken } = slot;
    const { state, description, skipAwait } = commonOf(slot);
    const arrived = state === "running" ? job.statusName === "RUNNING" : isStopped(job);
    const expected: Readonly<Record<string, readonly [is: unknown, declared: unknown]>> = {
        ...(taken === undefined ? {} : { ID: [job.id, taken.id] }),
        ...(made === undefined
            ? {}
            : {
                  folder: [job.trainUrl, folder(made.trainUrl)],
                  hours: [job.hours ?? undefined, made.autoStopHours],
                  name: [job.name, nameOf(slot) ?? job.name],
                  description: [job.description, description ?? ""],
              }),
        ...(description === undefined ? {} : { description: [job.description, description] }),
        ...(state === undefined || (skipAwait === true && !awaited)
            ? {}
            : {
                  state: [arrived ? state : job.statusName, state],
                  "status in the state": [known.status, job.statusName],
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

/** What is left after a `destroy` that says that it is done. */
export function findLeftovers({ jobs, after, ledger }: Situation): string[] {
    return [
        ...after.map((known) => `the state still has ${known.resource}`),
        ...ledger.unknown(jobs).map(({ name, statusName }) => `there still is ${name} (${statusName})`),
    ];
}
