import { parse } from "lossless-json";
import * as v from "valibot";
import type { PasswordLogin } from "../config/credentials";
import { idPattern } from "../ids";
import type { Job, JobSpec } from "../job";
import type { Settings } from "../config/settings";
import { statusOf } from "../status";

/*
 * The only file that knows how the service spells things. Whatever is optional in some edition is optional here;
 * `null` means the same as left out; numbers may come as text.
 */

const text = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const id = v.union([
    v.pipe(v.string(), v.regex(idPattern)),
    v.pipe(v.number(), v.safeInteger(), v.transform(String)),
]);
const number = v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/))]),
    v.transform(Number),
    v.finite(),
);
const maybe = <T extends v.GenericSchema>(schema: T) =>
    v.optional(v.nullable(v.fallback(v.nullable(schema), null)));

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
const projects = v.object({ projects: v.array(v.object({ id, name: v.string() })) });

const login = v.object({ token: v.object({ project: maybe(v.object({ id })) }) });

/** Both envelopes of a refusal, and IAM's third. */
const refusal = v.object({
    is_success: maybe(v.boolean()),
    error_code: maybe(text),
    error_msg: maybe(v.string()),
    error_message: maybe(v.string()),
    request_id: maybe(v.string()),
    error: maybe(v.object({ code: maybe(text), message: maybe(v.string()), title: maybe(v.string()) })),
});

export interface Refusal {
    readonly code?: string | undefined;
    readonly message?: string | undefined;
    readonly requestId?: string | undefined;
}

/** The JSON of an answer; `undefined` where it is none. Integers beyond 2^53 become text. */
export function readJson(body: string): unknown {
    try {
        return parse(body, null, (digits) => {
            const value = Number(digits);
            return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
        });
    } catch {
        return undefined;
    }
}

/** What a body says of a refusal; `undefined` where it says none. */
export function readRefusal(json: unknown): Refusal | undefined {
    const read = v.safeParse(refusal, json);
    if (!read.success) return undefined;
    const { is_success: success, error, ...body } = read.output;
    const code = body.error_code === "" ? undefined : (body.error_code ?? undefined);
    const message = body.error_message ?? body.error_msg ?? error?.message ?? error?.title ?? undefined;
    if (success !== false && code === undefined && error == null) return undefined;
    return { code, message, requestId: body.request_id ?? undefined };
}

type Reader<T> = (json: unknown) => T | undefined;

function reader<S extends v.GenericSchema, T>(schema: S, make: (output: v.InferOutput<S>) => T): Reader<T> {
    return (json) => {
        const read = v.safeParse(schema, json);
        return read.success ? make(read.output) : undefined;
    };
}

export const readShown = (id: string): Reader<Job> =>
    reader(shown, (fields) => toJob({ ...fields, job_id: fields.job_id ?? id }));
export const readCreated: Reader<Job> = reader(created, (fields) =>
    toJob({ ...fields, status: fields.status ?? 0 }),
);
/** An act that was taken. */
export const readDone: Reader<true> = reader(done, () => true as const);
export const readProjects: Reader<{ id: string; name: string }[]> = reader(
    projects,
    (fields) => fields.projects,
);

export interface Login {
    readonly token: string;
    readonly projectId: string | undefined;
}
/** The token itself comes in a header. */
export function readLogin(json: unknown, headers: Readonly<Record<string, string>>): Login | undefined {
    const token = headers["x-subject-token"];
    const read = v.safeParse(login, json);
    if (!read.success || token === undefined || token === "") return undefined;
    return { token, projectId: read.output.token.project?.id };
}

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

/** An account that logs in without an IAM user is its own domain. */
export function loginBody(user: PasswordLogin, project: Settings["project"]): string {
    const { userId, userName, password, domainId, domainName = userName } = user;
    const domain = domainId === undefined ? { name: domainName } : { id: domainId };
    const who = userId === undefined ? { name: userName, domain } : { id: userId };
    return JSON.stringify({
        auth: {
            identity: { methods: ["password"], password: { user: { ...who, password } } },
            scope: { project },
        },
    });
}

/** The names of the list's parameters on the wire. */
export const sortNames = {
    id: "job_id",
    name: "job_name",
    description: "job_desc",
    createdAt: "create_time",
    status: "status",
} as const;
