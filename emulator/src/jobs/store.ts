import type { ServiceClock } from "../clock";
import type { Options } from "../options/options";
import { type RandomBytes, randomId } from "../random";
import { type Job, type JobView, toJobView } from "./job";
import type { JobLifecycle } from "./lifecycle";
import { stateOf, RUNNING } from "./status";

export type NewJob = Pick<Job, "projectId" | "name" | "trainUrl"> & Partial<Omit<Job, "steps" | "since">>;

/** The jobs that exist now. Each read applies the steps that are due first. */
export class JobStore {
    private readonly jobs = new Map<bigint, Job>();
    private nextId = 0n;

    constructor(
        private readonly options: Options,
        private readonly clock: ServiceClock,
        private readonly randomBytes: RandomBytes,
        readonly lifecycle: JobLifecycle,
    ) {}

    /** Sets the next automatic ID. */
    restartIds(firstId: string): void {
        this.nextId = BigInt(firstId);
    }

    add(newJob: NewJob): Job {
        const now = this.clock.now();
        const job: Job = {
            id: this.takeNextId(),
            createdAt: now,
            resourceId: randomId(this.randomBytes),
            boardKey: randomId(this.randomBytes),
            workspaceId: "0",
            description: "",
            type: "tensorboard",
            flavor: null,
            hours: null,
            status: RUNNING,
            runtime: 0,
            billedRuntime: 0,
            ...newJob,
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
        const now = this.clock.now();
        for (const job of this.jobs.values()) if (!this.lifecycle.advance(job, now)) this.jobs.delete(job.id);
        const jobs = [...this.jobs.values()];
        return projectId === undefined ? jobs : jobs.filter((job) => job.projectId === projectId);
    }

    find(id: string, projectId?: string): Job | undefined {
        return this.all(projectId).find((job) => job.id.toString() === id);
    }

    delete(id: bigint): void {
        this.jobs.delete(id);
    }

    /** How many of a project's jobs take up the quota of running ones. */
    countBusy(projectId: string): number {
        const busyStates = ["starting", "running", "stopping"];
        return this.all(projectId).filter((job) => busyStates.includes(stateOf(job.status))).length;
    }

    freeQuota(projectId: string): number {
        return Math.max(0, this.options.jobQuota - this.all(projectId).length);
    }

    elapse(seconds: number): void {
        for (const job of this.jobs.values()) this.lifecycle.elapse(job, seconds * 1000);
    }

    view(job: Job): JobView {
        return toJobView(job, Math.round(this.lifecycle.duration(job, this.clock.now())));
    }

    private takeNextId(): bigint {
        while (this.jobs.has(this.nextId)) this.nextId++;
        return this.nextId++;
    }
}
