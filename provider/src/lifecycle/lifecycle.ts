import { createHash, randomBytes } from "node:crypto";
import { Claims } from "./ownership";
import { Creations } from "./create";
import { diff, type Difference } from "../properties/diff";
import { type Naming } from "../properties/naming";
import { check, type CheckFailure, type Inputs, type Timeouts } from "../properties/inputs";
import { existing, takenOver } from "./adopt";
import { Journal } from "./pendingCreates";
import { type Clock, systemClock } from "../modelarts/clock";
import { ModelArtsFailure, nameOf, unlessGone } from "../modelarts/errors";
import type { Job } from "../modelarts/job";
import { importedInputs, inputsOf, type Outputs, outputsOf } from "../properties/state";
import { reach, type World } from "../reconcile/reconcile";
import { type Progress, statusLine } from "./progress";
import type { Session, Site } from "./connections";
import { isStillToStart, type Limit, settle, type Settling } from "./apply";
import { limitOf } from "./operation";

type Properties = Readonly<Record<string, unknown>>;

/** A refresh of a thousand resources, a few at a time, is to cost some lists. */
const refreshAgeMs = 5000;
const updateAgeMs = 1000;

export interface Surroundings {
    readonly progress?: Progress;
    readonly clock?: Clock;
    /** Several processes do not look at the same moments. */
    readonly phaseMs?: number;
    readonly journal?: Journal;
    /** Given when the run is cancelled: what is under way is left as it is, and nothing new is begun. */
    readonly cancelled?: AbortSignal;
}

interface CheckOptions {
    /** With the same one an automatic name is the same. */
    readonly seed?: Uint8Array;
    readonly naming?: Naming | undefined;
}

/** A job's life in terms of inputs and outputs, whichever way the engine comes in. Rejects with a `ModelArtsFailure`. */
export class Lifecycle {
    private readonly claims = new Claims();
    private readonly creations: Creations;
    private readonly progress: Progress;
    private readonly clock: Clock;
    private readonly phaseMs: number;
    private readonly journal: Journal;
    private readonly cancelled: AbortSignal | undefined;

    constructor(
        private readonly session: Session,
        { progress, clock, phaseMs, journal, cancelled }: Surroundings = {},
    ) {
        this.progress = progress ?? (() => undefined);
        this.clock = clock ?? systemClock;
        this.phaseMs = phaseMs ?? Math.random() * 5000;
        this.journal = journal ?? new Journal();
        this.cancelled = cancelled;
        this.creations = new Creations(
            this.journal,
            this.clock,
            (job) => this.claims.besides(job) !== undefined,
        );
    }

    /** Defaults filled in, and every rule that is broken. */
    check(
        olds: Properties,
        news: Properties,
        { seed, naming }: CheckOptions = {},
    ): { inputs: Inputs; failures: CheckFailure[] } {
        const checked = check(olds, news, {
            stackState: this.session.config("modelarts:state"),
            interruptedName: (urn) => this.journal.pending(urn)?.spec.name,
            random: (length) => letters(length, seed),
            naming,
        });
        const { inputs, failures } = checked;
        if (failures.length === 0) this.claims.declare(inputs);
        return checked;
    }

    /** What of a job that the state has is to change. */
    diff(id: string, olds: Outputs, news: Inputs): Difference {
        this.journal.known(news.__urn, id);
        const difference = diff(olds, news);
        const { region, projectId } = olds;
        this.claims.rename(id, olds.__urn, news.__urn);
        if (difference.replaces.length === 0) this.claims.hold({ id, urn: news.__urn, region, projectId });
        return difference;
    }

    /** The engine ends this process in order. */
    close(): void {
        this.journal.close();
    }

