import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import type { Options } from "../options/options";
import { type Job, type JobView, view } from "./job";
import type { Life } from "./life";
import { phaseOf, RUNNING } from "./status";

export type NewJob = Pick<Job, "projectId" | "name" | "trainUrl"> & Partial<Omit<Job, "steps" | "since">>;

/** The jobs that exist now. Whoever looks sees them as they are at that moment. */
export class JobStore {
    private readonly jobs = new Map<bigint, Job>();
    private nextId = 0n;

    constructor(
        private readonly options: Options,
        private readonly clock: Clock,
        readonly life: Life,
    ) {}

    /** The next ID that nobody chooses is this one. */
    countFrom(firstId: string): void {
        this.nextId = BigInt(firstId);
    }

    add(given: NewJob): Job {
        const now = this.clock.now();
        const job: Job = {
            id: this.freeId(),
            createdAt: now,
            resourceId: randomBytes(16).toString("hex"),
            boardKey: randomBytes(16).toString("hex"),
            workspaceId: "0",
            description: "",
            type: "tensorboard",
            flavor: null,
            hours: null,
            status: RUNNING,
            ran: 0,
            charged: 0,
            ...given,
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
        for (const job of this.jobs.values()) if (!this.life.settle(job, now)) this.jobs.delete(job.id);
        const jobs = [...this.jobs.values()];
        return projectId === undefined ? jobs : jobs.filter((job) => job.projectId === projectId);
    }

    find(id: string, projectId?: string): Job | undefined {
        return this.all(projectId).find((job) => job.id.toString() === id);
    }

    vanish(id: bigint): void {
        this.jobs.delete(id);
    }

    /** How many of a project's jobs take up the quota of running ones. */
    busy(projectId: string): number {
        const busy = ["starting", "running", "stopping"];
        return this.all(projectId).filter((job) => busy.includes(phaseOf(job.status))).length;
    }

    roomFor(projectId: string): number {
        return Math.max(0, this.options.jobQuota - this.all(projectId).length);
    }

    elapse(seconds: number): void {
        for (const job of this.jobs.values()) this.life.elapse(job, seconds * 1000);
    }

    view(job: Job): JobView {
        return view(job, Math.round(this.life.duration(job, this.clock.now())));
    }

    private freeId(): bigint {
        while (this.jobs.has(this.nextId)) this.nextId++;
        return this.nextId++;
    }
}
