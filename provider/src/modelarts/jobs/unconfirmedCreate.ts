import type { Clock } from "../clock";
import { isModelArtsError, type ModelArtsError, withDetails } from "../errors";
import type { CreateAttempt, Job } from "../job";

/** The service's clock and ours need not agree to the second, and it may round. */
const clockToleranceMs = 5000;

export interface SearchOptions {
    /** Jobs of exactly this name, and the service's time when it said so (milliseconds since 1970), if it did. */
    readonly findByName: () => Promise<{ jobs: readonly Job[]; serverTime: number | undefined }>;
    readonly clock: Clock;
    /** Milliseconds between looks: a job may take a moment to appear. */
    readonly delayMs: number;
    readonly attempts: number;
    /** When the request was sent, by our clock. */
    readonly since: number;
}

/**
 * Finds the job of a create whose answer was lost: the one of exactly its name that was made since the request went
 * out. Rejects with what is known, IDs included, where it is not surely ours, or is not there.
 */
export async function findUnconfirmed(
    name: string,
    createError: ModelArtsError,
    options: SearchOptions,
): Promise<Job> {
    let candidates: readonly Job[] = [];
    let lookupError: ModelArtsError | undefined;
    for (let attempt = 0; attempt < options.attempts; attempt++) {
        if (attempt > 0) await options.clock.sleep(options.delayMs * 2 ** (attempt - 1));
        let result: Awaited<ReturnType<SearchOptions["findByName"]>>;
        try {
            result = await options.findByName();
            lookupError = undefined;
        } catch (error) {
            // Not to see it is no sign that it was not made.
            if (!isModelArtsError(error)) throw error;
            lookupError = error;
            continue;
        }
        const { jobs, serverTime } = result;
        candidates = jobs;
        const skew = (serverTime ?? options.clock.now()) - options.clock.now();
        const since = options.since + skew - clockToleranceMs;
        // One that does not say when it was made may be it, but not surely.
        const matches = jobs.filter(
            ({ createdAt }) => createdAt === undefined || Date.parse(createdAt) >= since,
        );
        const [match, ...others] = matches;
        if (match?.createdAt !== undefined && others.length === 0) return match;
        if (others.length > 0) break;
    }
    throw withDetails(createError, {
        reason: `the answer was lost: ${createError.reason}`,
        hint: createHint(name, candidates, lookupError),
        outcomeUnknown: true,
    });
}

/** A request that was on its way when its sender died may have taken this long to be served. */
const processingGraceMs = 5000;
/** Dates are whole seconds in some places. */
const roundingMs = 1500;

/**
 * The job that an attempt has made whose sender died: the only one of exactly its name, made while that sender lived,
 * from the same folder and with the same description. Anything else is somebody else's. Pure; `skewMs` is what the
 * service's clock is ahead of ours.
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
            ({ id, status, createdAt = "at an unknown time" }) => `${id} (${status.name}, made ${createdAt})`,
        );
        return (
            `It is not sure which job of that name is the new one: ${ids.join(", ")}. ` +
            "Look at them, then take one over with visualizationId, or delete it."
        );
    }
    const laterHint = `If a job named "${name}" shows up later, take it over with visualizationId.`;
    return lookupError === undefined
        ? `No job of that name has appeared since, so it was most likely not made: run the same again. ${laterHint}`
        : `Whether it was made could not be seen either (${lookupError.reason}): look for it in the console first. ${laterHint}`;
}
