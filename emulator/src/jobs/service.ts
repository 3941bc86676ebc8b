import type { JsonResponse } from "../response";
import { readJsonObject, rejectBody } from "../body";
import type { ServiceClock } from "../clock";
import type { IncomingRequest } from "../incomingRequest";
import type { JobState } from "../options/behaviour";
import type { Options } from "../options/options";
import { ServiceError } from "../serviceError";
import type { CallName, Route } from "../route";
import { parseCreateRequest, parseJobDescription } from "./createRequest";
import type { Job } from "./job";
import { parseListQuery, selectJobs } from "./listQuery";
import { stateOf } from "./status";
import type { JobStore } from "./store";
import { JobSerializer } from "./wire";

const success: JsonResponse = { status: 200, body: { is_success: true } };
const invalidBody = (message: string) => new ServiceError("ModelArts.0101", message);

/** The seven job calls after authorization. Each throws a ServiceError if it rejects the request. */
export class JobService {
    private readonly serializer: JobSerializer;

    constructor(
        private readonly options: Options,
        private readonly clock: ServiceClock,
        private readonly jobs: JobStore,
    ) {
        this.serializer = new JobSerializer(options, clock, jobs.lifecycle);
    }

    handle({ call, projectId = "", jobId = "" }: Route, incoming: IncomingRequest): JsonResponse {
        if (call === "create") return this.create(projectId, incoming);
        if (call !== "update") rejectBody(incoming);
        if (call === "list") return this.list(projectId, incoming);
        const job = this.jobs.find(jobId, projectId);
        if (!job)
            throw new ServiceError(this.options.unknownJob, `The visualization job ${jobId} does not exist.`);
        if (call === "update") return this.update(job, incoming);
        return this.applyAction(call, job);
    }

    private applyAction(call: CallName, job: Job): JsonResponse {
        const now = this.clock.now();
        switch (call) {
            case "show":
                return { status: 200, body: this.serializer.showResponse(job) };
            case "stop":
                assertStatusAccepted(job, "stop", this.options.stopAccepts);
                this.jobs.lifecycle.stop(job, now);
                return success;
            case "restart":
                assertStatusAccepted(job, "resubmit", this.options.restartAccepts);
                this.checkRunningQuota(job.projectId);
                this.jobs.lifecycle.start(job, now);
                return success;
            case "delete":
                assertStatusAccepted(job, "delete", this.options.deleteAccepts);
                this.jobs.lifecycle.remove(job, now);
                return success;
            default:
                throw new Error(`${call} is not a call on a job`);
        }
    }

    private create(projectId: string, incoming: IncomingRequest): JsonResponse {
        const request = parseCreateRequest(readJsonObject(incoming, invalidBody), this.options);
        const jobs = this.jobs.all(projectId);
        if (this.options.uniqueNames && jobs.some((job) => job.name === request.name))
            throw new ServiceError("ModelArts.0103", `The job name ${request.name} already exists.`);
        if (this.jobs.freeQuota(projectId) === 0)
            throw new ServiceError("ModelArts.0106", "The quota of visualization jobs is used up.");
        this.checkRunningQuota(projectId);
        const job = this.jobs.add({ ...request, projectId });
        this.jobs.lifecycle.start(job, this.clock.now());
        return { status: 200, body: this.serializer.createResponse(job) };
    }

    private list(projectId: string, incoming: IncomingRequest): JsonResponse {
        const query = parseListQuery(incoming.query, this.options);
        const jobs = this.jobs.all(projectId);
        const workspaces = [...this.options.workspaces, ...jobs.map((job) => job.workspaceId)];
        if (!workspaces.includes(query.workspaceId))
            throw new ServiceError("ModelArts.0102", `The workspace ${query.workspaceId} does not exist.`);
        const matchingJobs = selectJobs(jobs, query);
        const page = matchingJobs.slice((query.page - 1) * query.perPage, query.page * query.perPage);
        const { isSuccess, totalCount, listLimits, runningQuota } = this.options;
        return {
            status: 200,
            body: {
                is_success: isSuccess === "absent" ? undefined : true,
                job_total_count: totalCount ? matchingJobs.length : undefined,
                job_count_limit: listLimits ? this.jobs.freeQuota(projectId) : undefined,
                quotas: listLimits ? runningQuota : undefined,
                jobs: page.map((job) => this.serializer.listEntry(job)),
            },
        };
    }

    private update(job: Job, incoming: IncomingRequest): JsonResponse {
        const { job_desc, ...others } = readJsonObject(incoming, invalidBody);
        const [unknownField] = Object.keys(others);
        if (unknownField !== undefined)
            throw new ServiceError("ModelArts.0104", `Invalid parameter: ${unknownField} cannot be changed.`);
        job.description = parseJobDescription(job_desc);
        return success;
    }

    private checkRunningQuota(projectId: string): void {
        if (this.jobs.countBusy(projectId) >= this.options.runningQuota)
            throw new ServiceError("ModelArts.0118", "The quota of running visualization jobs is used up.");
    }
}

function assertStatusAccepted(job: Job, verb: string, acceptedStates: readonly JobState[]): void {
    if (!acceptedStates.includes(stateOf(job.status)))
        throw new ServiceError("ModelArts.0105", `This job can't be ${verb}. job status: ${job.status}`);
}
