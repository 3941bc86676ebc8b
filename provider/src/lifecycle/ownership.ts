/*
 * This file knows which resource has which job, in one run of the engine. Only facts of the run count: the job that
 * `create` returned, and the job that `diff` found in the state and keeps. A program that declares to adopt a job has
 * nothing yet. A delete leaves alone each job that some resource has. It does not ask for URNs: a replacement may
 * create before it deletes, so old and new have one URN, and the state of a dynamic resource keeps a former URN after
 * an alias.
 */
import { isSameLocation, type JobLocation } from "../modelarts/location";
import type { DeclaredDeletion } from "../properties/deletion";
import type { ResourceState } from "../properties/state";
import type { Fact, RunLog } from "./runLog";

/** A job with its location, without which its ID, a small number that every region and project uses, is not unique. */
export interface LocatedJob extends JobLocation {
    readonly id: string;
}

/** A job whose location is perhaps not known. */
type NamedJob = Pick<Fact, "id" | keyof JobLocation>;

/** The ID in the fact of a create that has no job yet. */
const noJob = "";

export class JobOwnership {
    private readonly facts = new Map<string, Fact[]>();
    /** The job that the state has, by the URN of a resource that the program has too. */
    private readonly priorJobs = new Map<string, LocatedJob>();
    /** What the program declares of the deletion of each of its resources, by URN. */
    private readonly deletions = new Map<string, DeclaredDeletion | undefined>();

    constructor(private readonly runLog: RunLog) {}

    /** The program has this resource, and the state had this job for it, as far as the engine tells. */
    recordCheck(urn: string, priorJob: LocatedJob | undefined, deletion: DeclaredDeletion): void {
        this.record({ kind: "checks", urn, id: noJob, deletion });
        if (priorJob !== undefined) this.priorJobs.set(urn, priorJob);
    }

    /** Returns whether the program has this resource. Another process of this run may have checked it. */
    isInProgram(urn: string): boolean {
        if (!this.deletions.has(urn)) this.readRunLog();
        return this.deletions.has(urn);
    }

    /** Returns what the program declares of the deletion, where it has this resource. */
    declaredDeletion(urn: string): DeclaredDeletion | undefined {
        return this.isInProgram(urn) ? this.deletions.get(urn) : undefined;
    }

    /** Returns the job that the state has for this resource of the program, unless a delete of this run has removed it. */
    priorJob(urn: string): LocatedJob | undefined {
        const job = this.priorJobs.get(urn);
        return job === undefined || this.lastRemoval(job) !== undefined ? undefined : job;
    }

    /** The engine has called for the create of this resource. */
    beginCreate(urn = ""): void {
        this.record({ kind: "begins", urn, id: noJob });
    }

    /** Returns whether the engine has called for the create of this resource, from any process of this run. */
    hasBegunCreate(urn: string): boolean {
        return this.factsOf(noJob).some((fact) => fact.urn === urn);
    }

    record(fact: Fact): void {
        this.remember(fact);
        this.runLog.publish(fact);
    }

    /** The resource is replaced after all: it keeps none of the jobs that it kept until now. */
    releaseKeptJobs(urn: string): void {
        const keepFacts = [...this.facts.values()].flatMap((facts) =>
            facts.filter((fact) => fact.urn === urn && fact.kind === "keeps"),
        );
        for (const fact of keepFacts) this.record({ ...fact, kind: "releases" });
    }

    /** Returns the URNs of the resources that have the job. */
    owners(job: LocatedJob): string[] {
        return [...this.latestOwnership(job).values()]
            .filter(({ kind }) => kind !== "releases")
            .map(({ urn }) => urn);
    }

    /** Returns the URNs of the resources that have got the job in this run: no state may have it yet. */
    acquirers(job: LocatedJob): string[] {
        return [...this.latestOwnership(job).values()]
            .filter(({ kind }) => kind === "acquires")
            .map(({ urn }) => urn);
    }

    /** Returns the URNs of the resources that had the job before the run, and are to be replaced. */
    releasers(job: LocatedJob): string[] {
        return [...this.latestOwnership(job).values()]
            .filter(({ kind, urn }) => kind === "releases" && this.isInProgram(urn))
            .map(({ urn }) => urn);
    }

    /** Returns whether the resource had the job before the run, and goes on with it. */
    keeps(urn: string, job: LocatedJob): boolean {
        return this.latestOwnership(job).get(urn)?.kind === "keeps";
    }

    /**
     * Returns the IDs of the jobs of this name and location that resources have got in this run, from any of its
     * processes.
     */
    acquiredIds(name: string, location: JobLocation): string[] {
        return this.factsOfKind("acquires")
            .filter((fact) => fact.name === name && isSameLocation(fact, location))
            .map(({ id }) => id);
    }

    /** Returns whether the resource has got another job in this run, or goes on with another one. */
    hasOther(urn: string, job: LocatedJob): boolean {
        const facts = [...this.factsBy(urn, "acquires"), ...this.factsBy(urn, "keeps")];
        return facts.some((fact) => fact.id !== job.id || !isSameLocation(fact, job));
    }

