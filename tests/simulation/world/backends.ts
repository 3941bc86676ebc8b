import type { StateResource } from "../host/engineMessages";
import type { Deployment, EngineProcess } from "../host/engineProcess";
import type { Workplace } from "../history/model";
import { jobKeys } from "./services";

export interface StackOf {
    readonly backend: "first" | "second";
    readonly stack: "dev" | "test";
}

export function stackOf({ backend, stack }: Workplace = {}): StackOf {
    return { backend: backend ?? "first", stack: stack ?? "dev" };
}

export function stackKey({ backend, stack }: StackOf): string {
    return `${backend}/${stack}`;
}

/** The states of two backends, of which the engine has one at a time. */
export class Backends {
    private current: StackOf["backend"] = "first";
    private readonly stored = new Map<string, Deployment>();
    /** The resources of each stack that a command was run for, as they were written last. */
    readonly resources = new Map<string, readonly StateResource[]>();

    constructor(private readonly engine: EngineProcess) {}

    /** The jobs in the states of the other stacks. */
    jobKeysOfOthers(of: StackOf): ReadonlySet<string | undefined> {
        const others = [...this.resources].filter(([stack]) => stack !== stackKey(of));
        return new Set(jobKeys(others.flatMap(([, resources]) => resources)));
    }

    async use({ backend, stack }: StackOf): Promise<void> {
        const key = stackKey({ backend, stack });
        if (!this.resources.has(key)) this.resources.set(key, []);
        if (backend === this.current) return;
        for (const other of ["dev", "test"] as const) {
            const leaving = stackKey({ backend: this.current, stack: other });
            const deployment = this.resources.has(leaving) ? await this.engine.export(other) : null;
            if (deployment !== null) {
                this.stored.set(leaving, deployment);
                await this.engine.remove(other);
            }
            const coming = this.stored.get(stackKey({ backend, stack: other }));
            if (coming !== undefined) await this.engine.load(other, coming);
        }
        this.current = backend;
    }

    /** Reads what is written for a stack of the current backend. */
    async observe(stack: StackOf["stack"]): Promise<void> {
        const { state } = await this.engine.persisted(stack);
        this.resources.set(stackKey({ backend: this.current, stack }), state.resources);
    }

    /** The engine forgets all stacks. */
    async close(): Promise<void> {
        for (const stack of ["dev", "test"]) await this.engine.remove(stack);
    }
}
