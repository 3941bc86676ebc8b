import { type ErrorKind, isModelArtsError, ModelArtsError } from "../../../../provider/src/modelarts/errors";
import type { Action, Job, PollingJobsClient } from "../../../../provider/src/modelarts/job";
import { statusFromCode } from "../../../../provider/src/modelarts/status";
import type { Polling } from "../../../../provider/src/modelarts/poll";
import {
    type Operation,
    type ReconcileRequest,
    Reconciler,
} from "../../../../provider/src/reconcile/reconcile";

/** The result of a poll: a status, or the kind of its error. */
export type PollResult = number | ErrorKind;
/** The result of an action. */
export type ActionResult = "accepted" | ErrorKind;

export interface ServiceScript {
    /** The results of the polls, one for each; the last one repeats. */
    readonly polls: readonly PollResult[];
    /** The results of the actions in order; the service accepts later actions. */
    readonly actionResults?: readonly ActionResult[];
    /** The milliseconds of each call. */
    readonly callMs?: number;
    /** The status that every list has for the job, or the kind of its error; `absent` by default. */
    readonly list?: PollResult | "absent";
}

export interface ScriptResult {
    /** The calls in order: `9` for a poll with this status, `not-found` for a poll with this error, `stop` for an action. */
    readonly calls: readonly (PollResult | Action | "list")[];
    readonly actions: readonly Action[];
    /** The milliseconds from begin to end. */
    readonly endedAt: number;
    readonly intervals: readonly number[];
    readonly job?: Job | undefined;
    readonly error?: ModelArtsError;
}

export const id = "8992";
export const timeoutHint = "Raise the limit with the option customTimeouts: { update: … }";
const startTime = Date.UTC(2024, 0, 31);
/** A time so long ago that for a job of this time one "not found" is enough. */
const oldDate = "2024-01-30T00:00:00Z";

function job(status: number): Job {
    return { id, name: "board", status: statusFromCode(status) };
}

function createError(kind: ErrorKind): ModelArtsError {
    return new ModelArtsError({
        kind,
        operation: "do as the script says",
        reason: `the script says ${kind}`,
        outcomeUnknown: ["network", "timeout", "server-error"].includes(kind),
        serverTime: startTime,
    });
}

/** Reconciles a job of a service that follows a script, with a clock that advances by each sleep. */
export async function reconcileScript(
    script: ServiceScript,
    { timeoutMs = 900_000, ...request }: Omit<ReconcileRequest, "id"> & Partial<Pick<Operation, "timeoutMs">>,
    { observed, ...polling }: Partial<Polling> & { readonly observed?: number } = {},
): Promise<ScriptResult> {
    let now = startTime;
    const calls: (PollResult | Action | "list")[] = [];
    const actions: Action[] = [];
    const intervals: number[] = [];
    let pollCount = 0;

    const poll = (): Job => {
        now += script.callMs ?? 0;
        const result = script.polls[Math.min(pollCount++, script.polls.length - 1)] ?? "not-found";
        calls.push(result);
        if (typeof result === "number") return job(result);
        throw createError(result);
    };
    const perform = (name: Action) => (): Promise<void> => {
        now += script.callMs ?? 0;
        const result = script.actionResults?.[actions.length] ?? "accepted";
        calls.push(name);
        actions.push(name);
        return result === "accepted" ? Promise.resolve() : Promise.reject(createError(result));
    };
    const rejectCall = () => {
        throw new Error("Reconciling must not make this call");
    };
    const jobs: PollingJobsClient = {
        get: () =>
            new Promise((resolve) => {
                resolve(poll());
            }),
        stop: perform("stop"),
        restart: perform("restart"),
        delete: perform("delete"),
        create: rejectCall,
        update: rejectCall,
        list: rejectCall,
        findByName: rejectCall,
        // eslint-disable-next-line @typescript-eslint/require-await -- a list is asynchronous
        async *pages() {
            calls.push("list");
            const { list = "absent" } = script;
            if (typeof list === "string" && list !== "absent") throw createError(list);
            yield { jobs: list === "absent" ? [] : [job(list)], serverTime: startTime };
        },
    };
    const clock = {
        monotonicNow: () => now,
        // A time of day that an operation must not depend on.
        timeOfDay: () => NaN,
        sleep: (ms: number) => {
            // Without this check an endless loop of polls would never advance the clock.
            if (!(ms > 0)) throw new Error(`A poll interval must be positive, not ${ms} ms`);
            intervals.push(ms);
            now += ms;
            return Promise.resolve();
        },
        repeat: () => () => undefined,
    };
    const operation: Operation = { kind: "update", timeoutMs, deadline: startTime + timeoutMs };
    const observedJob = observed === undefined ? undefined : job(observed);
    const outcome = await new Reconciler(
        { id, observedJob, createdAt: request.isNew === true ? undefined : oldDate, ...request },
        jobs,
        { clock, ...polling },
        operation,
    )
        .run()
        .then(
            (reconciledJob) => ({ job: reconciledJob }),
            (error: unknown) => {
                if (!isModelArtsError(error)) throw error;
                return { error };
            },
        );
    return { calls, actions, intervals, endedAt: now - startTime, ...outcome };
}
