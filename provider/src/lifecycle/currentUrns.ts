import type { ResourceState } from "../properties/state";
import { isLocated, type JobOwnership, type LocatedJob, toLocatedJob } from "./ownership";

/** The current URNs of resources. The state of a dynamic resource may keep a former one for long, after an alias. */
export class CurrentUrns {
    /** The current URNs, by the ID of the job and the URN in the state. */
    private readonly urns = new Map<string, string>();
    private hasFailed = false;

    constructor(private readonly ownership: JobOwnership) {}

    /** The program has the resource under this URN. */
    record(id: string, { urn: stateUrn }: ResourceState, urn: string): void {
        if (stateUrn !== undefined && stateUrn !== urn) this.urns.set(`${id} ${stateUrn}`, urn);
    }

    /** After a create has failed, `--continue-on-error` skips the creates of resources that depend on it. */
    failCreate(): void {
        this.hasFailed = true;
    }

    /**
     * Returns the URN of the resource whose job is deleted. `engineUrn` is the one that the engine gives to the plugin;
     * it is a former one where an alias renames the resource in the run that replaces it. The result is `undefined`
     * where the URN in the state is a former one, which another resource of the program has by now.
     */
    find(id: string, prior: ResourceState, engineUrn?: string): string | undefined {
        const { urn: stateUrn = "" } = prior;
        const job = toLocatedJob(id, prior);
        const currentUrn = engineUrn ?? this.urns.get(`${id} ${stateUrn}`);
        if (currentUrn !== undefined)
            return this.ownership.isInProgram(currentUrn)
                ? currentUrn
                : (this.findReplacement(job) ?? this.findReleaser(job) ?? currentUrn);
        // What is replaced is deleted before its create, unless the new job is there already.
        const isFormer = this.ownership.hasBegunCreate(stateUrn) || this.ownership.hasOther(stateUrn, job);
        if (!isFormer && this.ownership.isInProgram(stateUrn)) return stateUrn;
        return this.findReplacement(job) ?? this.findReleaser(job) ?? (isFormer ? undefined : stateUrn);
    }

    /**
     * Returns the resource whose forced replacement adopts the same job, under another URN since an alias. The engine
     * compares nothing then, and deletes before it creates; what has left the program it deletes after all creates.
     */
    private findReplacement(job: LocatedJob): string | undefined {
        if (this.hasFailed) return undefined;
        const declarations = this.ownership.declarations(job).filter(isLocated);
        const [urn, ...others] = declarations
            .map((fact) => fact.urn)
            .filter((each) => this.ownership.isInProgram(each) && !this.ownership.hasBegunCreate(each));
        return others.length === 0 ? urn : undefined;
    }

    /** Returns the resource that is replaced after a comparison, under its present URN. */
    private findReleaser(job: LocatedJob): string | undefined {
        const [urn, ...others] = this.ownership.releasers(job);
        return others.length === 0 ? urn : undefined;
    }
}
