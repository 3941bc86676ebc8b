import { Unfinished } from "./errors";
import type { Inputs } from "../properties/inputs";
import { isFailure } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import { type Outputs, outputsOf } from "../properties/state";
import { type Journey, reach, type World } from "../reconcile/reconcile";
import type { Site } from "./connections";
export type Limit = Pick<Journey, "limitMs" | "deadline" | "limitAdvice" | "cancelled">;

export interface Settling {
    readonly site: Site;
    readonly limit: Limit;
    /** What is done at the service; each look at the job is told. */
    readonly world: (onLook: (job: Job) => void) => World;
    /** The job has just been made: it is on its way up by that. */
    readonly created: boolean;
}

/**
 * Sends only the difference between what was observed and what is wanted, and waits for it. Rejects with `Unfinished`
 * where the service does not do it.
 */
export async function settle(
    observed: Job,
    inputs: Inputs,
    before: Partial<Outputs>,
    { site, limit, world, created }: Settling,
): Promise<Outputs> {
    const made = inputs.visualizationId === undefined;
    const wanted = inputs.description ?? (made ? "" : undefined);
    let job = observed;
    let description = job.description ?? before.description ?? (created ? wanted : "");
    const outputs = () => {
        const known = description === undefined ? {} : { description };
        return outputsOf(inputs, { ...job, ...known }, site.place, before);
    };
    const goal = inputs.state ?? (created || isStillToStart(job, before) ? "running" : undefined);
    try {
        if (wanted !== undefined && wanted !== description) {
            await site.connection.watched.update(job.id, { description: wanted }, limit);
            description = wanted;
        }
        if (goal === undefined) return outputs();
        const way = { goal, ...limit, created, skipAwait: inputs.skipAwait };
        const acts = world((seen) => {
            job = seen;
        });
        // A new job's answer says little; one that was looked at need not be looked at again.
        await reach(job.id, way, acts, created ? undefined : job);
        return outputs();
    } catch (error) {
        const unstarted = inputs.state === undefined && goal === "running";
        if (isFailure(error)) {
            throw new Unfinished(error, job.id, { ...outputs(), ...(unstarted ? { __starting: true } : {}) });
        }
        throw error;
    }
}

/** The start of a new job failed or was cut short, and nobody has stopped the job since. */
export function isStillToStart(job: Job, before: Partial<Outputs>): boolean {
    return before.__starting === true && ["failed", "starting", "unknown"].includes(job.status.phase);
}
