import type { Clock } from "./clock";
import { type ModelArtsFailure, reworded } from "./failures";
import type { Job } from "./job";

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
    for (let look = 0; look < search.looks; look++) {
        if (look > 0) await search.clock.sleep(search.delayMs * 2 ** (look - 1));
        const { jobs, serverTime } = await search.named();
        seen = jobs;
        const skew = (serverTime ?? search.clock.now()) - search.clock.now();
        const since = search.since + skew - toleranceMs;
        const fresh = jobs.filter((job) => job.createdAt !== undefined && Date.parse(job.createdAt) >= since);
        if (fresh.length === 1 && jobs.length === 1) return fresh[0] as Job;
        if (jobs.length > 0) break;
    }
    const ids = seen.map(
        (job) => `${job.id} (${job.status.name}, made ${job.createdAt ?? "at an unknown time"})`,
    );
    throw reworded(loss, {
        because: `the answer was lost: ${loss.because}`,
        advice:
            ids.length === 0
                ? "No job of that name has appeared since, so it was most likely not made: run the same again. " +
                  `If a job named "${name}" shows up later, take it over with visualizationId.`
                : `It is not sure which job of that name is the new one: ${ids.join(", ")}. ` +
                  "Look at them, then take one over with visualizationId, or delete it.",
        maybeDone: true,
    });
}
