import { Claims } from "./claims";
import { Creations } from "./creation";
import { type Inputs, type Timeouts, unknownValue } from "./inputs";
import { isFailure, type ModelArtsFailure, reworded, unlessGone } from "./modelarts/failures";
import type { Job } from "./modelarts/job";
import { Journal } from "./journal";
import { inputsOf, type Outputs, outputsOf } from "./outputs";
import { type Journey, reach, type World } from "./reconcile/reconcile";
import { type Clock, systemClock } from "./modelarts/clock";
import { type Progress, statusLine } from "./reconcile/statusLine";
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

/** A refresh of a thousand resources, a few at a time, is to cost some lists. */
const refreshAgeMs = 5000;
const updateAgeMs = 1000;

/** A job's life in terms of inputs and outputs, whichever way the engine comes in. Rejects with a `ModelArtsFailure`. */
export class Lifecycle {
    private readonly claims = new Claims();
    private readonly creations: Creations;

    constructor(
        private readonly session: Session,
        private readonly progress: Progress = () => undefined,
        private readonly clock: Clock = systemClock,
        /** Several processes do not look at the same moments. */
        private readonly phaseMs: number = Math.random() * 5000,
        private readonly journal: Journal = new Journal(),
    ) {
        this.creations = new Creations(journal, clock, (job) => this.claims.claimedBesides(job));
    }

    /** A resource of the program that has, or will take over, this job. A run tells of each before it deletes any. */
    declares(id: string | undefined, { __urn: urn, region, projectId }: Partial<Inputs>): void {
        if (id === undefined || urn === undefined || [id, urn].includes(unknownValue)) return;
        this.claims.add({ id, urn, region, projectId });
    }

    /** The state has this job for this resource. */
    knows(id: string, urn: string | undefined): void {
        this.journal.known(urn, id);
    }

    /** The name of the job that an interrupted run may have made for this resource. */
    interruptedName(urn: string | undefined): string | undefined {
        return this.journal.pending(urn)?.spec.name;
    }

    /** The engine ends this process in order. */
    close(): void {
        this.journal.close();
    }

    /** Rejects with `Unfinished` once there is a job. */
    async create(inputs: Inputs): Promise<{ id: string; outputs: Outputs }> {
        const site = await this.session.site(inputs);
        const limit = this.limit("create", inputs.__timeouts, site);
        const { job, before, made } = await this.begin(inputs, site, limit);
        try {
            return { id: job.id, outputs: await this.settle(job, inputs, before, site, limit, made) };
        } finally {
            this.journal.answer(inputs.__urn);
        }
    }

    /** A job that is new, or taken over, or was made by a run that was killed. */
    private async begin(
        inputs: Inputs,
        site: Site,
        limit: Limit,
    ): Promise<{ job: Job; before: Partial<Outputs>; made: boolean }> {
        const { visualizationId, deletionPolicy, __urn: urn } = inputs;
        if (visualizationId !== undefined) {
            return { job: await takeOver(site, visualizationId, limit), before: {}, made: false };
        }
        const { job, found } = await this.creations.make(inputs, site, limit, ({ id }) =>
            this.remove(id, deletionPolicy, limit, this.world(site, urn)),
        );
        return { job, before: found ? { __starting: true } : {}, made: !found };
    }

    /** The job as it is; `undefined` only for a sure "no such job". */
    async read(id: string, olds: Outputs): Promise<Outputs | undefined> {
        this.knows(id, olds.__urn);
        const site = await this.session.site(olds);
        const deadline = this.clock.now() + site.settings.waitTimeoutMs;
        const job = await unlessGone(site.connection.watched.get(id, { deadline, maxAgeMs: refreshAgeMs }));
        if (job === undefined) return undefined;
        const starting = isStillToStart(job, olds) ? { __starting: true } : {};
        return { ...outputsOf(inputsOf(olds), job, site.place, olds), ...starting };
    }

    /** Rejects with `Unfinished` once anything was asked of the job. */
    async update(id: string, olds: Outputs, news: Inputs): Promise<Outputs> {
        const site = await this.session.site(olds);
        const limit = this.limit("update", news.__timeouts, site);
        const observed = await site.connection.watched.get(id, { ...limit, maxAgeMs: updateAgeMs });
        return this.settle(observed, news, olds, site, limit, false);
    }

    /**
     * Stops the job, and deletes it where it was made here. A job that is gone is a job deleted; one that another
     * resource of the program has now is left to it.
     */
    async delete(id: string, olds: Outputs): Promise<void> {
        const { __urn: urn, region, projectId } = olds;
        const relinquished = () => this.claims.claimedBesides({ id, urn, region, projectId });
        if (relinquished()) return;
        this.knows(id, urn);
        const site = await this.session.site(olds);
        const limit = this.limit("delete", olds.__timeouts, site);
        await this.remove(id, olds.deletionPolicy, limit, { ...this.world(site, urn), relinquished });
    }

    private async remove(
        id: string,
        policy: Inputs["deletionPolicy"],
        limit: Limit,
        world: World,
    ): Promise<void> {
        await unlessGone(reach(id, { goal: policy === "stop" ? "stopped" : "gone", ...limit }, world));
    }

    /** Sends only the difference between what was observed and what is wanted. */
    private async settle(
        observed: Job,
        inputs: Inputs,
        before: Partial<Outputs>,
        site: Site,
        limit: Limit,
        created: boolean,
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
            const world = this.world(site, inputs.__urn, (seen) => {
                job = seen;
            });
            // A new job's answer says little; one that was looked at need not be looked at again.
            const way = { goal, ...limit, created, skipAwait: inputs.skipAwait };
            await reach(job.id, way, world, created ? undefined : job);
            return outputs();
        } catch (error) {
            const unstarted = inputs.state === undefined && goal === "running";
            if (isFailure(error)) {
                throw new Unfinished(error, job.id, {
                    ...outputs(),
                    ...(unstarted ? { __starting: true } : {}),
                });
            }
            throw error;
        }
    }

    private limit(operation: keyof Timeouts, timeouts: Timeouts | undefined, site: Site): Limit {
        const limitMs = limitOf(operation, timeouts, site.settings.waitTimeoutMs);
        return {
            limitMs,
            deadline: this.clock.now() + limitMs,
            limitAdvice: `Raise the limit with the option customTimeouts: { ${operation}: … } or modelarts:waitTimeout (seconds).`,
        };
    }

    private world(site: Site, urn: string | undefined, onLook?: (job: Job) => void): World {
        const line = statusLine();
        return {
            jobs: site.connection.watched,
            clock: this.clock,
            phaseMs: this.phaseMs,
            pollIntervalMs: site.settings.pollIntervalMs,
            onLook: (job, goal) => {
                onLook?.(job);
                const text = line(job, goal);
                if (text !== undefined) this.progress(urn, text);
            },
        };
    }
}

type Limit = Pick<Journey, "limitMs" | "deadline" | "limitAdvice">;

/** The start of a new job failed or was cut short, and nobody has stopped the job since. */
function isStillToStart(job: Job, before: Partial<Outputs>): boolean {
    return before.__starting === true && ["failed", "starting", "unknown"].includes(job.status.phase);
}

async function takeOver(site: Site, id: string, limit: Limit): Promise<Job> {
    try {
        return await site.connection.watched.get(id, limit);
    } catch (error) {
        if (!isFailure(error, "gone")) throw error;
        throw reworded(error, {
            attempted: `take over visualization job (${id})`,
            because: `there is no such job in project ${site.place.projectId}, region ${site.place.region}`,
            advice: "Correct visualizationId, the region or the project; nothing was made.",
        });
    }
}
