import { rejectOnAbort } from "../abort";
import type { Clock } from "../clock";
import { describeJob, isModelArtsError, ModelArtsError, transientErrors } from "../errors";
import { requireJobId } from "../ids";
import type { Job, JobOrId, PollingJobsClient, PollOptions, WaitOptions, WaitState } from "../job";
import { type JobAge, NotFoundRule } from "../notFound";
import { waitForTick } from "../poll";
import type { JobState } from "../status";
import { assertArgument, waitOptionsArgument, waitStateArgument } from "./arguments";

export interface WaitDependencies {
    /** Coalesces the polls of concurrent waits. */
    readonly jobs: Pick<PollingJobsClient, "get" | "pages">;
    /** Returns whether this client has deleted the job: then it is missing at the first response that says so. */
    readonly hasDeleted: (id: string) => boolean;
    readonly clock: Clock;
    /** Where it is left out, the interval grows from 1 s to 5 s. */
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

/** Does the work of {@link JobsClient.waitFor}: polls, and never changes the job. */
export async function waitFor(
    job: JobOrId,
    state: WaitState,
    options: WaitOptions,
    dependencies: WaitDependencies,
): Promise<Job | undefined> {
    const id = requireJobId(job, "wait for");
    assertArgument(waitStateArgument, state, `wait for ${describeJob({ id })}`);
    assertArgument(waitOptionsArgument, options, `wait for ${describeJob({ id })}`);
    const { clock, pollIntervalMs, waitTimeoutMs } = dependencies;
    const { signal } = options;
    const timeoutMs = options.timeout === undefined ? waitTimeoutMs : options.timeout * 1000;
    const polling = { clock, intervalMs: pollIntervalMs };
    const startedAt = clock.monotonicNow();
    const deadline = startedAt + timeoutMs;
    const wait = new Wait({ id, ...readCreatedAt(job) }, state, timeoutMs, dependencies);
    for (let polls = 1; ; polls++) {
        signal?.throwIfAborted();
        try {
            const read = wait.read({ deadline, signal, noRetry: polls > 1 });
            const result = await rejectOnAbort(read, signal);
            if (result === "missing") return undefined;
            if (result !== undefined && wait.isOver(result)) return wait.lastJob;
        } catch (error) {
            signal?.throwIfAborted();
            if (polls === 1 || !isModelArtsError(error, ...transientErrors)) throw error;
            wait.lastError = error;
        }
        if (!(await waitForTick(polling, startedAt, { deadline, signal }))) throw wait.waitTimeoutError();
    }
}

/** Returns the time of creation, where the job is given as another call returned it. */
function readCreatedAt(job: JobOrId): Pick<Job, "createdAt"> {
    const { createdAt } = typeof job === "string" ? {} : (job as Partial<Job>);
    return createdAt === undefined ? {} : { createdAt };
}

/** The observations of one wait. */
class Wait {
    lastJob: Job | undefined;
    /** Error of the last poll, if it failed. */
    lastError: ModelArtsError | undefined;
    private hasMoved = false;
    private observationCount = 0;
    /** It is set while polls do not find the job, and it is not certain that the job is missing. */
    private notFoundRule: NotFoundRule | undefined;

    constructor(
        private readonly job: JobAge,
        private readonly state: WaitState,
        private readonly timeoutMs: number,
        private readonly dependencies: WaitDependencies,
    ) {}

    /**
     * Polls the job. Resolves with `missing` where the wait is for `deleted`, and the service surely has no such job; with
     * `undefined` where it is not certain yet whether it has one.
     *
     * @throws {not-found} where the service surely has no such job, and the wait is for another state.
     */
    async read({ signal, ...options }: PollOptions): Promise<"missing" | Job | undefined> {
        const { jobs, clock, hasDeleted } = this.dependencies;
        const { id, createdAt = this.lastJob?.createdAt } = this.job;
        try {
            return await jobs.get(id, options);
        } catch (error) {
            if (!isModelArtsError(error, "not-found")) throw error;
            this.notFoundRule ??= new NotFoundRule(jobs, clock);
            const judgement = hasDeleted(id)
                ? "missing"
                : await this.notFoundRule.judge(error, { id, createdAt }, { ...options, signal });
            if (judgement === "missing" && this.state !== "deleted") throw error;
            return judgement;
        }
    }

    /**
     * Returns whether the job is in the desired state.
     *
     * @throws {unexpected-state} where the job does not get there by itself.
     */
    isOver(job: Job): boolean {
        const { state } = job.status;
        this.hasMoved ||= this.lastJob !== undefined && this.lastJob.status.state !== state;
        this.observationCount++;
        this.lastJob = job;
        this.lastError = undefined;
        this.notFoundRule = undefined;
        if (state === this.state) return true;
        const isSettled = this.hasMoved || this.observationCount >= maxUnchangedPolls[this.state];
        if (finalStates[this.state].includes(state) && isSettled) throw this.unexpectedStateError(job);
        return false;
    }

    waitTimeoutError(): ModelArtsError {
        if (this.notFoundRule !== undefined) return this.uncertainWaitError();
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

    private uncertainWaitError(): ModelArtsError {
        return new ModelArtsError({
            ...this.commonDetails(),
            kind: "wait-timeout",
            reason: `after ${this.timeoutMs / 1000} s the service does not show the job, which may be too new to be shown`,
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
        const job = { id: this.job.id, name: this.lastJob?.name };
        return { operation: `wait until ${describeJob(job)} is ${this.state}`, job };
    }
}
