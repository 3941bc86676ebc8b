/* The errors of the reconciler are those of a wait that cannot end with the goal. */
import { describeJob, isModelArtsError, type JobRef, ModelArtsError, withDetails } from "../modelarts/errors";
import type { Job, WaitState } from "../modelarts/job";

/** The wait that an error ends. */
export interface EndedWait {
    readonly id: string;
    /** It is left out where the job is only read. */
    readonly goal?: WaitState;
    /** The job as it was last observed. */
    readonly lastJob: Job | undefined;
}

/** The state of a stack has a job that the service does not have. */
export const refreshHint = "Run `pulumi refresh`, so that the state follows the service.";

/** The code for a missing job varies by edition, and a rejection with a code that is not known may be the one. */
export function withRemovalHint(error: unknown): unknown {
    if (!isModelArtsError(error, "rejected") || error.hint !== undefined) return error;
    const hint =
        "If the ModelArts console shows no such job, it was deleted elsewhere: take its resource out of the state with " +
        "`pulumi state delete`.";
    return withDetails(error, { hint });
}

export function notFoundError(wait: EndedWait): ModelArtsError {
    return new ModelArtsError({
        kind: "not-found",
        ...subject(wait),
        reason: "the service has no such job (any more)",
        hint: refreshHint,
    });
}

/** The job does not reach the goal by itself. */
export function unreachableError(wait: EndedWait, { status }: Job, reason: string): ModelArtsError {
    return new ModelArtsError({
        kind: "unexpected-state",
        ...subject(wait),
        reason: `its status is ${status.name} (${status.code}): ${reason}`,
        hint:
            wait.goal === "deleted"
                ? "The job stays in the state. Delete it in the ModelArts console, then run the same again."
                : "Read the job's log in the ModelArts console; the next `pulumi up` restarts it.",
    });
}

export function cancelledError(wait: EndedWait): ModelArtsError {
    return new ModelArtsError({
        kind: "cancelled",
        ...subject(wait),
        reason: `the run was cancelled; the last poll showed ${lastStatus(wait)}`,
        hint: "The job stays in the state, and the accepted request goes on. The next run polls the job.",
    });
}

/** `errors` are those of the last action and the last poll, where they failed. */
export function operationTimeoutError(
    wait: EndedWait,
    { kind, timeoutMs }: { readonly kind: string; readonly timeoutMs: number },
    errors: { readonly action: ModelArtsError | undefined; readonly poll: ModelArtsError | undefined },
): ModelArtsError {
    const lastErrors = [
        errors.action && `; the request failed: ${errors.action.reason}`,
        errors.poll && `; the last poll failed: ${errors.poll.reason}`,
    ].join("");
    const timeoutHint = `Raise the limit with the option customTimeouts: { ${kind}: … } or modelarts:waitTimeout (seconds).`;
    return new ModelArtsError({
        kind: "wait-timeout",
        ...subject(wait),
        reason: `after ${timeoutMs / 1000} s its status is ${lastStatus(wait)}, not ${wait.goal ?? "known"}${lastErrors}`,
        hint: `The job stays in the state, and the next run goes on waiting. ${timeoutHint}`,
    });
}

/** The time is over, and a job that the service does not show may be too new to be shown. */
export function uncertainNotFoundError(
    wait: EndedWait,
    { timeoutMs }: { readonly timeoutMs: number },
): ModelArtsError {
    return new ModelArtsError({
        kind: "wait-timeout",
        ...subject(wait),
        reason: `after ${timeoutMs / 1000} s the service does not show the job, which is too new to count as deleted`,
        hint:
            "The job stays in the state. Run the same command again five minutes after its creation: the response of " +
            "the service is certain then.",
    });
}

function subject({ id, goal, lastJob }: EndedWait): {
    operation: string;
    job: JobRef;
} {
    const verbs: Record<WaitState, string> = { running: "start", stopped: "stop", deleted: "delete" };
    const job = { id, name: lastJob?.name };
    return { operation: `${goal === undefined ? "look up" : verbs[goal]} ${describeJob(job)}`, job };
}

function lastStatus({ lastJob }: EndedWait): string {
    return lastJob === undefined ? "no status" : `${lastJob.status.name} (${lastJob.status.code})`;
}
