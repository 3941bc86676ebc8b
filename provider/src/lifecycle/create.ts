import { isDeepStrictEqual } from "node:util";
import type { Holding } from "./ownership";
import type { Inputs } from "../properties/inputs";
import type { Interrupted, Journal } from "./pendingCreates";
import type { Clock } from "../modelarts/clock";
import { isFailure, unlessGone } from "../modelarts/errors";
import type { CallOptions, Job, JobSpec } from "../modelarts/job";
import type { Site } from "./connections";

export interface Deadline extends CallOptions {
    readonly deadline: number;
}

/**
 * Makes a job, and leaves a trace of it for the next run until the state knows it. Where an earlier run of the same
 * resource was killed meanwhile, its job is the one: never two jobs for one resource.
 */
export class Creations {
    constructor(
        private readonly journal: Journal,
        private readonly clock: Clock,
        /** Whether another resource of the program has the job. */
        private readonly isTaken: (job: Holding) => boolean,
    ) {}

    /** `found`: it was made by an earlier run. `discard` takes away a job of this resource that is not as it is to be. */
    async make(
        inputs: Inputs,
        site: Site,
        limit: Deadline,
        discard: (job: Job) => Promise<unknown>,
    ): Promise<{ job: Job; found: boolean }> {
        const { __urn: urn } = inputs;
        const spec = specOf(inputs);
        const earlier = await this.interrupted(urn, site, limit);
        // Still in mind after that: an attempt of which nobody knows what came of it.
        const unresolved = this.journal.pending(urn);
        if (earlier !== undefined) {
            const { job } = earlier;
            if (isDeepStrictEqual(lasting(earlier.spec), lasting(spec))) return { job, found: true };
            // One that the engine was told of may have been taken out of the state by a person, to be kept.
            if (earlier.told) this.journal.end(urn);
            else await discard(job);
        }
        if (urn !== undefined) {
            const { place, settings } = site;
            this.journal.begin({ urn, spec, place, endpoint: settings.modelarts, since: this.clock.now() });
        }
        try {
            const job = await site.connection.watched.create(spec, limit);
            if (urn !== undefined) this.journal.made(urn, job.id);
            return { job, found: false };
        } catch (error) {
            // What was refused made nothing. What was lost is looked for again by the next run. Where the name is taken,
            // an earlier attempt may have made the job that has it: a new name would make a second one.
            const stays = isFailure(error) && error.maybeDone;
            const ours = isFailure(error, "duplicate-name") && unresolved?.spec.name === spec.name;
            if (!stays && !ours) this.journal.end(urn);
            throw error;
        }
    }

    /** The job of an earlier run that was killed, and what it was to be. */
    private async interrupted(
        urn: string | undefined,
        site: Site,
        limit: Deadline,
    ): Promise<{ job: Job; spec: JobSpec; told: boolean } | undefined> {
        const creation = this.journal.pending(urn);
        if (creation === undefined || creation.endpoint !== site.settings.modelarts) return undefined;
        if (!isDeepStrictEqual(creation.place, site.place)) return undefined;
        const job = await find(creation, site, limit);
        if (job === undefined) return undefined;
        if (this.isTaken({ id: job.id, urn, ...site.place })) {
            this.journal.end(urn);
            return undefined;
        }
        this.journal.made(creation.urn, job.id);
        return { job, spec: creation.spec, told: creation.told === true };
    }
}

async function find({ id, ...creation }: Interrupted, site: Site, limit: Deadline): Promise<Job | undefined> {
    const { watched } = site.connection;
    return id === undefined ? watched.madeBy(creation, limit) : unlessGone(watched.get(id, limit));
}

/** What a job keeps for its life. */
function lasting(spec: JobSpec): JobSpec {
    return { ...spec, description: "" };
}

function specOf(inputs: Inputs): JobSpec {
    const { name = "", trainUrl = "", description, jobType, flavor, autoStopHours } = inputs;
    return {
        name,
        trainUrl,
        ...(description === undefined ? {} : { description }),
        ...(jobType === undefined ? {} : { jobType }),
        ...(flavor === undefined ? {} : { flavor }),
        ...(autoStopHours === undefined ? {} : { autoStopHours }),
    };
}
