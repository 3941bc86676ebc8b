import type { Phase } from "../modelarts/status";

/** Where a job is to be brought. `gone`: stopped and then deleted. */
export type Goal = "running" | "stopped" | "gone";

/** What a look at a job shows; `gone` only for a sure "no such job". */
export type Seen = Phase | "gone";

export type Act = "stop" | "restart" | "delete";

/** The next thing to do. `act`: what asks the service for something; `lost`: the goal cannot be reached any more. */
export type Step = "done" | "wait" | "lost" | Act;

export interface Row {
    readonly step: Step;
    readonly why: string;
}

const row = (step: Step, why: string): Row => ({ step, why });

/** The whole table: for every goal and everything that can be seen, one step and its reason. */
export const decisions: Readonly<Record<Goal, Readonly<Record<Seen, Row>>>> = {
    running: {
        running: row("done", "it is where it should be"),
        starting: row("wait", "it is on its way up"),
        stopping: row("wait", "a restart is refused until it has stopped"),
        stopped: row("restart", "a stopped job keeps its ID when it is restarted"),
        failed: row("restart", "one more start; a second failure is final"),
        unknown: row("wait", "neither running nor stopped: look again until the limit"),
        gone: row("lost", "there is no job to run"),
    },
    stopped: {
        running: row("stop", "it is billed while it runs"),
        starting: row("stop", "it would be billed soon; where the service refuses, ask again once it runs"),
        stopping: row("wait", "it was asked already"),
        stopped: row("done", "it is where it should be"),
        failed: row("done", "a failed job is not billed"),
        unknown: row("wait", "neither running nor stopped: look again until the limit"),
        gone: row("lost", "there is no job to stop"),
    },
    gone: {
        running: row(
            "stop",
            "whether a running job can be deleted is not documented; a stopped one surely can",
        ),
        starting: row("stop", "as for a running job"),
        stopping: row("wait", "a delete is refused until it has stopped"),
        stopped: row("delete", "nothing runs any more"),
        failed: row("delete", "a failed job needs no stop"),
        unknown: row("wait", "neither running nor stopped: look again until the limit"),
        gone: row("done", "it is where it should be"),
    },
};

/** What was asked of the service last, and not refused. */
export interface Asked {
    readonly act: Act | "create";
    /** The phase the job was in when it was asked; it is expected to leave it. */
    readonly from: Seen;
    /** The job has been seen in another phase since. */
    readonly moved: boolean;
    /** How often it has been looked at since. */
    readonly looks: number;
    /** The answer was lost: it may have been taken, or may never have arrived. */
    readonly unsure?: boolean;
}

/** A failed job that was restarted may fail again between two looks: this often seen unmoved, it has. */
const unmovedLooks = 5;
/** What was lost on the way shows no effect: this often seen unmoved, it never arrived. */
const unsureLooks = 3;

/** Pure and total. What was accepted is waited for, since a status may lag behind; a start is asked for once. */
export function decide(goal: Goal, seen: Seen, asked?: Asked): Row {
    const decision = decisions[goal][seen];
    if (asked === undefined) return decision;
    const again = asked.unsure === true && !asked.moved && asked.looks >= unsureLooks;
    if (again && decision.step === asked.act) return decision;
    const starting = asked.act === "restart" || asked.act === "create";
    if (starting && decision.step === "restart") {
        const failedAgain = seen === "failed" && asked.looks >= unmovedLooks;
        if (asked.moved || failedAgain) return row("lost", "it was started, and did not come up");
        return row("wait", "the accepted start does not show yet");
    }
    if (decision.step === asked.act && !asked.moved) {
        return row("wait", `the accepted ${asked.act} does not show yet`);
    }
    return decision;
}
