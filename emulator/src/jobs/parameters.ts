import * as v from "valibot";
import type { Options } from "../options/options";
import { ServiceError } from "../serviceError";

/** Reads the parameters of a call. Throws ModelArts.0104 with a message that the schema completes. */
export function readParameters<E extends v.ObjectEntries>(entries: E, values: unknown) {
    const schema = v.strictObject(entries, ({ expected }) =>
        expected === "never" ? "is not a parameter of this call" : "is missing",
    );
    const result = v.safeParse(schema, values, { abortEarly: true });
    if (result.success) return result.output;
    const [{ path, message }] = result.issues;
    throw new ServiceError("ModelArts.0104", `Invalid parameter: ${String(path?.[0].key)} ${message}.`);
}

export function textUpTo(max: number, rule: string) {
    return v.pipe(
        v.string(rule),
        v.check((text) => Array.from(text).length <= max, rule),
    );
}

const description = textUpTo(256, "must be a string of 0 to 256 characters");
const nameRule = "must be 1 to 20 letters, digits, underscores and hyphens";
const urlRule = "must be an OBS folder, /bucket/folder/";
const flavorRule = "must have a code";

export function readCreateRequest(body: Readonly<Record<string, unknown>>, options: Options) {
    const folder = options.lastSlashRequired ? /^\/[^/\s]+\/([^/]+\/)*$/ : /^\/[^/\s]+\/([^/]+\/)*[^/]*$/;
    const entries = {
        job_name: v.pipe(v.string(nameRule), v.regex(/^[A-Za-z0-9_-]{1,20}$/, nameRule)),
        job_desc: v.optional(description, ""),
        train_url: v.pipe(v.string(urlRule), v.regex(folder, urlRule)),
        job_type: v.optional(
            v.picklist(["tensorboard", "mindinsight"], "must be tensorboard or mindinsight"),
            "tensorboard",
        ),
        flavor: v.optional(
            v.object({ code: v.pipe(v.string(flavorRule), v.nonEmpty(flavorRule)) }, flavorRule),
        ),
        schedule: v.optional(schedule),
    };
    const request = readParameters(entries, withoutNewFields(body, options));
    return {
        name: request.job_name,
        description: request.job_desc,
        trainUrl: request.train_url,
        type: request.job_type,
        flavor: request.flavor?.code ?? null,
        hours: request.schedule ?? null,
    };
}

const newFieldNames = ["job_type", "flavor", "schedule"];

/** Returns the fields of a create that the edition reads. An old edition lacks the new fields. */
function withoutNewFields(body: Readonly<Record<string, unknown>>, { newFields }: Options) {
    const fieldName = newFieldNames.find((name) => name in body);
    if (newFields === "taken" || fieldName === undefined) return body;
    if (newFields === "rejected")
        throw new ServiceError(
            "ModelArts.0104",
            `Invalid parameter: ${fieldName} is not a parameter of this call.`,
        );
    return Object.fromEntries(Object.entries(body).filter(([name]) => !newFieldNames.includes(name)));
}

const scheduleRule = "must be one with the type stop, the time_unit HOURS and a duration from 0 to 24";
const oneSchedule = v.object(
    {
        type: v.literal("stop", scheduleRule),
        time_unit: v.literal("HOURS", scheduleRule),
        duration: v.pipe(
            v.number(scheduleRule),
            v.integer(scheduleRule),
            v.minValue(0, scheduleRule),
            v.maxValue(24, scheduleRule),
        ),
    },
    scheduleRule,
);
/** Reads the hours of the one schedule. The reference has an object in its table and an array in its sample. */
const schedule = v.pipe(
    v.union([oneSchedule, v.strictTuple([oneSchedule])], scheduleRule),
    v.transform((value) => (Array.isArray(value) ? value[0].duration : value.duration)),
);

/** Returns the new description of a job. */
export function readUpdateRequest(body: unknown): string {
    return readParameters({ job_desc: description }, body).job_desc;
}
