import { type Context, serviceTime } from "../context";
import type { Json, JsonObject } from "../json";
import type { NumberForms } from "../options/edition";
import type { Options } from "../options/options";
import type { Job } from "./job";
import { durationOf, remainingOf } from "./lifecycle";
import { RUNNING } from "./status";

const emptyDescriptions = { empty: "", null: null, absent: undefined };

type Call = "create" | "show" | "list";

export function createResponse(job: Job, context: Context): JsonObject {
    const { options } = context;
    return {
        is_success: options.isSuccess === "absent" ? undefined : true,
        ...jobHead("create", job, context),
        job_name: job.name,
        service_url: serviceUrl(job, context),
        ...extraFields(options),
    };
}

export function showResponse(job: Job, context: Context): JsonObject {
    const { isSuccess, scheduleOnShow } = context.options;
    return {
        is_success: isSuccess === "everywhere" ? true : undefined,
        ...jobBody("show", job, context),
        schedule: scheduleOnShow ? schedule(job, context.options) : undefined,
    };
}

export function listEntry(job: Job, context: Context): JsonObject {
    return { ...jobBody("list", job, context), schedule: schedule(job, context.options) };
}

function jobHead(call: Call, job: Job, context: Context): JsonObject {
    const { jobIdForm, statusForm, createTimeForm } = context.options;
    return {
        job_id: formatNumber(job.id, jobIdForm, call),
        status: formatNumber(job.status, statusForm, call),
        create_time: formatNumber(serviceTime(context, job.createdAt), createTimeForm, call),
    };
}

function jobBody(call: Call, job: Job, context: Context): JsonObject {
    const { options, clock } = context;
    return {
        ...jobHead(call, job, context),
        job_name: job.name,
        job_desc: job.description || emptyDescriptions[options.emptyDescription],
        duration: durationOf(job, clock.now()),
        service_url: serviceUrl(job, context),
        train_url: trainUrl(job, options),
        resource_id: job.resourceId,
        remaining_duration: remainingDuration(job, context),
        ...extraFields(options),
    };
}

function formatNumber(value: number | bigint, forms: NumberForms, call: Call): Json {
    const form = typeof forms === "string" ? forms : forms[call];
    return form === "string" ? value.toString() : value;
}

function serviceUrl({ boardKey, id, status }: Job, { options, url }: Context): string | undefined {
    if (options.serviceUrl === "running" && status !== RUNNING) return undefined;
    return `${url}/modelarts2/tensorboard/${boardKey}/${id}/`;
}

function trainUrl({ trainUrl }: Job, { trainUrlSlash }: Options): string {
    if (trainUrlSlash === "as-given") return trainUrl;
    return trainUrl.replace(/\/*$/, trainUrlSlash === "with" ? "/" : "");
}

function remainingDuration(job: Job, { options, clock }: Context): Json | undefined {
    if (options.remainingDuration === "absent") return undefined;
    return options.remainingDuration === "null" ? null : remainingOf(job, options, clock.now());
}

function schedule({ hours }: Job, { scheduleField, scheduleShape }: Options): Json | undefined {
    if (hours === null || scheduleField === "absent") return undefined;
    const schedule = { type: "stop", [scheduleField]: "HOURS", duration: hours };
    return scheduleShape === "array" ? [schedule] : schedule;
}

function extraFields({ extraFields }: Options): JsonObject {
    if (!extraFields) return {};
    return { engine_id: 7, user: { id: null, labels: ["a", "b"] }, "x-edition": "private" };
}
