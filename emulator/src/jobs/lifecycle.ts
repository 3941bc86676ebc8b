import type { Options } from "../options/options";
import type { Job, StatusStep } from "./job";
import { KILLING, RUNNING, stateOf } from "./status";

/* Jobs move from status to status without a timer: each read first applies the steps that are due. */

export function startJob(job: Job, options: Options, now: number): void {
    if (options.renewOnRestart) job.billedRuntime = 0;
    const [failedStatus, ...remainingFailures] = options.failNextStarts;
    options.failNextStarts = remainingFailures;
    job.steps = [];
    scheduleStart(job, options.bootStatuses, failedStatus ?? RUNNING, options, now);
}

export function stopJob(job: Job, options: Options, now: number): void {
    if (job.status === KILLING && job.steps.length > 0) return;
    setStatus(job, KILLING, now);
    job.steps = stopSteps(options, now);
}

export function deleteJob(job: Job, { deleteAtOnce, stop }: Options, now: number): void {
    setStatus(job, deleteAtOnce ? job.status : KILLING, now);
    job.steps = [{ at: deleteAtOnce ? now : now + stop * 1000, status: "deleted" }];
}

/** Sets a status. The job keeps it unless `continues` is set. */
export function moveJob(job: Job, status: number, continues: boolean, options: Options, now: number): void {
    job.steps = [];
    if (!continues) {
        setStatus(job, status, now);
    } else if (stateOf(status) === "starting") {
        const { bootStatuses } = options;
        const statuses = [status, ...bootStatuses.slice(bootStatuses.indexOf(status) + 1)];
        scheduleStart(job, statuses, RUNNING, options, now);
    } else {
        enterStatus(job, status, options, now);
    }
}

/** Applies the steps that are due. Returns false if the job is deleted. */
export function advanceJob(job: Job, options: Options, now: number): boolean {
    for (let step = job.steps[0]; step && step.at <= now; step = job.steps[0]) {
        if (step.status === "deleted") return false;
        job.steps.shift();
        enterStatus(job, step.status, options, step.at);
    }
    return true;
}

/** Lets time pass for one job. */
export function elapse(job: Job, milliseconds: number): void {
    job.since -= milliseconds;
    job.madeAt -= milliseconds;
    job.steps = job.steps.map(({ at, status }) => ({ at: at - milliseconds, status }));
}

/** Returns the whole milliseconds for which it has run. */
export function durationOf(job: Job, now: number): number {
    return Math.round(job.runtime + (job.status === RUNNING ? now - job.since : 0));
}

/** Returns the whole milliseconds until the automatic stop, or null where there is none. */
export function remainingOf(job: Job, options: Options, now: number): number | null {
    if (job.hours === null || job.status !== RUNNING) return null;
    const remaining = allowedRuntime(job.hours, options) - job.billedRuntime - (now - job.since);
    return remaining === Infinity ? null : Math.max(0, Math.round(remaining));
}

function stopSteps({ stop, stoppedStatus }: Options, now: number): StatusStep[] {
    return [{ at: now + stop * 1000, status: stoppedStatus }];
}

function scheduleStart(
    job: Job,
    statuses: readonly number[],
    finalStatus: number,
    options: Options,
    now: number,
): void {
    const [first, ...rest] = statuses;
    enterStatus(job, first ?? finalStatus, options, now);
    if (first === undefined) return;
    const stepMs = (options.boot * 1000) / statuses.length;
    job.steps = [...rest, finalStatus].map((status, i) => ({ at: now + stepMs * (i + 1), status }));
}

/** Enters a status. Without further steps, a job on its way down gets its end and a running one its automatic stop. */
function enterStatus(job: Job, status: number, options: Options, at: number): void {
    setStatus(job, status, at);
    if (job.steps.length > 0) return;
    if (status === KILLING) job.steps = stopSteps(options, at);
    if (status === RUNNING) job.steps = automaticStop(job, options, at);
}

function setStatus(job: Job, status: number, at: number): void {
    if (job.status === RUNNING) {
        job.runtime += at - job.since;
        job.billedRuntime += at - job.since;
    }
    job.status = status;
    job.since = at;
}

function automaticStop(job: Job, options: Options, at: number): StatusStep[] {
    if (job.hours === null) return [];
    const remaining = allowedRuntime(job.hours, options) - job.billedRuntime;
    if (remaining === Infinity || remaining <= 0) return [];
    const stopAt = at + remaining;
    return [
        { at: stopAt, status: KILLING },
        { at: stopAt + options.stop * 1000, status: options.autoStoppedStatus },
    ];
}

/** Returns milliseconds. The reference does not say what 0 hours mean; here they mean no automatic stop. */
function allowedRuntime(hours: number, { hour }: Options): number {
    return hours === 0 ? Infinity : hours * hour * 1000;
}
