import type { JobState } from "../modelarts/status";

/** Where a job is to be brought. `gone`: stopped and then deleted. */
export type Goal = "running" | "stopped" | "deleted";

/** What a look at a job shows; `gone` only for a sure "no such job". */
export type Observed = JobState | "not-found";

export type Action = "stop" | "restart" | "delete";

/** The next thing to do. `act`: what asks the service for something; `lost`: the goal cannot be reached any more. */
export type Step = "done" | "wait" | "unreachable" | Action;

export interface Decision {
    readonly step: Step;
    readonly reason: string;
}

const toDecision = (step: Step, reason: string): Decision => ({ step, reason });

/** The whole table: for every goal and everything that can be seen, one step and its reason. */
export const decisions: Readonly<Record<Goal, Readonly<Record<Observed, Decision>>>> = {
    running: {
        running: toDecision("done", "it is where it should be"),
        starting: toDecision("wait", "it is on its way up"),
        stopping: toDecision("wait", "a restart is refused until it has stopped"),
        stopped: toDecision("restart", "a stopped job keeps its ID when it is restarted"),
        failed: toDecision("restart", "one more start; a second failure is final"),
        unknown: toDecision("wait", "neither running nor stopped: look again until the limit"),
        "not-found": toDecision("unreachable", "there is no job to run"),
    },
    stopped: {
        running: toDecision("stop", "it is billed while it runs"),
        starting: toDecision(
            "stop",
            "it would be billed soon; where the service refuses, ask again once it runs",
        ),
        stopping: toDecision("wait", "it was asked already"),
        stopped: toDecision("done", "it is where it should be"),
        failed: toDecision("done", "a failed job is not billed"),
        unknown: toDecision("wait", "neither running nor stopped: look again until the limit"),
        "not-found": toDecision("unreachable", "there is no job to stop"),
    },
    deleted: {
        running: toDecision(
            "stop",
            "whether a running job can be deleted is not documented; a stopped one surely can",
        ),
        starting: toDecision("stop", "as for a running job"),
        stopping: toDecision("wait", "a delete is refused until it has stopped"),
        stopped: toDecision("delete", "nothing runs any more"),
        failed: toDecision("delete", "a failed job needs no stop"),
        unknown: toDecision("wait", "neither running nor stopped: look again until the limit"),
        "not-found": toDecision("done", "it is where it should be"),
    },
};

/** What was asked of the service last, and not refused. */
export interface PendingAction {
    readonly action: Action | "create";
    /** The phase the job was in when it was asked; it is expected to leave it. */
    readonly fromState: Observed;
    /** The job has been seen in another phase since. */
    readonly hasMoved: boolean;
    /** How often it has been looked at since. */
    readonly polls: number;
    /** The answer was lost: it may have been taken, or may never have arrived. */
    readonly outcomeUnknown?: boolean;
}

/** A failed job that was restarted may fail again between two looks: this often seen unmoved, it has. */
const pollsUntilFailedAgain = 5;
/** What was lost on the way shows no effect: this often seen unmoved, it never arrived. */
const pollsUntilResend = 3;

/** Pure and total. What was accepted is waited for, since a status may lag behind; a start is asked for once. */
export function decide(goal: Goal, observed: Observed, pending?: PendingAction): Decision {
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
    if (decision.step === pending.action && !pending.hasMoved) {
        return toDecision("wait", `the accepted ${pending.action} does not show yet`);
    }
    return decision;
}
