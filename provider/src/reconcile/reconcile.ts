import { rejectOnAbort } from "../modelarts/abort";
import type { Clock } from "../modelarts/clock";
import {
    isModelArtsError,
    type JobRef,
    ModelArtsError,
    describeJob,
    transientErrors,
} from "../modelarts/errors";
import type { Job, PollingJobsClient } from "../modelarts/job";
import type { JobState } from "../modelarts/status";
import { type Action, type PendingAction, decide, type Goal } from "./decide";
import { pause, nextIntervalMs, msUntilTick } from "../modelarts/poll";

export interface ReconcilerDependencies {
    readonly jobs: Pick<PollingJobsClient, "get" | Action>;
    readonly clock: Clock;
    /** Left out: from 1 s growing to 5 s. */
    readonly pollIntervalMs?: number | undefined;
    /** Where in time the beats of this process are, so that several processes do not look at the same moments. */
    readonly pollOffsetMs?: number | undefined;
    /** Asked before every act: whether the job has become somebody else's concern, and is to be left as it is. */
    readonly isRelinquished?: (() => boolean) | undefined;
    /** Called for every look at a job. */
    readonly onObserve?: ((job: Job, goal: Goal) => void) | undefined;
}

export interface ReconcileRequest {
    readonly goal: Goal;
    /** How long all of it may take, and when that is over (milliseconds since 1970). */
    readonly timeoutMs: number;
    readonly deadline: number;
    /** How that limit is raised, for the sentence of a failure. */
    readonly timeoutHint: string;
    /** The job has just been made: it is on its way up by that. */
    readonly isNew?: boolean | undefined;
    /** Ask, and do not wait for it to be done. */
    readonly skipAwait?: boolean | undefined;
    /** Ends the wait, and leaves the job on its way. What is being asked for is not broken off. */
    readonly signal?: AbortSignal | undefined;
}

/** The same refusal in the same status, this often, is an answer. */
const maxRejections = 3;

/** What was seen this short a time ago, by whomever, is as good as a look. */
const firstPollMaxAgeMs = 1000;

/**
 * Brings a job to its goal: observe (or take what was just `seen`), decide, act, wait. Acts only where the job is not
 * there yet, never asks twice for what was accepted, and resolves with the job as last seen (`undefined`: there is none).
 * Rejects with kind `gone` where the job vanished from under the goal, `wait` where it failed or the limit passed.
 */
export async function reconcile(
    id: string,
    request: ReconcileRequest,
    dependencies: ReconcilerDependencies,
    initialJob?: Job,
): Promise<Job | undefined> {
    return new Reconciler(id, request, dependencies).run(initialJob);
}

class Reconciler {
    private lastJob: Job | undefined;
    private pendingAction: PendingAction | undefined;
    private rejection:
        { readonly action: Action; readonly status: number; readonly count: number } | undefined;
    private pollError: ModelArtsError | undefined;
    private actionError: ModelArtsError | undefined;

    constructor(
        private readonly id: string,
        private readonly request: ReconcileRequest,
        private readonly dependencies: ReconcilerDependencies,
    ) {
        if (request.isNew === true)
            this.pendingAction = { action: "create", fromState: "not-found", hasMoved: false, polls: 0 };
    }

    async run(initialJob?: Job): Promise<Job | undefined> {
        this.lastJob = initialJob;
        const { clock, pollIntervalMs, pollOffsetMs = 0 } = this.dependencies;
        const startedAt = clock.now();
        const waitForTick = (): Promise<boolean> => {
            const now = clock.now();
            const step = nextIntervalMs(now - startedAt, pollIntervalMs);
            return pause(clock, msUntilTick(now, step, pollOffsetMs), this.deadline, this.request.signal);
        };
        // What has just been made has just been seen.
        if (this.request.isNew === true && !(await waitForTick())) throw this.timeoutError();
        for (let poll = 0; ; poll++) {
            if (this.isCancelled()) throw this.cancelledError();
            const job = poll === 0 && initialJob !== undefined ? initialJob : await this.observe(poll === 0);
            if (job !== "no-observation") {
                const { step, reason } = decide(
                    this.request.goal,
                    job?.status.state ?? "not-found",
                    this.pendingAction,
                );
                if (step === "done") return job;
                if (step === "unreachable") throw this.unreachableError(job, reason);
                if (step !== "wait" && this.dependencies.isRelinquished?.() === true) return job;
                if (step !== "wait") await this.perform(step, job as Job);
                if (this.request.skipAwait === true && this.isUnderWay(step))
                    return await this.observeAfterAction(job);
            }
            if (!(await waitForTick())) throw this.timeoutError();
        }
    }

