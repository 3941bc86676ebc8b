import type { Context } from "../context";
import type { JsonResponse } from "../json";
import type { JobState } from "../options/behaviour";
import { type IncomingRequest, readJsonObject, rejectBody } from "../request";
import { ServiceError } from "../serviceError";
import type { Job } from "./job";
import { deleteJob, startJob, stopJob } from "./lifecycle";
import { readListQuery, selectJobs } from "./listQuery";
import { readCreateRequest, readUpdateRequest } from "./parameters";
import { stateOf } from "./status";
import type { JobStore } from "./store";
import { createResponse, listEntry, showResponse } from "./wire";

const success: JsonResponse = { status: 200, body: { is_success: true } };

/** Performs the seven job calls after authorization. Each throws a ServiceError if it rejects the request. */
export class JobService {
    constructor(
        private readonly context: Context,
        private readonly jobs: JobStore,
    ) {}

    handle(request: IncomingRequest): JsonResponse {
        const { call, projectId = "", jobId = "" } = request.route;
        if (call !== "create" && call !== "update") rejectBody(request);
        if (call === "create") return this.create(projectId, request);
        if (call === "list") return this.list(projectId, request);
        const { options, clock } = this.context;
        const now = clock.now();
        const job = this.jobs.find(jobId, projectId);
        if (!job || isTooNew(job, options.showDelay, now)) {
            const status = options.unknownJob === "ModelArts.0102" ? 400 : 404;
            const message = `The visualization job ${jobId} does not exist.`;
            throw new ServiceError(options.unknownJob, message, status);
        }
        switch (call) {
            case "show":
                return { status: 200, body: showResponse(job, this.context) };
            case "update":
                job.description = readUpdateRequest(readJsonObject(request, "ModelArts.0101"));
                return success;
            case "stop":
                assertStatusAccepted(job, "stop", options.stopAccepts);
                stopJob(job, options, now);
                return success;
            case "restart":
                assertStatusAccepted(job, "resubmit", options.restartAccepts);
                this.checkRunningQuota(projectId);
                startJob(job, options, now);
                return success;
            case "delete":
                assertStatusAccepted(job, "delete", options.deleteAccepts);
                deleteJob(job, options, now);
                return success;
            default:
                throw new Error(`${call} is not a call on a job`);
        }
    }

    private create(projectId: string, request: IncomingRequest): JsonResponse {
        const { options, clock } = this.context;
        const settings = readCreateRequest(readJsonObject(request, "ModelArts.0101"), options);
        if (options.uniqueNames && this.jobs.all(projectId).some(({ name }) => name === settings.name))
            throw new ServiceError("ModelArts.0103", `The job name ${settings.name} already exists.`);
        if (this.jobs.freeQuota(projectId) === 0)
            throw new ServiceError("ModelArts.0106", "The quota of visualization jobs is used up.");
        this.checkRunningQuota(projectId);
        const job = this.jobs.add({ ...settings, projectId });
        startJob(job, options, clock.now());
        return { status: 200, body: createResponse(job, this.context) };
    }

    private list(projectId: string, request: IncomingRequest): JsonResponse {
        const { options, clock } = this.context;
        const query = readListQuery(request.query, options);
        const allJobs = this.jobs.all(projectId);
        const jobs = allJobs.filter((job) => !isTooNew(job, options.listDelay, clock.now()));
        const workspaces = [...options.workspaces, ...allJobs.map((job) => job.workspaceId)];
        if (!workspaces.includes(query.workspace_id))
            throw new ServiceError("ModelArts.0102", `The workspace ${query.workspace_id} does not exist.`);
        const matchingJobs = selectJobs(jobs, query);
        const { page: number, per_page: size } = query;
        const page = matchingJobs.slice((number - 1) * size, number * size);
        return {
            status: 200,
            body: {
                is_success: options.isSuccess === "absent" ? undefined : true,
                job_total_count: options.totalCount ? matchingJobs.length : undefined,
                job_count_limit: options.listLimits ? this.jobs.freeQuota(projectId) : undefined,
                quotas: options.listLimits ? options.runningQuota : undefined,
                jobs: page.map((job) => listEntry(job, this.context)),
            },
        };
    }

    private checkRunningQuota(projectId: string): void {
        if (this.jobs.countBusy(projectId) >= this.context.options.runningQuota)
            throw new ServiceError("ModelArts.0118", "The quota of running visualization jobs is used up.");
    }
}

function assertStatusAccepted(job: Job, verb: string, acceptedStates: readonly JobState[]): void {
    if (!acceptedStates.includes(stateOf(job.status)))
        throw new ServiceError("ModelArts.0105", `This job can't be ${verb}. job status: ${job.status}`);
}

/** Returns whether a call does not know a job yet; the service is eventually consistent. */
function isTooNew({ madeAt }: Job, delay: number, now: number): boolean {
    return now < madeAt + delay * 1000;
}
