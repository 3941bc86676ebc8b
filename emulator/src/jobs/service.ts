import type { Answer } from "../answer";
import { objectIn, refuseBody } from "../body";
import type { Clock } from "../clock";
import type { Incoming } from "../incoming";
import type { Phase } from "../options/behaviour";
import type { Options } from "../options/options";
import { Refusal } from "../refusal";
import type { Call, Route } from "../route";
import { draft, jobDescription } from "./draft";
import type { Job } from "./job";
import { listing, select } from "./listing";
import { phaseOf } from "./status";
import type { JobStore } from "./store";
import { Wire } from "./wire";

const done: Answer = { status: 200, body: { is_success: true } };
const notJson = (message: string) => new Refusal("ModelArts.0101", message);

/** The seven calls, for a caller who may make them. Each throws a Refusal for what it does not do. */
export class JobService {
    private readonly wire: Wire;

    constructor(
        private readonly options: Options,
        private readonly clock: Clock,
        private readonly jobs: JobStore,
    ) {
        this.wire = new Wire(options, clock, jobs.life);
    }

    answer({ call, projectId = "", jobId = "" }: Route, incoming: Incoming): Answer {
        if (call === "create") return this.create(projectId, incoming);
        if (call !== "update") refuseBody(incoming);
        if (call === "list") return this.list(projectId, incoming);
        const job = this.jobs.find(jobId, projectId);
        if (!job)
            throw new Refusal(this.options.unknownJob, `The visualization job ${jobId} does not exist.`);
        if (call === "update") return this.update(job, incoming);
        return this.act(call, job);
    }

    private act(call: Call, job: Job): Answer {
        const now = this.clock.now();
        switch (call) {
            case "show":
                return { status: 200, body: this.wire.shown(job) };
            case "stop":
                admit(job, "stop", this.options.stopAccepts);
                this.jobs.life.stop(job, now);
                return done;
            case "restart":
                admit(job, "resubmit", this.options.restartAccepts);
                this.checkRunningQuota(job.projectId);
                this.jobs.life.start(job, now);
                return done;
            case "delete":
                admit(job, "delete", this.options.deleteAccepts);
                this.jobs.life.remove(job, now);
                return done;
            default:
                throw new Error(`${call} is not a call on a job`);
        }
    }

    private create(projectId: string, incoming: Incoming): Answer {
        const wanted = draft(objectIn(incoming, notJson), this.options);
        const jobs = this.jobs.all(projectId);
        if (this.options.uniqueNames && jobs.some((job) => job.name === wanted.name))
            throw new Refusal("ModelArts.0103", `The job name ${wanted.name} already exists.`);
        if (this.jobs.roomFor(projectId) === 0)
            throw new Refusal("ModelArts.0106", "The quota of visualization jobs is used up.");
        this.checkRunningQuota(projectId);
        const job = this.jobs.add({ ...wanted, projectId });
        this.jobs.life.start(job, this.clock.now());
        return { status: 200, body: this.wire.created(job) };
    }

    private list(projectId: string, incoming: Incoming): Answer {
        const asked = listing(incoming.query, this.options);
        const jobs = this.jobs.all(projectId);
        const workspaces = [...this.options.workspaces, ...jobs.map((job) => job.workspaceId)];
        if (!workspaces.includes(asked.workspaceId))
            throw new Refusal("ModelArts.0102", `The workspace ${asked.workspaceId} does not exist.`);
        const all = select(jobs, asked);
        const page = all.slice((asked.page - 1) * asked.perPage, asked.page * asked.perPage);
        const { isSuccess, totalCount, listLimits, runningQuota } = this.options;
        return {
            status: 200,
            body: {
                is_success: isSuccess === "absent" ? undefined : true,
                job_total_count: totalCount ? all.length : undefined,
                job_count_limit: listLimits ? this.jobs.roomFor(projectId) : undefined,
                quotas: listLimits ? runningQuota : undefined,
                jobs: page.map((job) => this.wire.listed(job)),
            },
        };
    }

    private update(job: Job, incoming: Incoming): Answer {
        const { job_desc, ...others } = objectIn(incoming, notJson);
        const [stranger] = Object.keys(others);
        if (stranger !== undefined)
            throw new Refusal("ModelArts.0104", `Invalid parameter: ${stranger} cannot be changed.`);
        job.description = jobDescription(job_desc);
        return done;
    }

    private checkRunningQuota(projectId: string): void {
        if (this.jobs.busy(projectId) >= this.options.runningQuota)
            throw new Refusal("ModelArts.0118", "The quota of running visualization jobs is used up.");
    }
}

function admit(job: Job, what: string, accepted: readonly Phase[]): void {
    if (!accepted.includes(phaseOf(job.status)))
        throw new Refusal("ModelArts.0105", `This job can't be ${what}. job status: ${job.status}`);
}