    /** Trouble at the first look is the caller's to know; later it may pass. */
    private async observe(isFirst: boolean): Promise<Job | undefined | "no-observation"> {
        try {
            const pollOptions = isFirst ? { maxAgeMs: firstPollMaxAgeMs } : { noRetry: true };
            const pollPromise = this.dependencies.jobs.get(this.id, {
                deadline: this.deadline,
                ...pollOptions,
            });
            const job = await rejectOnAbort(pollPromise, this.request.signal);
            this.dependencies.onObserve?.(job, this.request.goal);
            this.pollError = undefined;
            this.lastJob = job;
            if (this.pendingAction !== undefined) {
                const hasMoved =
                    this.pendingAction.hasMoved || job.status.state !== this.pendingAction.fromState;
                this.pendingAction = { ...this.pendingAction, hasMoved, polls: this.pendingAction.polls + 1 };
            }
            return job;
        } catch (error) {
            if (this.isCancelled()) throw this.cancelledError();
            if (isModelArtsError(error, "not-found")) return undefined;
            if (isFirst || !isModelArtsError(error, ...transientErrors)) throw error;
            this.pollError = error;
            return "no-observation";
        }
    }

    private async perform(action: Action, job: Job): Promise<void> {
        const { code, state } = job.status;
        const priorCount =
            this.rejection?.action === action && this.rejection.status === code ? this.rejection.count : 0;
        // On its way somewhere, a job that refused is asked again when it got further.
        if (priorCount > 0 && state === "starting") return;
        try {
            await this.dependencies.jobs[action](this.id, { deadline: this.deadline });
            this.pendingAction = { action, fromState: state, hasMoved: false, polls: 0 };
            this.rejection = undefined;
            this.actionError = undefined;
        } catch (error) {
            if (isModelArtsError(error, "not-found")) return;
            if (isModelArtsError(error, ...transientErrors)) {
                // Lost on the way: the next looks show whether it was done.
                this.pendingAction = {
                    action,
                    fromState: state,
                    hasMoved: false,
                    polls: 0,
                    outcomeUnknown: true,
                };
                this.actionError = error;
                return;
            }
            if (!isModelArtsError(error, "wrong-status") || priorCount + 1 >= maxRejections) throw error;
            this.rejection = { action, status: code, count: priorCount + 1 };
        }
    }

    /** How it looks after what was asked; as it was before, where it cannot be seen right now. */
    private async observeAfterAction(priorJob: Job | undefined): Promise<Job | undefined> {
        const job = await this.observe(false);
        return job === "no-observation" ? priorJob : job;
    }

    private isUnderWay(step: "wait" | Action): boolean {
        return step === "wait"
            ? this.isMovingToGoal()
            : this.pendingAction?.action === step && this.pendingAction.outcomeUnknown !== true;
    }

    private isMovingToGoal(): boolean {
        const transitionStates: Record<Goal, JobState> = {
            running: "starting",
            stopped: "stopping",
            deleted: "stopping",
        };
        return this.lastJob?.status.state === transitionStates[this.request.goal];
    }

    private get deadline(): number {
        return this.request.deadline;
    }

    private get jobRef(): JobRef {
        return { id: this.id, name: this.lastJob?.name };
    }

    private get operation(): string {
        const goalVerbs: Record<Goal, string> = { running: "start", stopped: "stop", deleted: "delete" };
        return `${goalVerbs[this.request.goal]} ${describeJob(this.jobRef)}`;
    }

    private unreachableError(job: Job | undefined, reason: string): ModelArtsError {
        if (job === undefined) {
            return new ModelArtsError({
                kind: "not-found",
                operation: this.operation,
                reason: "the service has no such job (any more)",
                hint: "Run `pulumi refresh`, so that the state follows.",
                job: this.jobRef,
            });
        }
        return new ModelArtsError({
            kind: "unexpected-state",
            operation: this.operation,
            reason: `its status is ${job.status.name} (${job.status.code}): ${reason}`,
            hint: "Look at the job's log in the ModelArts console; the next `pulumi up` restarts it.",
            job: this.jobRef,
        });
    }

    private isCancelled(): boolean {
        return this.request.signal?.aborted === true;
    }

    private get lastStatus(): string {
        const status = this.lastJob?.status;
        return status === undefined ? "no status" : `${status.name} (${status.code})`;
    }

    private cancelledError(): ModelArtsError {
        return new ModelArtsError({
            kind: "cancelled",
            operation: this.operation,
            reason: `the run was cancelled; the last look at the job showed ${this.lastStatus}`,
            hint: "The job stays in the state, and goes on with what it was asked for. The next run looks at it.",
            job: this.jobRef,
        });
    }

    private timeoutError(): ModelArtsError {
        const lastErrors = [
            this.actionError && `; it could not be asked for it: ${this.actionError.reason}`,
            this.pollError && `; the last look failed: ${this.pollError.reason}`,
        ].join("");
        return new ModelArtsError({
            kind: "wait-timeout",
            operation: this.operation,
            reason: `after ${this.request.timeoutMs / 1000} s its status is ${this.lastStatus}, not ${this.request.goal}${lastErrors}`,
            hint: `The job stays in the state, and the next run goes on waiting. ${this.request.timeoutHint}`,
            job: this.jobRef,
        });
    }
}
