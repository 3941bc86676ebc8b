import type { Clock } from "../clock";
import { isModelArtsError, type ModelArtsError, withDetails } from "../errors";
import type { CreateAttempt, Job } from "../job";

/** Tolerance between the clocks of service and machine, and for times that the service rounds. */
const clockToleranceMs = 5000;

export interface SearchOptions {
    /** Jobs of exactly this name, and the service's time of the response, if it has one (milliseconds since 1970). */
    readonly findByName: () => Promise<{ jobs: readonly Job[]; serverTime: number | undefined }>;
    readonly clock: Clock;
    /** Milliseconds before the second search, then doubled: a new job may take a moment to appear. */
    readonly delayMs: number;
    readonly attempts: number;
    /** Ends the pauses. `findByName` must reject then. */
    readonly signal?: AbortSignal | undefined;
    /** Reading of `Clock.monotonicNow` before the request was sent. */
    readonly sentAt: number;
}

/**
 * Finds the job of a create whose response was lost: the one of exactly its name that was created since the request was
 * sent. Rejects with the IDs of the candidates where it is not certain which one it is, or where there is none.
 */
export async function findUnconfirmed(
    name: string,
    createError: ModelArtsError,
    options: SearchOptions,
): Promise<Job> {
    let candidates: readonly Job[] = [];
    let lookupError: ModelArtsError | undefined;
    for (let attempt = 0; attempt < options.attempts; attempt++) {
        if (attempt > 0) await options.clock.sleep(options.delayMs * 2 ** (attempt - 1), options.signal);
        let result: Awaited<ReturnType<SearchOptions["findByName"]>>;
        try {
            result = await options.findByName();
            lookupError = undefined;
        } catch (error) {
            // A failed search is no sign that the job was not created.
            if (!isModelArtsError(error)) throw error;
            lookupError = error;
            continue;
        }
        const { jobs, serverTime } = result;
        candidates = jobs;
        const elapsedMs = options.clock.monotonicNow() - options.sentAt;
        const since = (serverTime ?? options.clock.timeOfDay()) - elapsedMs - clockToleranceMs;
        // A job without a creation time may be the one, but it is not certain.
        const matches = jobs.filter(
            ({ createdAt }) => createdAt === undefined || Date.parse(createdAt) >= since,
        );
        const [match, ...others] = matches;
        if (match?.createdAt !== undefined && others.length === 0) return match;
        if (others.length > 0) break;
    }
    throw withDetails(createError, {
        reason: `the response was lost: ${createError.reason}`,
        hint: createHint(name, candidates, lookupError),
        outcomeUnknown: true,
    });
}

/** Grace period: an in-flight request may be processed this long after the process died. */
const processingGraceMs = 5000;
/** Some times are rounded to whole seconds. */
const roundingMs = 1500;

/**
 * The job that an attempt of a killed process has created: the only one of exactly its name, created in the time of the
 * attempt, with the same folder and description. Any other job counts as foreign. `skewMs` is the time by which the
 * service's clock is ahead of this machine's. Pure.
 */
export function matchCreated(
    attempt: CreateAttempt,
    candidates: readonly Job[],
    skewMs: number,
): Job | undefined {
    const [job, ...others] = candidates;
    if (job?.createdAt === undefined || others.length > 0) return undefined;
    const { spec } = attempt;
    const createdMs = Date.parse(job.createdAt) - skewMs;
    const isInTime =
        createdMs >= attempt.since - roundingMs && createdMs <= attempt.until + processingGraceMs;
    const isSameSpec =
        addSlash(job.trainUrl ?? spec.trainUrl) === addSlash(spec.trainUrl) &&
        (job.description ?? "") === (spec.description ?? "");
    return isInTime && isSameSpec ? job : undefined;
}

function addSlash(folder: string): string {
    return folder.replace(/\/?$/, "/");
}

function createHint(
    name: string,
    candidates: readonly Job[],
    lookupError: ModelArtsError | undefined,
): string {
    if (candidates.length > 0) {
        const ids = candidates.map(
            ({ id, status, createdAt = "at an unknown time" }) =>
                `${id} (${status.name}, created ${createdAt})`,
        );
        return (
            `It is not sure which job of that name is the new one: ${ids.join(", ")}. ` +
            "Check them, then adopt one with visualizationId, or delete it."
        );
    }
    const laterHint = `If a job named "${name}" shows up later, adopt it with visualizationId.`;
    return lookupError === undefined
        ? `No job of that name has appeared since, so it was most likely not created: run the same again. ${laterHint}`
        : `Whether it was created could not be found out either (${lookupError.reason}): search for it in the console first. ${laterHint}`;
}

/** The error of a create whose name is taken, with the ID of the job that has the name, if that job can be found. */
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
