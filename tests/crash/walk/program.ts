import fc from "fast-check";
import type { Emulator } from "../../../emulator/src";
import { programOf } from "../../support/programs";

/** The arguments of a resource. With `visualizationId` it adopts that job, else it creates one. */
export interface JobArgs {
    readonly description?: string | undefined;
    readonly state?: "running" | "stopped" | undefined;
    readonly trainUrl?: string | undefined;
    readonly autoStopHours?: number | undefined;
    readonly visualizationId?: string | undefined;
    readonly deletionPolicy?: "delete";
}

/** A change of a program. */
export interface Edit {
    /** `adopt` is for a foreign job. `transfer` removes a resource, and another one adopts its job. */
    readonly kind: "create" | "adopt" | "change" | "remove" | "transfer";
    /** Selects a resource by its position, modulo their number. */
    readonly pick: number;
    readonly args: JobArgs;
    /** The one argument that `change` takes from `args`. */
    readonly changed: keyof JobArgs;
}

/** A job in the state. */
export interface StateJob {
    readonly resource: string;
    readonly id: string;
    readonly status: unknown;
}

const edit: fc.Arbitrary<Edit> = fc.record({
    kind: fc.constantFrom("create", "adopt", "change", "change", "remove", "transfer"),
    pick: fc.nat({ max: 59 }),
    args: fc.record({
        description: fc.constantFrom(undefined, "", "first", "second \u2713"),
        state: fc.constantFrom(undefined, "running", "running", "stopped"),
        trainUrl: fc.constantFrom("obs://bucket/a/", "/bucket/b", "/bucket/c/d/"),
        autoStopHours: fc.constantFrom(undefined, undefined, 1, 24),
    }),
    changed: fc.constantFrom("state", "state", "description", "trainUrl", "autoStopHours"),
});
export const firstEdits = fc.array(edit, { minLength: 2, maxLength: 5 });
export const laterEdits = fc.array(edit, { maxLength: 3 });

/** The resources that are declared now, and the jobs of others. */
export class Program {
    /** The arguments of the resources by their names. */
    readonly resources = new Map<string, JobArgs>();
    /** Jobs that no resource has had. */
    readonly foreignIds = new Set<string>();
    private count = 0;

    constructor(private readonly service: Emulator) {
        // Their names look like those of our jobs.
        this.makeForeign("r1-of-others");
        this.makeForeign("r2-of-others");
    }

    toString(): string {
        const jobs = [...this.resources].map(([name, args]) => [name, JSON.stringify(args)] as const);
        return programOf(Object.fromEntries(jobs));
    }

    /** The IDs of the jobs that the program adopts. */
    get adoptedIds(): string[] {
        return [...this.resources.values()].flatMap(({ visualizationId: id }) => id ?? []);
    }

    apply({ kind, pick, args, changed }: Edit, stateJobs: readonly StateJob[]): void {
        const { description, state } = args;
        // By default an adopted job is not deleted with its resource.
        const adoptArgs = { description, state, deletionPolicy: "delete" } as const;
        if (kind === "create") this.add(args);
        if (kind === "adopt") this.add({ ...adoptArgs, visualizationId: this.makeForeign() });
        const [name, prior] = [...this.resources][pick % this.resources.size] ?? [];
        if (name === undefined || prior === undefined) return;
        const isNewJob = prior.visualizationId === undefined;
        if (kind === "change" && (isNewJob || changed === "state" || changed === "description"))
            this.resources.set(name, { ...prior, [changed]: args[changed] });
        if (kind === "remove" && this.resources.size > 1) this.resources.delete(name);
        const visualizationId = stateJobs.find(({ resource }) => resource === name)?.id;
        if (kind === "transfer" && this.service.job(visualizationId ?? "") !== undefined) {
            this.resources.delete(name);
            this.add({ ...adoptArgs, visualizationId });
        }
    }

    /** A deleted job cannot be adopted: the program adopts another one in its place. */
    adoptExistingJobs(): void {
        for (const [name, args] of this.resources)
            if (args.visualizationId !== undefined && this.service.job(args.visualizationId) === undefined)
                this.resources.set(name, { ...args, visualizationId: this.makeForeign() });
    }

    private makeForeign(name = `other${++this.count}`): string {
        const { id } = this.service.makeJob({ name, description: "of others" });
        this.foreignIds.add(id);
        return id;
    }

    private add(args: JobArgs): void {
        this.resources.set(`r${++this.count}`, args);
    }
}
