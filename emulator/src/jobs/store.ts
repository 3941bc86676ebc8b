import { type Context, randomId } from "../context";
import { type Job, type JobView, toJobView } from "./job";
import { advanceJob, durationOf, elapse } from "./lifecycle";
import { stateOf } from "./status";

type NewJob = Pick<Job, "projectId" | "name" | "trainUrl"> & Partial<Omit<Job, "steps" | "since" | "madeAt">>;

/** Keeps the jobs that exist now. Each read first applies the steps that are due. */
export class JobStore {
    private readonly jobs = new Map<bigint, Job>();
    nextId: bigint;

    constructor(private readonly context: Context) {
        this.nextId = BigInt(context.options.firstId);
    }

    add(newJob: NewJob): Job {
        const now = this.context.clock.now();
        const job: Job = {
            id: this.takeNextId(),
            createdAt: now,
            resourceId: randomId(this.context),
            boardKey: randomId(this.context),
            workspaceId: "0",
            description: "",
            type: "tensorboard",
            flavor: null,
            hours: null,
            status: 0,
            runtime: 0,
            billedRuntime: 0,
            ...newJob,
            madeAt: newJob.createdAt ?? now,
            since: now,
            steps: [],
        };
        this.jobs.set(job.id, job);
        return job;
    }

    has(id: bigint): boolean {
        return this.jobs.has(id);
    }

    all(projectId?: string): Job[] {
        const { options, clock } = this.context;
        const now = clock.now();
        for (const job of this.jobs.values()) if (!advanceJob(job, options, now)) this.jobs.delete(job.id);
        const jobs = [...this.jobs.values()];
        return projectId === undefined ? jobs : jobs.filter((job) => job.projectId === projectId);
    }

    find(id: string, projectId?: string): Job | undefined {
        return this.all(projectId).find((job) => job.id.toString() === id);
    }

    delete(id: bigint): void {
        this.jobs.delete(id);
    }

    /** Returns how many jobs of a project count for the quota of running ones. */
    countBusy(projectId: string): number {
        const busyStates = ["starting", "running", "stopping"];
        return this.all(projectId).filter((job) => busyStates.includes(stateOf(job.status))).length;
    }

    freeQuota(projectId: string): number {
        return Math.max(0, this.context.options.jobQuota - this.all(projectId).length);
    }

    elapse(seconds: number): void {
        for (const job of this.jobs.values()) elapse(job, seconds * 1000);
    }

    view(job: Job): JobView {
        return toJobView(job, durationOf(job, this.context.clock.now()));
    }

    private takeNextId(): bigint {
        while (this.jobs.has(this.nextId)) this.nextId++;
        return this.nextId++;
    }
}
