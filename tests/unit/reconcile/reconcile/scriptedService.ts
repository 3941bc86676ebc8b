import { type ErrorKind, isModelArtsError, ModelArtsError } from "../../../../provider/src/modelarts/errors";
import type { Job, JobsClient } from "../../../../provider/src/modelarts/job";
import { statusFromCode } from "../../../../provider/src/modelarts/status";
import {
    type ReconcileRequest,
    reconcile,
    type ReconcilerDependencies,
} from "../../../../provider/src/reconcile/reconcile";

/** What a look shows: a status, or what it fails with. */
export type PollResult = number | ErrorKind;
/** What an act is answered with. */
export type ActionResult = "taken" | ErrorKind;
export type Action = "stop" | "restart" | "delete";

export interface ServiceScript {
    /** One for each look; the last one stays. */
    readonly polls: readonly PollResult[];
    /** One for each act, in the order in which they come; after that all are taken. */
    readonly actionResults?: readonly ActionResult[];
    /** Milliseconds that every call takes. */
    readonly callMs?: number;
}

export interface Trace {
    /** What was called, in order: `9` for a look that showed it, `gone` for one that failed so, `stop` for an act. */
    readonly calls: readonly (PollResult | Action)[];
    readonly actions: readonly Action[];
    /** When it ended, in milliseconds after it began. */
    readonly endedAt: number;
    readonly pauses: readonly number[];
    readonly job?: Job | undefined;
    readonly failure?: ModelArtsError;
}

export const id = "8992";
export const limitAdvice = "Raise the limit.";
const startTime = Date.UTC(2024, 0, 31);

export function job(status: number): Job {
    return { id, name: "board", status: statusFromCode(status) };
}

function createError(kind: ErrorKind): ModelArtsError {
    return new ModelArtsError({
        kind,
        operation: "do as the script says",
        reason: `the script says ${kind}`,
        outcomeUnknown: ["network", "timeout", "server-error"].includes(kind),
    });
}

/** Lets the core walk to a goal against a service that follows a script, by a clock that moves when it is waited for. */
export async function reconcileScript(
    script: ServiceScript,
    request: Partial<ReconcileRequest> & Pick<ReconcileRequest, "goal">,
    { seen: observed, ...dependencies }: Partial<ReconcilerDependencies> & { readonly seen?: number } = {},
): Promise<Trace> {
    let now = startTime;
    const calls: (PollResult | Action)[] = [];
    const actions: Action[] = [];
    const pauses: number[] = [];
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
        const result = script.actionResults?.[actions.length] ?? "taken";
        calls.push(name);
        actions.push(name);
        return result === "taken" ? Promise.resolve() : Promise.reject(createError(result));
    };
    const unscripted = () => {
        throw new Error("The core has no business with this call");
    };
    const jobs: JobsClient = {
        get: () =>
            new Promise((resolve) => {
                resolve(poll());
            }),
        stop: perform("stop"),
        restart: perform("restart"),
        delete: perform("delete"),
        create: unscripted,
        update: unscripted,
        list: unscripted,
    };
    const clock = {
        now: () => now,
        sleep: (ms: number) => {
            // Else a walk that goes in circles would never end.
            if (!(ms > 0)) throw new Error(`A pause of ${ms} ms is none`);
            pauses.push(ms);
            now += ms;
            return Promise.resolve();
        },
    };
    const { timeoutMs = 900_000 } = request;
    const fullRequest = { timeoutMs, deadline: startTime + timeoutMs, timeoutHint: limitAdvice, ...request };
    const outcome = await reconcile(
        id,
        fullRequest,
        { jobs, clock, ...dependencies },
        observed === undefined ? undefined : job(observed),
    ).then(
        (reached) => ({ job: reached }),
        (error: unknown) => {
            if (!isModelArtsError(error)) throw error;
            return { failure: error };
        },
    );
    return { calls, actions, pauses, endedAt: now - startTime, ...outcome };
}
