import { stackKey, type StackOf } from "./backends";
import type { StateResource } from "./engineMessages";
import type { AdoptedJob, ModelResource } from "./model";
import { type FoundJob, waitTimeout } from "./programs";
import { jobKey, keyOf, type Services } from "./services";

/** What the commands of a history have done on purpose. Jobs are meant by their keys. */
export class Expectations {
    /** Jobs that a program has named. */
    readonly named = new Set<string>();
    /** Jobs that changed without the state: in the console, or by a run that was killed. Until the next refresh. */
    readonly changed = new Set<string>();
    /** Jobs of two resources, which a run has said or could not end, with its stack. */
    readonly shared = new Map<string, string>();
    /** Jobs that a user has taken out of a state. */
    readonly released = new Set<string>();
    /** The shortest limit in seconds that a resource has had in any program, by its URN. */
    readonly shortestLimits = new Map<string, number>();

    constructor(private readonly services: Services) {}

    /** A whole run of the stack has succeeded. */
    endShared(stack: string): void {
        for (const [key, of] of this.shared) if (of === stack) this.shared.delete(key);
    }

    addNamed(resources: Iterable<ModelResource>, findJob: (job: AdoptedJob) => FoundJob | undefined): void {
        for (const { adopt, place, explicitProvider } of resources) {
            const job = adopt && findJob(adopt);
            if (job === undefined) continue;
            this.named.add(jobKey(place ?? job.place, job.id));
            if (explicitProvider === "elsewhere") this.named.add(jobKey("project", job.id));
        }
    }

    addLimits(declared: ReadonlyMap<string, ModelResource>): void {
        for (const [urn, { timeout = waitTimeout }] of declared)
            this.shortestLimits.set(urn, Math.min(timeout, this.shortestLimits.get(urn) ?? timeout));
    }

    /** A run was killed before the state had what it did. */
    addLost(writes: readonly string[]): void {
        for (const write of writes) this.changed.add(write.split(" ")[1] ?? "");
    }

    /** Resources whose job the user wanted to keep have left a state. */
    addKept(
        before: readonly StateResource[],
        after: readonly StateResource[],
        declared: ReadonlyMap<string, ModelResource>,
    ): void {
        const keysInState = new Set(after.map(keyOf));
        for (const resource of before) {
            const key = keyOf(resource);
            if (key === undefined || keysInState.has(key)) continue;
            const { outputs, retainOnDelete, deletedWith } = resource;
            // A policy that the program changes in the same run counts already.
            const policies = [outputs?.["deletionPolicy"], declared.get(resource.urn)?.deletionPolicy];
            const isKept =
                policies.includes("stop") &&
                /KILLED|COMPLETED|FAILED/.test(this.services.job(key)?.statusName ?? "");
            if (retainOnDelete === true || isKept || deletedWith !== undefined) this.released.add(key);
        }
    }
}

/** The jobs that resources of a name have or had, in each stack. */
export class JobsByName {
    private readonly jobs = new Map<string, FoundJob>();

    find(name: string, of: StackOf): FoundJob | undefined {
        return this.jobs.get(`${stackKey(of)} ${name}`);
    }

    set(name: string, of: StackOf, job: FoundJob): void {
        this.jobs.set(`${stackKey(of)} ${name}`, job);
    }
}
