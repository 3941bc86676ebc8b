import type { ServiceClock } from "../clock";
import type { Options } from "../options/options";
import { isRecord } from "../options/spec";
import type { Job, JobView } from "./job";
import { RUNNING } from "./status";
import type { JobStore } from "./store";

/** Changes to a job without an API call. No quota, name rule or status check applies. */
export interface JobPatch {
    readonly name?: string;
    readonly description?: string;
    readonly trainUrl?: string;
    readonly workspaceId?: string;
    readonly type?: string;
    readonly flavor?: string | null;
    /** Hours of the automatic stop, null for none. */
    readonly hours?: number | null;
    /** Any number; the job stays there unless `continue` is set. */
    readonly status?: number;
    readonly continue?: boolean;
}

export interface JobSetup extends JobPatch {
    readonly id?: string | number | bigint;
    readonly projectId?: string;
    /** Milliseconds. */
    readonly createdAt?: number;
    /** Milliseconds for which it has run. */
    readonly duration?: number;
}

export class JobAdmin {
    constructor(
        private readonly options: Options,
        private readonly clock: ServiceClock,
        private readonly jobs: JobStore,
    ) {}

    make(setup: JobSetup): JobView {
        const { id, duration, continue: continues = false, status = RUNNING, ...rest } = setup;
        if (id !== undefined && this.jobs.has(BigInt(id)))
            throw new RangeError(`There is a job ${id} already.`);
        const job = this.jobs.add({
            ...rest,
            projectId: rest.projectId ?? this.options.projectId,
            name: rest.name ?? "",
            trainUrl: rest.trainUrl ?? "/bucket/folder/",
            status,
            ...(id === undefined ? {} : { id: BigInt(id) }),
            ...(duration === undefined ? {} : { runtime: duration }),
        });
        if (rest.name === undefined) job.name = `job-${job.id}`;
        this.jobs.lifecycle.move(job, status, continues, this.clock.now());
        return this.jobs.view(job);
    }

    change(id: string, { status, continue: continues = false, ...rest }: JobPatch): JobView {
        const job = this.find(id);
        Object.assign(job, rest);
        if (status !== undefined) this.jobs.lifecycle.move(job, status, continues, this.clock.now());
        return this.jobs.view(job);
    }

    remove(id: string): void {
        this.jobs.delete(this.find(id).id);
    }

    private find(id: string): Job {
        const job = this.jobs.find(id);
        if (!job) throw new RangeError(`There is no job ${id}.`);
        return job;
    }
}

const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number";
const isFlag = (value: unknown) => typeof value === "boolean";
const isId = (value: unknown) =>
    typeof value === "string" ? /^\d+$/.test(value) : Number.isSafeInteger(value);

const patchValidators = {
    name: isText,
    description: isText,
    trainUrl: isText,
    workspaceId: isText,
    type: isText,
    flavor: (value: unknown) => value === null || isText(value),
    hours: (value: unknown) => value === null || isNumber(value),
    status: isNumber,
    continue: isFlag,
};
const setupValidators = {
    ...patchValidators,
    id: isId,
    projectId: isText,
    createdAt: isNumber,
    duration: isNumber,
};

/** Both check a JSON value, and throw a TypeError that names the invalid field. */
export function checkJobPatch(value: unknown): JobPatch {
    return checkFields(value, patchValidators);
}

export function checkJobSetup(value: unknown): JobSetup {
    return checkFields(value, setupValidators);
}

function checkFields(
    value: unknown,
    validators: Readonly<Record<string, (value: unknown) => boolean>>,
): object {
    if (!isRecord(value)) throw new TypeError("A job is an object.");
    for (const [name, member] of Object.entries(value)) {
        const test = Object.hasOwn(validators, name) ? validators[name] : undefined;
        if (!test) throw new TypeError(`A job has no ${name} that could be set.`);
        if (!test(member)) throw new TypeError(`This ${name} does not fit a job.`);
    }
    return value;
}
