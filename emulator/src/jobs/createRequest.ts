import { isRecord } from "../options/spec";
import type { Options } from "../options/options";
import { ServiceError } from "../serviceError";

export interface CreateRequest {
    readonly name: string;
    readonly description: string;
    readonly trainUrl: string;
    readonly type: string;
    readonly flavor: string | null;
    readonly hours: number | null;
}

type Fields = Readonly<Record<string, unknown>>;
type ValidationOptions = Pick<Options, "lastSlashRequired" | "scheduleAccepts" | "zeroHours">;

const fieldNames = ["job_name", "job_desc", "train_url", "job_type", "flavor", "schedule"];

/** Reads the body of a create call. Throws ModelArts.0104 with the field in the message. */
export function parseCreateRequest(fields: Fields, rules: ValidationOptions): CreateRequest {
    const unknownField = Object.keys(fields).find((name) => !fieldNames.includes(name));
    if (unknownField !== undefined) throw invalidParameter(unknownField, "is not a parameter of this call");
    return {
        name: parseJobName(fields.job_name),
        description: fields.job_desc === undefined ? "" : parseJobDescription(fields.job_desc),
        trainUrl: parseTrainUrl(fields.train_url, rules),
        type: parseJobType(fields.job_type),
        flavor: parseFlavor(fields.flavor),
        hours: parseHours(fields.schedule, rules),
    };
}

export function parseJobDescription(value: unknown): string {
    if (typeof value !== "string" || Array.from(value).length > 256)
        throw invalidParameter("job_desc", "must be a string of 0 to 256 characters");
    return value;
}

function parseJobName(value: unknown): string {
    if (typeof value !== "string" || !/^[A-Za-z0-9_-]{1,20}$/.test(value))
        throw invalidParameter("job_name", "must be 1 to 20 letters, digits, underscores and hyphens");
    return value;
}

function parseTrainUrl(value: unknown, { lastSlashRequired }: ValidationOptions): string {
    const folder = lastSlashRequired ? /^\/[^/\s]+\/([^/]+\/)*$/ : /^\/[^/\s]+\/([^/]+\/)*[^/]*$/;
    if (typeof value !== "string" || !folder.test(value))
        throw invalidParameter("train_url", "must be an OBS folder, /bucket/folder/");
    return value;
}

function parseJobType(value: unknown): string {
    if (value === undefined) return "tensorboard";
    if (value !== "tensorboard" && value !== "mindinsight")
        throw invalidParameter("job_type", "must be tensorboard or mindinsight");
    return value;
}

function parseFlavor(value: unknown): string | null {
    if (value === undefined) return null;
    if (!isRecord(value) || typeof value.code !== "string" || value.code === "")
        throw invalidParameter("flavor", "must have a code");
    return value.code;
}

function parseHours(value: unknown, { scheduleAccepts, zeroHours }: ValidationOptions): number | null {
    if (value === undefined) return null;
    const shape = Array.isArray(value) ? "array" : "object";
    if (scheduleAccepts !== "both" && scheduleAccepts !== shape)
        throw invalidParameter("schedule", `must be an ${scheduleAccepts}`);
    const schedules: readonly unknown[] = Array.isArray(value) ? value : [value];
    const [schedule] = schedules;
    if (schedules.length !== 1 || !isRecord(schedule))
        throw invalidParameter("schedule", "must be one schedule");
    if (schedule.type !== "stop" || schedule.time_unit !== "HOURS")
        throw invalidParameter("schedule", "must have the type stop and the time_unit HOURS");
    const { duration } = schedule;
    const minimum = zeroHours === "refused" ? 1 : 0;
    if (typeof duration !== "number" || !Number.isInteger(duration) || duration < minimum || duration > 24)
        throw invalidParameter("schedule", `must have a duration from ${minimum} to 24`);
    return duration;
}

function invalidParameter(field: string, rule: string): ServiceError {
    return new ServiceError("ModelArts.0104", `Invalid parameter: ${field} ${rule}.`);
}
