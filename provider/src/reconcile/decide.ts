import type { Action, WaitState } from "../modelarts/job";
import type { JobState } from "../modelarts/status";

/** Result of a poll, which is `not-found` only where the service surely has no such job. */
export type Observed = JobState | "not-found";

/** The next step. It is `unreachable` where the job does not reach the goal any more. */
export type Step = "done" | "wait" | "unreachable" | Action;

export interface Decision {
    readonly step: Step;
    readonly reason: string;
}

const toDecision = (step: Step, reason: string): Decision => ({ step, reason });

/**
 * The whole table has one step and its reason for every goal and every observed state. A job to be `deleted` is stopped
 * and then deleted.
 */
export const decisions: Readonly<Record<WaitState, Readonly<Record<Observed, Decision>>>> = {
    running: {
        running: toDecision("done", "it is where it should be"),
        starting: toDecision("wait", "it is on its way up"),
        stopping: toDecision("wait", "a restart is rejected until it has stopped"),
        stopped: toDecision("restart", "a stopped job keeps its ID when it is restarted"),
        failed: toDecision("restart", "one more start; a second failure is final"),
        unknown: toDecision("wait", "neither running nor stopped: poll until the timeout"),
        "not-found": toDecision("unreachable", "there is no job to run"),
    },
    stopped: {
        running: toDecision("stop", "it is billed while it runs"),
        starting: toDecision(
            "stop",
            "it would be billed soon; where the service rejects the stop, repeat it once the job runs",
        ),
        stopping: toDecision("wait", "it is stopping already"),
        stopped: toDecision("done", "it is where it should be"),
        failed: toDecision("done", "a failed job is not billed"),
        unknown: toDecision("wait", "neither running nor stopped: poll until the timeout"),
        "not-found": toDecision("unreachable", "there is no job to stop"),
    },
    deleted: {
        running: toDecision(
            "stop",
            "whether a running job can be deleted is not documented; a stopped one surely can",
        ),
        starting: toDecision("stop", "as for a running job"),
        stopping: toDecision("wait", "a delete is rejected until it has stopped"),
        stopped: toDecision("delete", "nothing runs any more"),
        failed: toDecision("delete", "a failed job needs no stop"),
        unknown: toDecision("wait", "neither running nor stopped: poll until the timeout"),
        "not-found": toDecision("done", "it is where it should be"),
    },
};

/** The last action that the service did not reject. */
export interface PendingAction {
    readonly action: Action | "create";
    /** State of the job before the action, which the job is expected to leave. */
    readonly fromState: Observed;
    /** A poll has shown another state since. */
    readonly hasMoved: boolean;
    /** Number of polls since. */
    readonly polls: number;
    /** The service may have accepted the action, or may never have received it. */
    readonly outcomeUnknown?: boolean;
    /** The same action was accepted before, and the job has not reached the goal by it. */
    readonly isRepeated?: boolean;
}

/** Polls without a status change after which a restarted job counts as failed again. */
const pollsUntilFailedAgain = 5;
/** Polls without a status change after which an action with an unknown outcome counts as not received. */
const pollsUntilResend = 3;

/**
 * Waits for an accepted action, since the status may lag behind, and starts a job only once. The function is pure and
 * total.
 */
export function decide(goal: WaitState, observed: Observed, pending?: PendingAction): Decision {
    const decision = decisions[goal][observed];
    if (pending === undefined) return decision;
    const mayResend =
        pending.outcomeUnknown === true && !pending.hasMoved && pending.polls >= pollsUntilResend;
    if (mayResend && decision.step === pending.action) return decision;
    const isStart = pending.action === "restart" || pending.action === "create";
    if (isStart && decision.step === "restart") {
        const hasFailedAgain = observed === "failed" && pending.polls >= pollsUntilFailedAgain;
        if (pending.hasMoved || hasFailedAgain)
            return toDecision("unreachable", "it was started, and did not come up");
        return toDecision("wait", "the accepted start does not show yet");
    }
    if (decision.step === "delete" && pending.isRepeated === true && pending.hasMoved)
        return toDecision("unreachable", "it was deleted twice, and is still there");
    if (decision.step === pending.action && !pending.hasMoved) {
        return toDecision("wait", `the accepted ${pending.action} does not show yet`);
    }
    return decision;
}
