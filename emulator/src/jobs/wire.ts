import type { ServiceClock } from "../clock";
import type { Json, JsonObject } from "../json";
import type { NumberForms } from "../options/apiVariantOptions";
import type { Options } from "../options/options";
import type { Job } from "./job";
import type { JobLifecycle } from "./lifecycle";
import { RUNNING } from "./status";

type Call = "create" | "show" | "list";

/** Serializes jobs in the configured API variant. */
export class JobSerializer {
    constructor(
        private readonly options: Options,
        private readonly clock: ServiceClock,
        private readonly lifecycle: JobLifecycle,
    ) {}

    createResponse(job: Job): JsonObject {
        return {
            is_success: this.options.isSuccess === "absent" ? undefined : true,
            ...this.jobHead("create", job),
            job_name: job.name,
            service_url: this.serviceUrl(job),
            ...this.extra(),
        };
    }

    showResponse(job: Job): JsonObject {
        return {
            is_success: this.options.isSuccess === "everywhere" ? true : undefined,
            ...this.jobBody("show", job),
            schedule: this.options.scheduleOnShow ? this.schedule(job) : undefined,
        };
    }

    listEntry(job: Job): JsonObject {
        return { ...this.jobBody("list", job), schedule: this.schedule(job) };
    }

    private jobBody(call: Call, job: Job): JsonObject {
        return {
            ...this.jobHead(call, job),
            job_name: job.name,
            job_desc: this.description(job),
            duration: Math.round(this.lifecycle.duration(job, this.clock.now())),
            service_url: this.serviceUrl(job),
            train_url: this.trainUrl(job),
            resource_id: job.resourceId,
            remaining_duration: this.remaining(job),
            ...this.extra(),
        };
    }

    private jobHead(call: Call, job: Job): JsonObject {
        const { jobIdForm, statusForm, createTimeForm } = this.options;
        return {
            job_id: formatNumber(job.id, jobIdForm, call),
            status: formatNumber(job.status, statusForm, call),
            create_time: formatNumber(this.clock.serviceTime(job.createdAt), createTimeForm, call),
        };
    }

    private description({ description }: Job): Json | undefined {
        if (description !== "" || this.options.emptyDescription === "empty") return description;
        return this.options.emptyDescription === "null" ? null : undefined;
    }

    private trainUrl({ trainUrl }: Job): string {
        if (this.options.trainUrlSlash === "as-given") return trainUrl;
        return trainUrl.replace(/\/*$/, this.options.trainUrlSlash === "with" ? "/" : "");
    }

    private serviceUrl({ boardKey, id, status }: Job): string | undefined {
        if (this.options.serviceUrl === "running" && status !== RUNNING) return undefined;
        return `https://console.huaweicloud.com/modelarts2/tensorboard/${boardKey}/${id}/`;
    }

    private schedule({ hours }: Job): Json | undefined {
        const { scheduleField, scheduleShape } = this.options;
        if (hours === null || scheduleField === "absent") return undefined;
        const schedule = { type: "stop", [scheduleField]: "HOURS", duration: hours };
        return scheduleShape === "array" ? [schedule] : schedule;
    }

    private remaining(job: Job): Json | undefined {
        if (this.options.remainingDuration === "absent") return undefined;
        if (this.options.remainingDuration === "null") return null;
        const milliseconds = this.lifecycle.remaining(job, this.clock.now());
        return milliseconds === null ? null : Math.round(milliseconds);
    }

    private extra(): JsonObject {
        if (!this.options.extraFields) return {};
        return { engine_id: 7, user: { id: null, labels: ["a", "b"] }, "x-edition": "private" };
    }
}

function formatNumber(value: number | bigint, forms: NumberForms, call: Call): Json {
    const form = typeof forms === "string" ? forms : forms[call];
    return form === "string" ? value.toString() : value;
}
