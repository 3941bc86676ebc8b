import type { Inputs, Timeouts } from "./inputs";
import { isFailure, ModelArtsFailure } from "./modelarts/failures";
import type { Job, JobSpec } from "./modelarts/job";
import { inputsOf, type Outputs, outputsOf } from "./outputs";
import type { Goal } from "./reconcile/decide";
import { type Journey, reach, type World } from "./reconcile/reconcile";
import { systemClock } from "./reconcile/wait";
import type { Session, Site } from "./session";
import { limitOf } from "./timeouts";

/** The job exists, but is not where it was asked to be. The state must keep it. */
export class Unfinished extends Error {
    constructor(
        readonly failure: ModelArtsFailure,
        readonly id: string,
        readonly outputs: Outputs,
    ) {
        super(failure.message);
    }
}

/** A job's life in terms of inputs and outputs, whichever way the engine comes in. Rejects with a `ModelArtsFailure`. */
export class Lifecycle {
    constructor(private readonly session: Session) {}

    /** Rejects with `Unfinished` once there is a job. */
    async create(inputs: Inputs): Promise<{ id: string; outputs: Outputs }> {
        const site = await this.session.site(inputs);
        const { jobs } = site.connection;
        const adopted = inputs.visualizationId;
        const job = adopted === undefined ? await jobs.create(specOf(inputs)) : await takeOver(site, adopted);
        return { id: job.id, outputs: await settle("create", job, inputs, {}, site) };
    }

    /** The job as it is; `undefined` only for a sure "no such job". */
    async read(id: string, olds: Outputs): Promise<Outputs | undefined> {
        const site = await this.session.site(olds);
        try {
            return outputsOf(inputsOf(olds), await site.connection.jobs.get(id), site.place, olds);
        } catch (error) {
            if (isFailure(error, "gone")) return undefined;
            throw error;
        }
    }

    /** Rejects with `Unfinished` once anything was asked of the job. */
    async update(id: string, olds: Outputs, news: Inputs): Promise<Outputs> {
        const site = await this.session.site(olds);
        return settle("update", await site.connection.jobs.get(id), news, olds, site);
    }

    /** Stops the job, and deletes it where it was made here. A job that is gone is a job deleted. */
    async delete(id: string, olds: Outputs): Promise<void> {
        const site = await this.session.site(olds);
        const goal = olds.deletionPolicy === "stop" ? "stopped" : "gone";
        try {
            await reach(id, journey("delete", goal, olds.__timeouts, site), worldOf(site));
        } catch (error) {
            if (!isFailure(error, "gone")) throw error;
        }
    }
}

type Operation = keyof Timeouts;

/** Sends only the difference between what was observed and what is wanted. */
async function settle(
    operation: Operation,
    observed: Job,
    inputs: Inputs,
    before: Partial<Outputs>,
    site: Site,
): Promise<Outputs> {
    const made = inputs.visualizationId === undefined;
    const created = made && operation === "create";
    const description = inputs.description ?? (made ? "" : undefined);
    let job = observed;
    let described = job.description ?? before.description ?? (created ? description : "");
    const outputs = () =>
        outputsOf(
            inputs,
            { ...job, ...(described === undefined ? {} : { description: described }) },
            site.place,
            before,
        );
    try {
        if (description !== undefined && description !== described) {
            await site.connection.jobs.update(job.id, { description });
            described = description;
        }
        const goal = inputs.state ?? (created ? "running" : undefined);
        if (goal === undefined) return outputs();
        const way = {
            ...journey(operation, goal, inputs.__timeouts, site),
            created,
            skipAwait: inputs.skipAwait,
        };
        const world = worldOf(site, (seen) => {
            job = seen;
        });
        // A new job's answer says little; one that was looked at need not be looked at again.
        await reach(job.id, way, world, created ? undefined : job);
        return outputs();
    } catch (error) {
        if (isFailure(error)) throw new Unfinished(error, job.id, outputs());
        throw error;
    }
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

async function takeOver(site: Site, id: string): Promise<Job> {
    try {
        return await site.connection.jobs.get(id);
    } catch (error) {
        if (!isFailure(error, "gone")) throw error;
        throw new ModelArtsFailure({
            kind: "gone",
            httpStatus: error.httpStatus,
            code: error.code,
            requestId: error.requestId,
            job: { id },
            because: `there is no such job in project ${site.place.projectId}, region ${site.place.region}`,
            attempted: `take over visualization job (${id})`,
            advice: "Correct visualizationId, the region or the project; nothing was made.",
        });
    }
}

function journey(operation: Operation, goal: Goal, timeouts: Timeouts | undefined, site: Site): Journey {
    return {
        goal,
        limitMs: limitOf(operation, timeouts, site.settings.waitTimeoutMs),
        limitAdvice: `Raise the limit with the option customTimeouts: { ${operation}: … } or modelarts:waitTimeout (seconds).`,
    };
}

function worldOf(site: Site, onLook?: (job: Job) => void): World {
    return {
        jobs: site.connection.jobs,
        clock: systemClock,
        pollIntervalMs: site.settings.pollIntervalMs,
        onLook,
    };
}
