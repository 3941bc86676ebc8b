import { rejectOnAbort } from "../modelarts/abort";
import { isModelArtsError, type ModelArtsError, transientErrors } from "../modelarts/errors";
import type { Action, Job, PollingJobsClient, WaitState } from "../modelarts/job";
import type { Limits } from "../modelarts/limits";
import { NotFoundRule } from "../modelarts/notFound";
import { type Polling, waitForTick } from "../modelarts/poll";
import type { JobState } from "../modelarts/status";
import { decide, type PendingAction } from "./decide";
import {
    cancelledError,
    notFoundError,
    uncertainNotFoundError,
    operationTimeoutError,
    unreachableError,
    withRemovalHint,
} from "./errors";

/**
 * One operation of the engine on one resource, with all its requests and waits. Its signal ends every wait, and lets the
 * job go on. A request that changes the job and is under way is not interrupted.
 */
export interface Operation extends Limits {
    /** `customTimeouts` limits each kind but `read` on its own. */
    readonly kind: "create" | "read" | "update" | "delete";
    /** How long the operation may take. */
    readonly timeoutMs: number;
    /** The end of that time, which every operation has. */
    readonly deadline: number;
    /**
     * Is called for every observation of the job. It gets no job where the service has none any more, and no goal where the
     * operation only reads the job.
     */
    readonly onProgress?: ((job: Job | undefined, goal?: WaitState) => void) | undefined;
}

/** A job, and the goal to bring it to. */
export interface ReconcileRequest {
    readonly id: string;
    readonly goal: WaitState;
    /** The job was created a moment ago, and starts by itself. */
    readonly isNew?: boolean | undefined;
    /** Time at which the job was created, ISO 8601, if it is known and the job is not new. */
    readonly createdAt?: string | undefined;
    /** Send the request, and do not wait for its effect. */
    readonly skipAwait?: boolean | undefined;
    /** The job as it was observed a moment ago, in place of the first poll. */
    readonly observedJob?: Job | undefined;
}

type ReconcilerJobs = Pick<PollingJobsClient, "get" | "pages" | Action>;

/** A rejection by the same status is final when it comes this often. */
const maxRejections = 3;

/** Maximum age of a cached observation that the first poll may reuse. */
const firstPollMaxAgeMs = 1000;

/**
 * Brings a job to its goal: it observes the job, decides, sends an action and waits. It sends a request only where the job
 * has not reached the goal, and never repeats an accepted one.
 */
export class Reconciler {
    /** The job as it was last observed. */
    lastJob: Job | undefined;
    private pendingAction: PendingAction | undefined;
    private rejection:
        { readonly action: Action; readonly status: number; readonly count: number } | undefined;
    private pollError: ModelArtsError | undefined;
    private actionError: ModelArtsError | undefined;
    /** It is set while polls do not find the job, and it is not certain that the job is missing. */
    private notFoundRule: NotFoundRule | undefined;

    constructor(
        private readonly request: ReconcileRequest,
        private readonly jobs: ReconcilerJobs,
        private readonly polling: Polling,
        private readonly operation: Operation,
    ) {
        this.lastJob = request.observedJob;
        if (request.isNew === true)
            this.pendingAction = { action: "create", fromState: "not-found", hasMoved: false, polls: 0 };
    }

    /**
     * Resolves with the last observation, which is `undefined` where there is no such job.
     *
     * @throws {not-found} where the service no longer has the job and the goal needs it.
     * @throws {unexpected-state} where the job does not reach the goal by itself, such as a failed start.
     * @throws {wait-timeout, cancelled} where the operation's time is over or the run was cancelled.
     */
    async run(): Promise<Job | undefined> {
        const actions = this.actions();
        for (;;) {
            const { done, value } = await actions.next();
            if (done === true) return value;
        }
    }

    /** Yields each action before it is sent: a caller that stops there leaves the job as it is. */
    async *actions(): AsyncGenerator<Action, Job | undefined, undefined> {
        const { goal, isNew, skipAwait, observedJob } = this.request;
        const startedAt = this.polling.clock.monotonicNow();
        // The response of the create counts as the first observation.
        if (isNew === true && !(await this.waitForTick(startedAt))) throw this.reconcileTimeoutError();
        for (let poll = 0; ; poll++) {
            if (this.isCancelled()) throw cancelledError(this.wait);
            const job =
                poll === 0 && observedJob !== undefined ? observedJob : await this.observe(poll === 0);
            if (job !== "no-observation") {
                const { step, reason } = decide(goal, job?.status.state ?? "not-found", this.pendingAction);
                if (step === "done") {
                    if (job === undefined) this.operation.onProgress?.(job, goal);
                    return job;
                }
                if (step === "unreachable")
                    throw job === undefined
                        ? notFoundError(this.wait)
                        : unreachableError(this.wait, job, reason);
                if (step !== "wait") {
                    yield step;
                    await this.perform(step, job as Job);
                }
                if (skipAwait === true && this.isUnderWay(step)) return await this.observeAfterAction(job);
            }
            if (!(await this.waitForTick(startedAt))) throw this.reconcileTimeoutError();
        }
    }

