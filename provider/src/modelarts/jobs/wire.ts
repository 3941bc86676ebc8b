import * as v from "valibot";
import { id, optionalField, number, type ResponseReader, createReader, text } from "../http/body";
import type { Job, JobQuery, JobSpec } from "../job";
import { statusFromCode, statusFromName } from "../status";

/*
 * Only this file knows the names of the service's fields. A field that is optional in some edition is optional here;
 * `null` means the same as left out; numbers may come as text.
 */

const scheduleSchema = v.object({ duration: optionalField(number) });
const jobFields = {
    job_name: optionalField(v.string()),
    // Some editions send null for an empty description; only a missing field says nothing.
    job_desc: v.optional(v.fallback(v.nullish(v.string()), undefined)),
    create_time: optionalField(number),
    duration: optionalField(number),
    service_url: optionalField(v.string()),
    train_url: optionalField(v.string()),
    resource_id: optionalField(text),
    schedule: optionalField(v.union([v.array(scheduleSchema), scheduleSchema])),
};
const showSchema = v.object({ job_id: optionalField(id), status: number, ...jobFields });
const createSchema = v.object({ job_id: id, status: optionalField(number), ...jobFields });
/** An entry with an ID is a job, even if its status says nothing: left out, the job would look missing. */
const listEntrySchema = v.object({ job_id: id, status: optionalField(number), ...jobFields });
const listSchema = v.object({
    // Some servers send null for an empty list.
    jobs: v.pipe(
        v.nullable(v.array(v.unknown())),
        v.transform((jobs) => jobs ?? []),
    ),
    job_total_count: optionalField(number),
});
const actionSchema = v.union([v.object({ is_success: v.literal(true) }), v.object({ job_id: id })]);

export const readShowResponse = (id: string): ResponseReader<Job> =>
    createReader(showSchema, (fields) => toJob({ ...fields, job_id: fields.job_id ?? id }));
export const readCreateResponse: ResponseReader<Job> = createReader(createSchema, toJob);
/** Reads the response to an action that the service has accepted. */
export const readActionResponse: ResponseReader<true> = createReader(actionSchema, () => true as const);

export interface ListResponse {
    /** The entries that have an ID. */
    readonly jobs: Job[];
    /** Number of entries, with an ID or without. */
    readonly entryCount: number;
    readonly total?: number;
}
export const readListResponse: ResponseReader<ListResponse> = createReader(
    listSchema,
    ({ jobs, job_total_count: total }) => ({
        entryCount: jobs.length,
        jobs: jobs.flatMap((entry) => {
            const result = v.safeParse(listEntrySchema, entry);
            return result.success ? [toJob(result.output)] : [];
        }),
        ...(total == null ? {} : { total }),
    }),
);

type JobFields = v.InferOutput<typeof listEntrySchema>;

function toJob(fields: JobFields): Job {
    const schedule = Array.isArray(fields.schedule) ? fields.schedule[0] : fields.schedule;
    return {
        id: fields.job_id,
        status: statusFromCode(fields.status ?? 0),
        ...(fields.job_name == null ? {} : { name: fields.job_name }),
        ...(fields.job_desc === undefined ? {} : { description: fields.job_desc ?? "" }),
        ...(fields.train_url == null ? {} : { trainUrl: fields.train_url }),
        ...(fields.service_url == null ? {} : { serviceUrl: fields.service_url }),
        ...(fields.create_time == null ? {} : toCreatedAt(fields.create_time)),
        ...(fields.resource_id == null ? {} : { resourceId: fields.resource_id }),
        ...(fields.duration == null ? {} : { runningSeconds: fields.duration / 1000 }),
        ...(schedule?.duration == null ? {} : { autoStopHours: schedule.duration }),
    };
}

function toCreatedAt(ms: number): { createdAt?: string } {
    const time = new Date(ms);
    return Number.isNaN(time.getTime()) ? {} : { createdAt: time.toISOString() };
}

export function formatCreateBody(spec: JobSpec): string {
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

export function formatDescriptionBody(description: string): string {
    return JSON.stringify({ job_desc: description });
}

/** The service's names of the fields that a list can be sorted by. */
export const sortNames = {
    id: "job_id",
    name: "job_name",
    description: "job_desc",
    createdAt: "create_time",
    status: "status",
} as const;

export function formatListQuery(
    query: JobQuery,
    page: number,
    size: number,
): Readonly<Record<string, string>> {
    const status = query.status === undefined ? undefined : statusFromName(query.status);
    return {
        per_page: String(size),
        page: String(page),
        sortBy: sortNames[query.sortBy ?? "id"],
        order: query.order ?? "asc",
        ...(status === undefined ? {} : { status: String(status.code) }),
        ...(query.nameContains === undefined ? {} : { search_content: query.nameContains }),
        ...(query.workspaceId === undefined ? {} : { workspace_id: query.workspaceId }),
    };
}
