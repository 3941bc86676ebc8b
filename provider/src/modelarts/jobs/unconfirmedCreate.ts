import type { Clock } from "../clock";
import { isFailure, type ModelArtsFailure, reworded } from "../errors";
import type { Attempt, Job } from "../job";

/** The service's clock and ours need not agree to the second, and it may round. */
const toleranceMs = 5000;

export interface Search {
    /** Jobs of exactly this name, and the service's time when it said so (milliseconds since 1970), if it did. */
    readonly named: () => Promise<{ jobs: readonly Job[]; serverTime: number | undefined }>;
    readonly clock: Clock;
    /** Milliseconds between looks: a job may take a moment to appear. */
    readonly delayMs: number;
    readonly looks: number;
    /** When the request was sent, by our clock. */
    readonly since: number;
}

/**
 * Finds the job of a create whose answer was lost: the one of exactly its name that was made since the request went
 * out. Rejects with what is known, IDs included, where it is not surely ours, or is not there.
 */
export async function findLost(name: string, loss: ModelArtsFailure, search: Search): Promise<Job> {
    let seen: readonly Job[] = [];
    let unseen: ModelArtsFailure | undefined;
    for (let look = 0; look < search.looks; look++) {
        if (look > 0) await search.clock.sleep(search.delayMs * 2 ** (look - 1));
        let found: Awaited<ReturnType<Search["named"]>>;
        try {
            found = await search.named();
            unseen = undefined;
        } catch (error) {
            // Not to see it is no sign that it was not made.
            if (!isFailure(error)) throw error;
            unseen = error;
            continue;
        }
        const { jobs, serverTime } = found;
        seen = jobs;
        const skew = (serverTime ?? search.clock.now()) - search.clock.now();
        const since = search.since + skew - toleranceMs;
        // One that does not say when it was made may be it, but not surely.
        const possible = jobs.filter(
            ({ createdAt }) => createdAt === undefined || Date.parse(createdAt) >= since,
        );
        const [ours, ...others] = possible;
        if (ours?.createdAt !== undefined && others.length === 0) return ours;
        if (others.length > 0) break;
    }
    throw reworded(loss, {
        because: `the answer was lost: ${loss.because}`,
        advice: adviceFor(name, seen, unseen),
        maybeDone: true,
    });
}

/** A request that was on its way when its sender died may have taken this long to be served. */
const servingMs = 5000;
/** Dates are whole seconds in some places. */
const roundingMs = 1500;

/**
 * The job that an attempt has made whose sender died: the only one of exactly its name, made while that sender lived,
 * from the same folder and with the same description. Anything else is somebody else's. Pure; `skewMs` is what the
 * service's clock is ahead of ours.
 */
export function surelyMade(attempt: Attempt, named: readonly Job[], skewMs: number): Job | undefined {
    const [job, ...others] = named;
    if (job?.createdAt === undefined || others.length > 0) return undefined;
    const { spec } = attempt;
    const at = Date.parse(job.createdAt) - skewMs;
    const inTime = at >= attempt.since - roundingMs && at <= attempt.until + servingMs;
    const same =
        slashed(job.trainUrl ?? spec.trainUrl) === slashed(spec.trainUrl) &&
        (job.description ?? "") === (spec.description ?? "");
    return inTime && same ? job : undefined;
}

function slashed(folder: string): string {
    return folder.replace(/\/?$/, "/");
}

function adviceFor(name: string, seen: readonly Job[], unseen: ModelArtsFailure | undefined): string {
    if (seen.length > 0) {
        const ids = seen.map(
            ({ id, status, createdAt = "at an unknown time" }) => `${id} (${status.name}, made ${createdAt})`,
        );
        return (
            `It is not sure which job of that name is the new one: ${ids.join(", ")}. ` +
            "Look at them, then take one over with visualizationId, or delete it."
        );
    }
    const later = `If a job named "${name}" shows up later, take it over with visualizationId.`;
    return unseen === undefined
        ? `No job of that name has appeared since, so it was most likely not made: run the same again. ${later}`
        : `Whether it was made could not be seen either (${unseen.because}): look for it in the console first. ${later}`;
}
