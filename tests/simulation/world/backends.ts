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
    private readonly deployments = new Map<string, Deployment>();
    /** The resources of each stack that a command was run for, as they were written last. */
    readonly resources = new Map<string, readonly StateResource[]>();

    constructor(private readonly engine: EngineProcess) {}

    /** Returns the keys of the jobs in the states of the other stacks. */
    jobKeysOfOthers(of: StackOf): ReadonlySet<string | undefined> {
        const others = [...this.resources].filter(([stack]) => stack !== stackKey(of));
        return new Set(jobKeys(others.flatMap(([, resources]) => resources)));
    }

    async use({ backend, stack }: StackOf): Promise<void> {
        const key = stackKey({ backend, stack });
        if (!this.resources.has(key)) this.resources.set(key, []);
        if (backend === this.current) return;
        for (const other of ["dev", "test"] as const) {
            const currentKey = stackKey({ backend: this.current, stack: other });
            const deployment = this.resources.has(currentKey) ? await this.engine.export(other) : null;
            if (deployment !== null) {
                this.deployments.set(currentKey, deployment);
                await this.engine.remove(other);
            }
            const nextDeployment = this.deployments.get(stackKey({ backend, stack: other }));
            if (nextDeployment !== undefined) await this.engine.load(other, nextDeployment);
        }
        this.current = backend;
    }

    /** Reads what is written for a stack of the current backend. */
    async observe(stack: StackOf["stack"]): Promise<void> {
        const { state } = await this.engine.readPersisted(stack);
        this.resources.set(stackKey({ backend: this.current, stack }), state.resources);
    }

    /** Removes all stacks from the engine. */
    async close(): Promise<void> {
        for (const stack of ["dev", "test"]) await this.engine.remove(stack);
    }
}
