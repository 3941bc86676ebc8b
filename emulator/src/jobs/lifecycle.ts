import type { Options } from "../options/options";
import type { Job, StatusStep } from "./job";
import { KILLING, stateOf, RUNNING } from "./status";

/** Moves jobs from status to status. No timer runs: each read first applies the steps that are due. */
export class JobLifecycle {
    constructor(private readonly options: Options) {}

    start(job: Job, now: number): void {
        if (this.options.renewOnRestart) job.billedRuntime = 0;
        const [failedStatus, ...remainingFailures] = this.options.failNextStarts;
        this.options.failNextStarts = remainingFailures;
        job.steps = [];
        this.scheduleStart(job, this.options.bootStatuses, failedStatus ?? RUNNING, now);
    }

    stop(job: Job, now: number): void {
        if (job.status === KILLING && job.steps.length > 0) return;
        this.setStatus(job, KILLING, now);
        job.steps = this.stopSteps(now);
    }

    remove(job: Job, now: number): void {
        const { deleteAtOnce, stop } = this.options;
        this.setStatus(job, deleteAtOnce ? job.status : KILLING, now);
        job.steps = [{ at: deleteAtOnce ? now : now + stop * 1000, status: "deleted" }];
    }

    /** Sets a status. The job keeps it unless `continues` is set. */
    move(job: Job, status: number, continues: boolean, now: number): void {
        job.steps = [];
        if (!continues) this.setStatus(job, status, now);
        else if (stateOf(status) === "starting")
            this.scheduleStart(job, this.remainingBootStatuses(status), RUNNING, now);
        else this.enterStatus(job, status, now);
        if (continues && status === KILLING) job.steps = this.stopSteps(now);
    }

    /** Applies the steps that are due. Returns false if the job is deleted. */
    advance(job: Job, now: number): boolean {
        for (let step = job.steps[0]; step && step.at <= now; step = job.steps[0]) {
            if (step.status === "deleted") return false;
            job.steps.shift();
            this.enterStatus(job, step.status, step.at);
        }
        return true;
    }

    /** Lets time pass for one job. */
    elapse(job: Job, milliseconds: number): void {
        job.since -= milliseconds;
        job.steps = job.steps.map(({ at, status }) => ({ at: at - milliseconds, status }));
    }

    duration(job: Job, now: number): number {
        return job.runtime + (job.status === RUNNING ? now - job.since : 0);
    }

    /** Milliseconds until the automatic stop; null where there is none. */
    remaining(job: Job, now: number): number | null {
        if (job.hours === null || job.status !== RUNNING) return null;
        const remaining = this.allowedRuntime(job.hours) - job.billedRuntime - (now - job.since);
        return remaining === Infinity ? null : Math.max(0, remaining);
    }

    private stopSteps(now: number): StatusStep[] {
        return [{ at: now + this.options.stop * 1000, status: this.options.stoppedStatus }];
    }

    /** The statuses of a start from `status` on. */
    private remainingBootStatuses(status: number): number[] {
        const { bootStatuses } = this.options;
        return [status, ...bootStatuses.slice(bootStatuses.indexOf(status) + 1)];
    }

    private scheduleStart(job: Job, statuses: readonly number[], finalStatus: number, now: number): void {
        const [first, ...rest] = statuses;
        this.enterStatus(job, first ?? finalStatus, now);
        if (first === undefined) return;
        const stepMs = (this.options.boot * 1000) / statuses.length;
        job.steps = [...rest, finalStatus].map((status, i) => ({ at: now + stepMs * (i + 1), status }));
    }

    private setStatus(job: Job, status: number, at: number): void {
        if (job.status === RUNNING) {
            job.runtime += at - job.since;
            job.billedRuntime += at - job.since;
        }
        job.status = status;
        job.since = at;
    }

    /** Enters a status. Without further steps, a running job gets its automatic stop scheduled. */
    private enterStatus(job: Job, status: number, at: number): void {
        this.setStatus(job, status, at);
        if (job.steps.length === 0 && status === RUNNING) job.steps = this.automaticStop(job, at);
    }

    private automaticStop(job: Job, at: number): StatusStep[] {
        if (job.hours === null) return [];
        const remaining = this.allowedRuntime(job.hours) - job.billedRuntime;
        if (remaining === Infinity || (remaining <= 0 && job.hours > 0)) return [];
        const { stop, autoStoppedStatus } = this.options;
        return [
            { at: at + remaining, status: KILLING },
            { at: at + remaining + stop * 1000, status: autoStoppedStatus },
        ];
    }

    private allowedRuntime(hours: number): number {
        if (hours === 0 && this.options.zeroHours === "never") return Infinity;
        return hours * this.options.hour * 1000;
    }
}
