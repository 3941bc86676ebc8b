/*
 * Each job belongs to one resource. A check and a diff record here what they find of ownership, and fail where two
 * resources of a program name one job. A state of an earlier version may have two resources with one job: both keep it,
 * with a warning, until the program has only one of them.
 */
import { describeJob, ModelArtsError } from "../modelarts/errors";
import type { JobLocation } from "../modelarts/location";
import type { CheckFailure } from "../properties/check";
import { type Inputs, unknownValue } from "../properties/inputs";
import type { Messages } from "./messages";
import { isLocated, type JobOwnership, type LocatedJob } from "./ownership";

export class JobDeclarations {
    private readonly warnings = new Set<string>();

    constructor(
        private readonly ownership: JobOwnership,
        private readonly messages: Messages,
    ) {}

    /** The program declares to adopt a job. `hadBefore`: whether the state has that job for this resource. */
    declare(
        urn: string,
        id: string,
        location: Partial<JobLocation>,
        hadBefore: boolean,
    ): CheckFailure | undefined {
        if ([id, location.region, location.projectId, urn].includes(unknownValue)) return undefined;
        const isRepeated = this.ownership
            .declarations({ id, ...location })
            .some((fact) => fact.urn === urn && fact.hadBefore === true);
        const fact = { kind: "declares", urn, id, ...location, hadBefore: hadBefore || isRepeated } as const;
        const others = isLocated(fact) ? this.findOthers(fact, urn) : [];
        if (others.length > 0 && !fact.hadBefore)
            return { property: "visualizationId", reason: conflict({ id }, [urn, ...others]) };
        this.ownership.record(fact);
        return undefined;
    }

    /**
     * A resource of the program goes on with its job.
     *
     * @throws {rejected} where another resource has adopted it in this run, or is to adopt it.
     */
    keep(urn: string, job: LocatedJob, name: string | undefined): void {
        // The state has the job even where this fails: then the other resource must not adopt it either.
        this.ownership.record({ kind: "keeps", urn, ...job });
        this.ownership.locateDeclaration(urn, job);
        this.assertNoOtherOwner(urn, job, name, "keep", false);
    }

    /**
     * A resource is about to adopt a job.
     *
     * @throws {rejected} where another resource of the program has it.
     */
    assertAdoptable(urn: string, job: LocatedJob, name: string | undefined): void {
        this.assertNoOtherOwner(urn, job, name, "adopt", this.hadBefore(urn, job));
    }

    private assertNoOtherOwner(
        urn: string,
        job: LocatedJob,
        name: string | undefined,
        verb: string,
        isTolerated: boolean,
    ): void {
        const others = this.findOthers(job, urn);
        if (others.length === 0) return;
        const isOld = verb === "keep" && others.every((other) => this.wasOwnedBefore(other, job));
        const ref = { id: job.id, name };
        if (isTolerated || isOld) {
            this.warn(conflict(ref, [urn, ...others]));
            return;
        }
        throw new ModelArtsError({
            kind: "rejected",
            operation: `${verb} ${describeJob(ref)}`,
            reason: conflict(ref, [urn, ...others]),
            hint: "Name each job in one resource only. Remove one of them from the program, which leaves the job to the other.",
            job: ref,
        });
    }

    /** Returns the other resources that have the job, or declare to adopt exactly it. */
    private findOthers(job: LocatedJob, urn: string): string[] {
        const declarations = this.ownership.declarations(job).filter(isLocated);
        const urns = [...this.ownership.owners(job), ...declarations.map((fact) => fact.urn)];
        return [...new Set(urns)].filter((other) => other !== urn);
    }

    /** Returns whether the other resource had the job before the run: it keeps it, or declares it as before. */
    private wasOwnedBefore(urn: string, job: LocatedJob): boolean {
        return this.ownership.keeps(urn, job) || this.hadBefore(urn, job);
    }

    private hadBefore(urn: string, job: LocatedJob): boolean {
        return this.ownership.declarations(job).some((fact) => fact.urn === urn && fact.hadBefore === true);
    }

    private warn(text: string): void {
        if (this.warnings.has(text)) return;
        this.warnings.add(text);
        this.messages.warn(
            undefined,
            `${text}. Remove one of them from the program, which leaves the job to the other.`,
        );
    }
}

/** Returns whether the inputs of the state name the same job in the same way. */
export function namesSameJob(olds: Readonly<Record<string, unknown>>, inputs: Inputs): boolean {
    return (["visualizationId", "region", "projectId"] as const).every((name) => olds[name] === inputs[name]);
}

function conflict(
    job: { readonly id: string; readonly name?: string | undefined },
    urns: readonly string[],
): string {
    return `${describeJob(job)} belongs to one resource, and ${[...urns].sort().join(" and ")} name or have it`;
}