    private latestOwnership(job: LocatedJob): Map<string, Fact> {
        const facts = this.factsOf(job.id).filter(
            (fact) => isSameLocation(fact, job) && ["keeps", "acquires", "releases"].includes(fact.kind),
        );
        return new Map(facts.map((fact) => [fact.urn, fact]));
    }

    /** Returns the declarations to adopt a job of this ID, at this location as far as that is known. */
    declarations(job: NamedJob): Fact[] {
        const facts = this.factsOf(job.id).filter(({ kind }) => kind === "declares");
        const latest = new Map(facts.map((fact) => [fact.urn, fact]));
        return [...latest.values()].filter((fact) => mayBeSameJob(fact, job));
    }

    /** A resource that leaves the location to the configuration goes on with its job, wherever that is. */
    locateDeclaration(urn: string, job: LocatedJob): void {
        const last = this.factsOf(job.id)
            .filter((fact) => fact.kind === "declares" && fact.urn === urn)
            .at(-1);
        if (last !== undefined && !isSameLocation(last, job))
            this.record({ ...last, ...job, hadBefore: true });
    }

    /** Returns the last thing that a delete of this run has done to the job. */
    lastRemoval(job: NamedJob): Fact | undefined {
        return this.removals(job).at(-1);
    }

    private removals(job: NamedJob): Fact[] {
        return this.factsOf(job.id)
            .filter(({ kind }) => kind === "stops" || kind === "transfers")
            .filter((fact) => mayBeSameJob(fact, job));
    }

    /** Returns whether a delete of this run has found the job running, and has stopped it or is about to. */
    wasStopped(job: NamedJob): boolean {
        return this.removals(job).some(({ wasRunning }) => wasRunning === true);
    }

    /** Returns whether a delete of this run has sent the request that deletes the job. The service may still show it. */
    isDeleted(job: LocatedJob): boolean {
        return this.factsOf(job.id).some((fact) => fact.kind === "deletes" && isSameLocation(fact, job));
    }

    /** Returns whether a delete of this run has begun to stop the job, and has not ended. */
    isBeingStopped(job: LocatedJob): boolean {
        const last = this.factsOf(job.id)
            .filter((fact) => isSameLocation(fact, job) && ["stops", "transfers", "ends"].includes(fact.kind))
            .at(-1);
        return last !== undefined && last.kind !== "ends";
    }

    /**
     * Returns whether resources swap their jobs: the resource that is to adopt the job gives up one itself, for which
     * another one waits, and so on until the giver. Then none of them can be first.
     */
    isSwap(job: LocatedJob, giver: string): boolean {
        const visitedUrns = new Set<string>();
        const queue = this.declarations(job).map(({ urn }) => urn);
        for (let urn = queue.pop(); urn !== undefined; urn = queue.pop()) {
            if (urn === giver) return true;
            if (visitedUrns.has(urn)) continue;
            visitedUrns.add(urn);
            for (const givenJob of this.factsBy(urn, "releases"))
                queue.push(...this.declarations(givenJob).map((fact) => fact.urn));
        }
        return false;
    }

    private factsBy(urn: string, kind: Fact["kind"]): Fact[] {
        return this.factsOfKind(kind).filter((fact) => fact.urn === urn);
    }

    private factsOfKind(kind: Fact["kind"]): Fact[] {
        this.readRunLog();
        return [...this.facts.values()].flatMap((facts) => facts.filter((fact) => fact.kind === kind));
    }

    private factsOf(id: string): readonly Fact[] {
        this.readRunLog();
        return this.facts.get(id) ?? [];
    }

    private readRunLog(): void {
        for (const fact of this.runLog.readNew()) this.remember(fact);
    }

    private remember(fact: Fact): void {
        if (fact.kind === "checks") {
            this.deletions.set(fact.urn, fact.deletion);
            return;
        }
        const facts = this.facts.get(fact.id);
        if (facts === undefined) this.facts.set(fact.id, [fact]);
        else facts.push(fact);
    }
}

function mayBeSameJob(job: NamedJob, { region, projectId }: NamedJob): boolean {
    const mayBeSame = (one: string | undefined, other: string | undefined): boolean =>
        one === undefined || other === undefined || one === other;
    return mayBeSame(job.region, region) && mayBeSame(job.projectId, projectId);
}

/** Returns whether these are one job, as far as their locations are known. */
export function isSameJob(job: NamedJob, other: NamedJob | undefined): boolean {
    return other !== undefined && job.id === other.id && mayBeSameJob(job, other);
}

/** Returns whether the location of the job is known. */
export function isLocated<T extends Omit<NamedJob, "id">>(job: T): job is T & JobLocation {
    return job.region !== undefined && job.projectId !== undefined;
}

/** Returns the job of a resource, with its location. */
export function toLocatedJob(id: string, { outputs: { region, projectId } }: ResourceState): LocatedJob {
    return { id, region, projectId };
}

/** Returns the job that outputs of the engine name, or `undefined` where one of its parts is not known. */
export function toJobOfOutputs(outputs: Readonly<Record<string, unknown>>): LocatedJob | undefined {
    const { visualizationId: id, region, projectId } = outputs;
    const isComplete = [id, region, projectId].every((value) => typeof value === "string");
    return isComplete ? ({ id, region, projectId } as LocatedJob) : undefined;
}