    private waitForTick(startedAt: number): Promise<boolean> {
        return waitForTick(this.polling, startedAt, this.operation);
    }

    /** An error of the first poll ends the operation; a later poll may fail with a transient error. */
    private async observe(isFirst: boolean): Promise<Job | undefined | "no-observation"> {
        const { deadline, signal, onRetry } = this.operation;
        try {
            const pollOptions = isFirst ? { maxAgeMs: firstPollMaxAgeMs, onRetry } : { noRetry: true };
            const jobPromise = this.jobs.get(this.request.id, { deadline, signal, ...pollOptions });
            return this.recordObservation(await rejectOnAbort(jobPromise, signal));
        } catch (error) {
            if (this.isCancelled()) throw cancelledError(this.wait);
            if (isModelArtsError(error, "not-found")) return this.judgeNotFound(error);
            if (isFirst || !isModelArtsError(error, ...transientErrors)) throw withRemovalHint(error);
            this.pollError = error;
            onRetry?.(error);
            return "no-observation";
        }
    }

    private recordObservation(job: Job): Job {
        this.operation.onProgress?.(job, this.request.goal);
        this.pollError = undefined;
        this.notFoundRule = undefined;
        this.lastJob = job;
        if (this.pendingAction !== undefined) {
            const hasMoved = this.pendingAction.hasMoved || job.status.state !== this.pendingAction.fromState;
            this.pendingAction = { ...this.pendingAction, hasMoved, polls: this.pendingAction.polls + 1 };
        }
        return job;
    }

    /** Resolves with `undefined` only where the job is surely missing; after an accepted delete one response is enough. */
    private async judgeNotFound(error: ModelArtsError): Promise<Job | undefined | "no-observation"> {
        const { id, createdAt = this.lastJob?.createdAt } = this.request;
        const { action, outcomeUnknown = false } = this.pendingAction ?? {};
        if (action === "delete" && !outcomeUnknown) return undefined;
        this.notFoundRule ??= new NotFoundRule(this.jobs, this.polling.clock);
        const { deadline, signal, onRetry } = this.operation;
        const judgement = this.notFoundRule.judge(error, { id, createdAt }, { deadline, signal, onRetry });
        const result = await rejectOnAbort(judgement, signal).catch((reason: unknown) => {
            throw this.isCancelled() ? cancelledError(this.wait) : reason;
        });
        if (result === "missing") return undefined;
        return result === undefined ? "no-observation" : this.recordObservation(result);
    }

    private async perform(action: Action, job: Job): Promise<void> {
        const { code, state } = job.status;
        const priorCount =
            this.rejection?.action === action && this.rejection.status === code ? this.rejection.count : 0;
        // A starting job that rejected the action gets it again once its status has changed.
        if (priorCount > 0 && state === "starting") return;
        const prior = this.pendingAction;
        const isRepeated = prior?.action === action && prior.hasMoved;
        const pendingAction = { action, fromState: state, hasMoved: false, polls: 0, isRepeated };
        try {
            const { deadline, signal, onRetry } = this.operation;
            await this.jobs[action](this.request.id, { deadline, signalUntilSent: signal, onRetry });
            this.pendingAction = pendingAction;
            this.rejection = undefined;
            this.actionError = undefined;
        } catch (error) {
            if (isModelArtsError(error, "not-found")) return;
            if (isModelArtsError(error, ...transientErrors)) {
                // The next polls show whether the service has performed the action.
                this.pendingAction = { ...pendingAction, outcomeUnknown: true };
                this.actionError = error;
                return;
            }
            if (!isModelArtsError(error, "wrong-status") || priorCount + 1 >= maxRejections) throw error;
            this.rejection = { action, status: code, count: priorCount + 1 };
        }
    }

    /** Resolves with the job after an action, or with the prior one where this poll fails. Throws if the action has failed. */
    private async observeAfterAction(priorJob: Job | undefined): Promise<Job | undefined> {
        const job = await this.observe(false);
        if (job === "no-observation") return priorJob;
        if (job === undefined) return undefined;
        const { step, reason } = decide(this.request.goal, job.status.state, this.pendingAction);
        if (step === "unreachable") throw unreachableError(this.wait, job, reason);
        return job;
    }

    private isUnderWay(step: "wait" | Action): boolean {
        return step === "wait"
            ? this.isMovingToGoal()
            : this.pendingAction?.action === step && this.pendingAction.outcomeUnknown !== true;
    }

    private isMovingToGoal(): boolean {
        const transitionStates: Record<WaitState, JobState> = {
            running: "starting",
            stopped: "stopping",
            deleted: "stopping",
        };
        return this.lastJob?.status.state === transitionStates[this.request.goal];
    }

    private isCancelled(): boolean {
        return this.operation.signal?.aborted === true;
    }

    private get wait() {
        return { id: this.request.id, goal: this.request.goal, lastJob: this.lastJob };
    }

    private reconcileTimeoutError(): ModelArtsError {
        if (this.notFoundRule !== undefined) return uncertainNotFoundError(this.wait, this.operation);
        const errors = { action: this.actionError, poll: this.pollError };
        return operationTimeoutError(this.wait, this.operation, errors);
    }
}
