import { rejectOnAbort } from "../abort";
import type { Clock } from "../clock";
import { describeJob, isModelArtsError, ModelArtsError, transientErrors } from "../errors";
import { requireJobId } from "../ids";
import type { Job, JobOrId, PollingJobsClient, WaitOptions, WaitState } from "../job";
import { msUntilTick, nextIntervalMs, pause } from "../poll";
import type { JobState } from "../status";
import { assertArgument, waitOptionsArgument, waitStateArgument } from "./arguments";

export interface WaitDependencies {
    /** Coalesces the polls of concurrent waits. */
    readonly jobs: Pick<PollingJobsClient, "get">;
    readonly clock: Clock;
    /** Left out: from 1 s growing to 5 s. */
    readonly pollIntervalMs?: number | undefined;
    /** Limit of a wait without a timeout of its own. */
    readonly waitTimeoutMs: number;
}

/** States that a job does not leave by itself on the way to the desired one. */
const finalStates: Readonly<Record<WaitState, readonly JobState[]>> = {
    running: ["stopped", "failed"],
    stopped: ["failed"],
    deleted: ["failed"],
};

/**
 * A status may lag behind an accepted call, so a job that is in a final state from the first poll on gets this many
 * polls to leave it. A delete may take longer than that, and its job keeps its status meanwhile.
 */
const maxUnchangedPolls: Readonly<Record<WaitState, number>> = { running: 5, stopped: 5, deleted: Infinity };

/** {@link JobsClient.waitFor}: polls, and never changes the job. */
export async function waitFor(
    job: JobOrId,
    state: WaitState,
    options: WaitOptions,
    { jobs, clock, pollIntervalMs, waitTimeoutMs }: WaitDependencies,
): Promise<Job | undefined> {
    const id = requireJobId(job, "wait for");
    assertArgument(waitStateArgument, state, `wait for ${describeJob({ id })}`);
    assertArgument(waitOptionsArgument, options, `wait for ${describeJob({ id })}`);
    const { signal } = options;
    const timeoutMs = options.timeout === undefined ? waitTimeoutMs : options.timeout * 1000;
    const startedAt = clock.monotonicNow();
    const deadline = startedAt + timeoutMs;
    const wait = new Wait(id, state, timeoutMs);
    for (let polls = 1; ; polls++) {
        signal?.throwIfAborted();
        try {
            const read = jobs.get(id, { deadline, noRetry: polls > 1 });
            if (wait.isOver(await rejectOnAbort(read, signal))) return wait.lastJob;
        } catch (error) {
            signal?.throwIfAborted();
            if (state === "deleted" && isModelArtsError(error, "not-found")) return undefined;
            if (polls === 1 || !isModelArtsError(error, ...transientErrors)) throw error;
            wait.lastError = error;
        }
        const now = clock.monotonicNow();
        const untilTick = msUntilTick(now, nextIntervalMs(now - startedAt, pollIntervalMs), 0);
        if (!(await pause(clock, untilTick, deadline, signal))) throw wait.timeoutError();
    }
}

/** The observations of one wait. */
class Wait {
    lastJob: Job | undefined;
    /** Error of the last poll, if it failed. */
    lastError: ModelArtsError | undefined;
    private hasMoved = false;
    private observationCount = 0;

    constructor(
        private readonly id: string,
        private readonly state: WaitState,
        private readonly timeoutMs: number,
    ) {}

    /**
     * Whether the job is in the desired state.
     *
     * @throws {unexpected-state} where the job does not get there by itself.
     */
    isOver(job: Job): boolean {
        const { state } = job.status;
        this.hasMoved ||= this.lastJob !== undefined && this.lastJob.status.state !== state;
        this.observationCount++;
        this.lastJob = job;
        this.lastError = undefined;
        if (state === this.state) return true;
        const isSettled = this.hasMoved || this.observationCount >= maxUnchangedPolls[this.state];
        if (finalStates[this.state].includes(state) && isSettled) throw this.unexpectedStateError(job);
        return false;
    }

    timeoutError(): ModelArtsError {
        const status = this.lastJob?.status;
        const statusText = status === undefined ? "no status" : `${status.name} (${status.code})`;
        const pollError =
            this.lastError === undefined ? "" : `; the last poll failed: ${this.lastError.reason}`;
        return new ModelArtsError({
            ...this.commonDetails(),
            kind: "wait-timeout",
            reason: `after ${this.timeoutMs / 1000} s its status is ${statusText}, not ${this.state}${pollError}`,
            hint: "Wait again, or with a longer timeout (seconds).",
        });
    }

    private unexpectedStateError({ status }: Job): ModelArtsError {
        return new ModelArtsError({
            ...this.commonDetails(),
            kind: "unexpected-state",
            reason: `its status is ${status.name} (${status.code}), which it does not leave by itself`,
            hint: "Read the job's log in the ModelArts console.",
        });
    }

    private commonDetails() {
        const job = { id: this.id, name: this.lastJob?.name };
        return { operation: `wait until ${describeJob(job)} is ${this.state}`, job };
    }
}