    /** Rejects with `Unfinished` once there is a job. */
    async create(inputs: Inputs): Promise<{ id: string; outputs: Outputs }> {
        this.goesOn({ name: inputs.name, id: inputs.visualizationId }, "create");
        const site = await this.session.site(inputs);
        const limit = this.limit("create", inputs.__timeouts, site);
        const { job, before, made } = await this.begin(inputs, site, limit);
        this.claims.hold({ id: job.id, urn: inputs.__urn, ...site.place });
        try {
            const outputs = await settle(job, inputs, before, this.settling(inputs, site, limit, made));
            return { id: job.id, outputs };
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
            const look = { deadline: limit.deadline, signal: this.cancelled };
            const job = await takenOver(visualizationId, inputs, site, this.claims, look);
            return { job, before: {}, made: false };
        }
        const { job, found } = await this.creations.make(inputs, site, limit, ({ id }) =>
            this.remove(id, deletionPolicy, limit, this.world(site, urn)),
        );
        return { job, before: found ? { __starting: true } : {}, made: !found };
    }

    /** A job that no state has yet, with the inputs that would have made it, as far as the service tells. */
    async import(id: string): Promise<{ inputs: Inputs; outputs: Outputs }> {
        const site = await this.session.site();
        const { deadline } = this.limit("create", undefined, site);
        const job = await existing("import", id, site, { deadline, signal: this.cancelled });
        const inputs = importedInputs(job);
        return { inputs, outputs: { ...outputsOf(inputs, job, site.place), __imported: true } };
    }

    /** The job as it is; `undefined` only for a sure "no such job". */
    async read(id: string, olds: Outputs): Promise<Outputs | undefined> {
        this.journal.known(olds.__urn, id);
        const site = await this.session.site(olds);
        const deadline = this.clock.now() + site.settings.waitTimeoutMs;
        const look = { deadline, maxAgeMs: refreshAgeMs, signal: this.cancelled };
        const job = await unlessGone(site.connection.watched.get(id, look));
        if (job === undefined) return undefined;
        const starting = isStillToStart(job, olds) ? { __starting: true } : {};
        return { ...outputsOf(inputsOf(olds), job, site.place, olds), ...starting };
    }

    /** Rejects with `Unfinished` once anything was asked of the job. */
    async update(id: string, olds: Outputs, news: Inputs): Promise<Outputs> {
        this.goesOn({ name: olds.name, id }, "update");
        const site = await this.session.site(olds);
        const limit = this.limit("update", news.__timeouts, site);
        const look = { deadline: limit.deadline, maxAgeMs: updateAgeMs, signal: this.cancelled };
        const observed = await site.connection.watched.get(id, look);
        return settle(observed, news, olds, this.settling(news, site, limit, false));
    }

    /**
     * Stops the job, and deletes it where it was made here. A job that is gone is a job deleted; one that another
     * resource of the program has now is left to it.
     */
    async delete(id: string, olds: Outputs): Promise<void> {
        const { region, projectId } = olds;
        const urn = this.claims.urnOf(id, olds.__urn);
        const holding = { id, urn, region, projectId };
        this.claims.release(holding);
        const relinquished = () => this.claims.isLeft(holding, olds.name);
        if (relinquished()) return;
        this.goesOn({ name: olds.name, id }, "delete");
        this.journal.known(urn, id);
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

    /** What the engine has asked for before it was told to cancel may still arrive after that. */
    private goesOn(job: { id: string | undefined; name: string | undefined }, verb: string): void {
        if (this.cancelled?.aborted !== true) return;
        const attempted = `${verb} ${nameOf(job)}`;
        const because = "the run was cancelled before it was begun";
        throw new ModelArtsFailure({ kind: "wait", attempted, because, job });
    }

    private limit(operation: keyof Timeouts, timeouts: Timeouts | undefined, site: Site): Limit {
        const limitMs = limitOf(operation, timeouts, site.settings.waitTimeoutMs);
        return {
            limitMs,
            deadline: this.clock.now() + limitMs,
            limitAdvice: `Raise the limit with the option customTimeouts: { ${operation}: … } or modelarts:waitTimeout (seconds).`,
            cancelled: this.cancelled,
        };
    }

    private settling({ __urn: urn }: Inputs, site: Site, limit: Limit, created: boolean): Settling {
        return { site, limit, world: (onLook) => this.world(site, urn, onLook), created };
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

function letters(length: number, seed: Uint8Array | undefined): string {
    const bytes =
        seed === undefined || seed.length === 0
            ? randomBytes(32)
            : createHash("sha256").update(seed).digest();
    return Buffer.from(bytes).toString("hex").slice(0, length);
}
