import type { Clock } from "../clock";
import { isModelArtsError, type ModelArtsError, withDetails } from "../errors";
import type { Job, JobSpec, Namesakes } from "../job";
import { computeFingerprint, matchAttempt } from "./createdJob";

export interface SearchOptions {
    readonly findByName: () => Promise<Namesakes>;
    readonly clock: Clock;
    /** Milliseconds before the second search, then doubled: a new job may take a moment to appear. */
    readonly delayMs: number;
    readonly attempts: number;
    /** Ends the pauses. `findByName` must reject then. */
    readonly signal?: AbortSignal | undefined;
    /** Reading of `Clock.monotonicNow` after which no search begins. */
    readonly deadline?: number | undefined;
    /** Reading of `Clock.monotonicNow` before the request was sent. */
    readonly sentAt: number;
}

/**
 * Finds the job of a create whose response was lost. Rejects with the IDs of the candidates where it is not certain which
 * one it is, or where there is none.
 */
export async function findUnconfirmedJob(
    spec: JobSpec,
    createError: ModelArtsError,
    options: SearchOptions,
): Promise<Job> {
    const { clock, deadline = Infinity, signal } = options;
    let candidates: readonly Job[] = [];
    let lookupError: ModelArtsError | undefined;
    for (let attempt = 0; attempt < options.attempts; attempt++) {
        if (attempt > 0) {
            const delayMs = options.delayMs * 2 ** (attempt - 1);
            if (clock.monotonicNow() + delayMs >= deadline) break;
            await clock.sleep(delayMs, signal);
        }
        try {
            const namesakes = await options.findByName();
            lookupError = undefined;
            const until = clock.timeOfDay();
            const since = until - (clock.monotonicNow() - options.sentAt);
            const attempt = { name: spec.name, fingerprint: computeFingerprint(spec), since, until };
            const result = matchAttempt(attempt, namesakes);
            if (result.job !== undefined) return result.job;
            candidates = result.candidates;
        } catch (error) {
            // A failed search is no sign that the job was not created.
            if (!isModelArtsError(error)) throw error;
            lookupError = error;
        }
    }
    throw withDetails(createError, {
        reason: `the response was lost: ${createError.reason}`,
        hint: [createHint(spec.name, candidates, lookupError), endpointHint(createError)].join(" ").trim(),
        outcomeUnknown: true,
    });
}

function createHint(
    name: string,
    candidates: readonly Job[],
    lookupError: ModelArtsError | undefined,
): string {
    if (candidates.length > 0) {
        return (
            `It is not sure which job of that name is the new one: ${describeJobs(candidates)}. ` +
            "Check them, then adopt one with visualizationId, or delete it."
        );
    }
    const laterHint = `If a job named "${name}" shows up later, adopt it with visualizationId.`;
    return lookupError === undefined
        ? `No job of that name has appeared since, so it was most likely not created: run the same again. ${laterHint}`
        : `Whether it was created could not be found out either (${lookupError.reason}): search for it in the console first. ${laterHint}`;
}

/** Returns the hint for a response of something else than the service, such as a login page. */
function endpointHint({ kind, hint = "" }: ModelArtsError): string {
    return kind === "unexpected-response" ? hint : "";
}

/** Describes the jobs by ID, with status and time of creation. */
export function describeJobs(jobs: readonly Job[]): string {
    return jobs
        .map(
            ({ id, status, createdAt = "at an unknown time" }) =>
                `${id} (${status.name}, created ${createdAt})`,
        )
        .join(", ");
}

/**
 * Returns the error of a create whose name is taken, with the ID of the job that has the name, if that job can be
 * found.
 */
export async function nameConflictError(
    error: ModelArtsError,
    findByName: SearchOptions["findByName"],
): Promise<ModelArtsError> {
    try {
        const [namesake] = (await findByName()).jobs;
        if (namesake === undefined) return error;
        const hint =
            `The job ${namesake.id} (${namesake.status.name}) has that name. Choose another name, or adopt that job ` +
            `with visualizationId: "${namesake.id}".`;
        return withDetails(error, { hint });
    } catch {
        return error;
    }
}
