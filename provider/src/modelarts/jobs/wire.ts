import * as v from "valibot";
import { id, maybe, number, type Reader, reader, text } from "../http/body";
import type { Job, JobSpec } from "../job";
import { statusOf } from "../status";

/*
 * The only file that knows how the service spells things. Whatever is optional in some edition is optional here;
 * `null` means the same as left out; numbers may come as text.
 */

const schedule = v.object({ duration: maybe(number) });
const jobFields = {
    job_name: maybe(v.string()),
    // Null is how some editions say "empty"; only a missing field says nothing.
    job_desc: v.optional(v.fallback(v.nullish(v.string()), undefined)),
    create_time: maybe(number),
    duration: maybe(number),
    service_url: maybe(v.string()),
    train_url: maybe(v.string()),
    resource_id: maybe(text),
    remaining_duration: maybe(number),
    schedule: maybe(v.union([v.array(schedule), schedule])),
};
const shown = v.object({ job_id: maybe(id), status: number, ...jobFields });
const created = v.object({ job_id: id, status: maybe(number), ...jobFields });
const listed = v.object({ job_id: id, status: number, ...jobFields });
const page = v.object({
    // Null is how some servers write an empty list.
    jobs: v.pipe(
        v.nullable(v.array(v.unknown())),
        v.transform((jobs) => jobs ?? []),
    ),
    job_total_count: maybe(number),
});
const done = v.union([v.object({ is_success: v.literal(true) }), v.object({ job_id: id })]);

export const readShown = (id: string): Reader<Job> =>
    reader(shown, (fields) => toJob({ ...fields, job_id: fields.job_id ?? id }));
export const readCreated: Reader<Job> = reader(created, (fields) =>
    toJob({ ...fields, status: fields.status ?? 0 }),
);
/** An act that was taken. */
export const readDone: Reader<true> = reader(done, () => true as const);

export interface Page {
    /** Jobs that could be read. */
    readonly jobs: Job[];
    /** How many entries came, readable or not. */
    readonly entries: number;
    readonly total?: number;
}
export const readPage: Reader<Page> = reader(page, ({ jobs, job_total_count: total }) => ({
    entries: jobs.length,
    jobs: jobs.flatMap((entry) => {
        const read = v.safeParse(listed, entry);
        return read.success ? [toJob(read.output)] : [];
    }),
    ...(total == null ? {} : { total }),
}));

type JobFields = v.InferOutput<typeof listed>;

function toJob(fields: JobFields): Job {
    const first = Array.isArray(fields.schedule) ? fields.schedule[0] : fields.schedule;
    return {
        id: fields.job_id,
        status: statusOf(fields.status),
        ...(fields.job_name == null ? {} : { name: fields.job_name }),
        ...(fields.job_desc === undefined ? {} : { description: fields.job_desc ?? "" }),
        ...(fields.train_url == null ? {} : { trainUrl: fields.train_url }),
        ...(fields.service_url == null ? {} : { serviceUrl: fields.service_url }),
        ...(fields.create_time == null ? {} : timeOf(fields.create_time)),
        ...(fields.resource_id == null ? {} : { resourceId: fields.resource_id }),
        ...(fields.duration == null ? {} : { runningSeconds: fields.duration / 1000 }),
        ...(first?.duration == null ? {} : { autoStopHours: first.duration }),
        ...(fields.remaining_duration == null ? {} : { remainingDuration: fields.remaining_duration }),
    };
}

function timeOf(ms: number): { createdAt?: string } {
    const time = new Date(ms);
    return Number.isNaN(time.getTime()) ? {} : { createdAt: time.toISOString() };
}

export function createBody(spec: JobSpec): string {
    return JSON.stringify({
        job_name: spec.name,
        job_desc: spec.description,
        train_url: spec.trainUrl,
        job_type: spec.jobType,
        flavor: spec.flavor === undefined ? undefined : { code: spec.flavor },
        schedule:
            spec.autoStopHours === undefined
                ? undefined
                : [{ type: "stop", time_unit: "HOURS", duration: spec.autoStopHours }],
    });
}

export function descriptionBody(description: string): string {
    return JSON.stringify({ job_desc: description });
}

/** The names of the list's parameters on the wire. */
export const sortNames = {
    id: "job_id",
    name: "job_name",
    description: "job_desc",
    createdAt: "create_time",
    status: "status",
} as const;
