import { isRecord } from "../options/spec";
import type { Options } from "../options/options";
import { Refusal } from "../refusal";

export interface Draft {
    readonly name: string;
    readonly description: string;
    readonly trainUrl: string;
    readonly type: string;
    readonly flavor: string | null;
    readonly hours: number | null;
}

type Fields = Readonly<Record<string, unknown>>;
type Rules = Pick<Options, "lastSlashRequired" | "scheduleAccepts" | "zeroHours">;

const known = ["job_name", "job_desc", "train_url", "job_type", "flavor", "schedule"];

/** Reads what create was sent. Throws ModelArts.0104 with the field in the message. */
export function draft(fields: Fields, rules: Rules): Draft {
    const stranger = Object.keys(fields).find((name) => !known.includes(name));
    if (stranger !== undefined) throw wrong(stranger, "is not a parameter of this call");
    return {
        name: jobName(fields.job_name),
        description: fields.job_desc === undefined ? "" : jobDescription(fields.job_desc),
        trainUrl: trainUrl(fields.train_url, rules),
        type: jobType(fields.job_type),
        flavor: flavor(fields.flavor),
        hours: hours(fields.schedule, rules),
    };
}

export function jobDescription(value: unknown): string {
    if (typeof value !== "string" || Array.from(value).length > 256)
        throw wrong("job_desc", "must be a string of 0 to 256 characters");
    return value;
}

function jobName(value: unknown): string {
    if (typeof value !== "string" || !/^[A-Za-z0-9_-]{1,20}$/.test(value))
        throw wrong("job_name", "must be 1 to 20 letters, digits, underscores and hyphens");
    return value;
}

function trainUrl(value: unknown, { lastSlashRequired }: Rules): string {
    const folder = lastSlashRequired ? /^\/[^/\s]+\/([^/]+\/)*$/ : /^\/[^/\s]+\/([^/]+\/)*[^/]*$/;
    if (typeof value !== "string" || !folder.test(value))
        throw wrong("train_url", "must be an OBS folder, /bucket/folder/");
    return value;
}

function jobType(value: unknown): string {
    if (value === undefined) return "tensorboard";
    if (value !== "tensorboard" && value !== "mindinsight")
        throw wrong("job_type", "must be tensorboard or mindinsight");
    return value;
}

function flavor(value: unknown): string | null {
    if (value === undefined) return null;
    if (!isRecord(value) || typeof value.code !== "string" || value.code === "")
        throw wrong("flavor", "must have a code");
    return value.code;
}

function hours(value: unknown, { scheduleAccepts, zeroHours }: Rules): number | null {
    if (value === undefined) return null;
    const form = Array.isArray(value) ? "array" : "object";
    if (scheduleAccepts !== "both" && scheduleAccepts !== form)
        throw wrong("schedule", `must be an ${scheduleAccepts}`);
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    const [one] = all;
    if (all.length !== 1 || !isRecord(one)) throw wrong("schedule", "must be one schedule");
    if (one.type !== "stop" || one.time_unit !== "HOURS")
        throw wrong("schedule", "must have the type stop and the time_unit HOURS");
    const { duration } = one;
    const least = zeroHours === "refused" ? 1 : 0;
    if (typeof duration !== "number" || !Number.isInteger(duration) || duration < least || duration > 24)
        throw wrong("schedule", `must have a duration from ${least} to 24`);
    return duration;
}

function wrong(field: string, rule: string): Refusal {
    return new Refusal("ModelArts.0104", `Invalid parameter: ${field} ${rule}.`);
}
