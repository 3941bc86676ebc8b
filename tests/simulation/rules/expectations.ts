import { stackKey, type StackOf } from "../world/backends";
import type { StateResource } from "../host/engineMessages";
import { type AdoptedJob, foreignIds, type ModelResource } from "../history/model";
import { type FoundJob, nameOf, waitTimeout } from "../player/programs";
import { jobKey, keyOf, locationOf, type ServiceJob, type Services } from "../world/services";

/** What the commands of a history have done on purpose. Jobs are identified by their keys. */
export class Expectations {
    /** Jobs that a program has named. */
    readonly namedJobs = new Set<string>();
    /** Jobs that changed without the state, in the console or by a run that was killed, until their stack is refreshed. */
    readonly changedJobs = new Set<string>();
    /** Jobs of two resources, which a run has said or could not end, with its stack. */
    readonly sharedJobs = new Map<string, string>();
    /** Jobs that a user has taken out of a state. */
    readonly releasedJobs = new Set<string>();
    /** Jobs in no state that a command has named. */
    readonly reportedJobs = new Set<string>();
    /** The shortest limit in seconds that a resource of this name has had in any program. */
    readonly shortestLimits = new Map<string, number>();

    constructor(private readonly services: Services) {}

    /** Notes that a whole run of the stack has succeeded. */
    endSharing(stack: string): void {
        for (const [key, of] of this.sharedJobs) if (of === stack) this.sharedJobs.delete(key);
    }

    addNamedJobs(
        resources: Iterable<ModelResource>,
        findJob: (job: AdoptedJob) => FoundJob | undefined,
    ): void {
        for (const { adopt, location, explicitProvider } of resources) {
            const job = adopt && findJob(adopt);
            if (job === undefined) continue;
            this.namedJobs.add(jobKey(location ?? job.location, job.id));
            if (explicitProvider === "elsewhere") this.namedJobs.add(jobKey("project", job.id));
        }
    }

    addLimits(resources: Iterable<ModelResource>): void {
        for (const { name, timeout = waitTimeout, alias } of resources) {
            this.addLimit(name, timeout);
            if (alias !== undefined) this.renameLimit(alias, name);
        }
    }

    /** Notes that the resource of a name goes on under another one. */
    renameLimit(name: string, to: string): void {
        const limit = this.shortestLimits.get(name);
        if (limit !== undefined) this.addLimit(to, limit);
    }

    private addLimit(name: string, limit: number): void {
        this.shortestLimits.set(name, Math.min(limit, this.shortestLimits.get(name) ?? limit));
    }

    /** Notes that the stack of these jobs was refreshed. `others`: a colleague has changed them meanwhile, or another stack has them. */
    endChanges(keys: readonly (string | undefined)[], others: ReadonlySet<string | undefined>): void {
        for (const key of keys) if (key !== undefined && !others.has(key)) this.changedJobs.delete(key);
    }

    /** Notes that the state does not have what these writes did. */
    addChanges(writes: readonly string[]): void {
        for (const write of writes) this.changedJobs.add(write.split(" ")[1] ?? "");
    }

    /**
     * Adds the jobs that the user keeps on purpose, and whose resources have left a state. `isProgramRead`: the refresh has
     * written the options of the program into the state. `keysChangedMeanwhile`: a colleague may have started a job that
     * the run had stopped.
     */
    addReleasedJobs(
        before: readonly StateResource[],
        after: readonly StateResource[],
        declarations: ReadonlyMap<string, ModelResource>,
        isProgramRead: boolean,
        keysChangedMeanwhile: ReadonlySet<string | undefined>,
    ): void {
        // The delete of a replacement is over while the state still waits for the new job.
        const keysInState = new Set(
            after.filter(({ pendingReplacement }) => pendingReplacement !== true).map(keyOf),
        );
        for (const resource of before) {
            const key = keyOf(resource);
            if (key === undefined || keysInState.has(key)) continue;
            const { inputs, outputs, retainOnDelete, deletedWith } = resource;
            // A policy that the program changes in the same run counts already, also one that it leaves to the default.
            const usual = inputs?.["visualizationId"] === undefined ? undefined : "stop";
            // The delete of a dynamic resource has only the former URN after an alias, which a new resource may have by now.
            const urns = [resource.urn, outputs?.["__urn"]];
            const now = [...declarations]
                .filter(([urn, { alias }]) => urns.includes(urn) || alias === nameOf(resource.urn))
                .map(([, model]) => model);
            const policies = [
                outputs?.["deletionPolicy"],
                ...now.map(({ deletionPolicy, adopt }) => deletionPolicy ?? (adopt && usual)),
            ];
            const isKept =
                policies.includes("stop") &&
                (keysChangedMeanwhile.has(key) ||
                    /KILLED|COMPLETED|FAILED/.test(this.services.job(key)?.statusName ?? ""));
            const isRetained =
                retainOnDelete === true ||
                (isProgramRead && now.some((model) => model.retainOnDelete === true));
            if (isRetained || isKept || deletedWith !== undefined) this.releasedJobs.add(key);
        }
    }
}

/** Finds the job of an interrupted create of a resource, as a person does in the console. */
export function findUnaccountedJob(
    job: AdoptedJob,
    jobs: readonly ServiceJob[],
    resources: readonly StateResource[],
): FoundJob | undefined {
    if ("foreign" in job) return undefined;
    const keysInState = new Set(resources.map(keyOf));
    return jobs.find(({ name, key }) => name.startsWith(`${job.jobOf}-`) && !keysInState.has(key));
}

/** The jobs that resources of a name have or had, in each stack. */
export class JobsByName {
    private readonly jobs = new Map<string, FoundJob>();

    find(job: AdoptedJob, of: StackOf): FoundJob | undefined {
        if ("jobOf" in job) return this.jobs.get(`${stackKey(of)} ${job.jobOf}`);
        const id = foreignIds[job.foreign];
        return id === undefined ? undefined : { id: String(id), location: "home" };
    }

    add(resources: readonly StateResource[], of: StackOf): void {
        for (const resource of resources) {
            const { id, urn } = resource;
            if (id !== undefined)
                this.jobs.set(`${stackKey(of)} ${nameOf(urn)}`, { id, location: locationOf(resource) });
        }
    }
}
