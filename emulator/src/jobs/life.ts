import type { Options } from "../options/options";
import type { Job, Step } from "./job";
import { KILLING, phaseOf, RUNNING } from "./status";

/** How a job goes from status to status. Nothing runs: what is due happens when somebody looks. */
export class Life {
    constructor(private readonly options: Options) {}

    start(job: Job, now: number): void {
        if (this.options.renewOnRestart) job.charged = 0;
        const [failure, ...later] = this.options.failNextStarts;
        this.options.failNextStarts = later;
        job.steps = [];
        this.climb(job, this.options.bootStatuses, failure ?? RUNNING, now);
    }

    stop(job: Job, now: number): void {
        if (job.status === KILLING && job.steps.length > 0) return;
        this.enter(job, KILLING, now);
        job.steps = this.ending(now);
    }

    remove(job: Job, now: number): void {
        const { deleteAtOnce, stop } = this.options;
        this.enter(job, deleteAtOnce ? job.status : KILLING, now);
        job.steps = [{ at: deleteAtOnce ? now : now + stop * 1000, status: "gone" }];
    }

    /** Puts the job where it is wanted; it stays there unless it is to go on. */
    move(job: Job, status: number, goOn: boolean, now: number): void {
        job.steps = [];
        if (!goOn) this.enter(job, status, now);
        else if (phaseOf(status) === "starting") this.climb(job, this.from(status), RUNNING, now);
        else this.arrive(job, status, now);
        if (goOn && status === KILLING) job.steps = this.ending(now);
    }

    /** Makes happen what is due. Answers false when the job is gone. */
    settle(job: Job, now: number): boolean {
        for (let step = job.steps[0]; step && step.at <= now; step = job.steps[0]) {
            if (step.status === "gone") return false;
            job.steps.shift();
            this.arrive(job, step.status, step.at);
        }
        return true;
    }

    /** Lets time pass for one job. */
    elapse(job: Job, milliseconds: number): void {
        job.since -= milliseconds;
        job.steps = job.steps.map(({ at, status }) => ({ at: at - milliseconds, status }));
    }

    duration(job: Job, now: number): number {
        return job.ran + (job.status === RUNNING ? now - job.since : 0);
    }

    /** Milliseconds until the automatic stop; null where there is none. */
    remaining(job: Job, now: number): number | null {
        if (job.hours === null || job.status !== RUNNING) return null;
        const left = this.granted(job.hours) - job.charged - (now - job.since);
        return left === Infinity ? null : Math.max(0, left);
    }

    private ending(now: number): Step[] {
        return [{ at: now + this.options.stop * 1000, status: this.options.stoppedStatus }];
    }

    /** The way up from a status on it. */
    private from(status: number): number[] {
        const { bootStatuses } = this.options;
        return [status, ...bootStatuses.slice(bootStatuses.indexOf(status) + 1)];
    }

    private climb(job: Job, statuses: readonly number[], top: number, now: number): void {
        const [first, ...rest] = statuses;
        this.arrive(job, first ?? top, now);
        if (first === undefined) return;
        const each = (this.options.boot * 1000) / statuses.length;
        job.steps = [...rest, top].map((status, i) => ({ at: now + each * (i + 1), status }));
    }

    private enter(job: Job, status: number, at: number): void {
        if (job.status === RUNNING) {
            job.ran += at - job.since;
            job.charged += at - job.since;
        }
        job.status = status;
        job.since = at;
    }

    /** Enters a status, and plans what follows it by itself once all that was planned is over. */
    private arrive(job: Job, status: number, at: number): void {
        this.enter(job, status, at);
        if (job.steps.length === 0 && status === RUNNING) job.steps = this.automaticStop(job, at);
    }

    private automaticStop(job: Job, at: number): Step[] {
        if (job.hours === null) return [];
        const left = this.granted(job.hours) - job.charged;
        if (left === Infinity || (left <= 0 && job.hours > 0)) return [];
        const { stop, autoStoppedStatus } = this.options;
        return [
            { at: at + left, status: KILLING },
            { at: at + left + stop * 1000, status: autoStoppedStatus },
        ];
    }

    private granted(hours: number): number {
        if (hours === 0 && this.options.zeroHours === "never") return Infinity;
        return hours * this.options.hour * 1000;
    }
}
