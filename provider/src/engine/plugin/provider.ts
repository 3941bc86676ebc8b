/*
 * What the engine calls at the second door, the plugin `pulumi-resource-modelarts`: translates, hands on, translates
 * back. The first door is `dynamic.ts`.
 */
import { type DiffResult } from "../../properties/diff";
import type { Naming } from "../../properties/naming";
import type { CheckFailure, Inputs, Timeouts } from "../../properties/inputs";
import { Lifecycle } from "../../lifecycle/lifecycle";
import { lookUpJob, lookUpJobs } from "../../lifecycle/lookup";
import { ModelArtsError } from "../../modelarts/errors";
import { toInputs, type Outputs } from "../../properties/state";
import { previewCreate, previewUpdate } from "../../properties/preview";
import type { Progress } from "../../lifecycle/progress";
import { errorMessage } from "../errorMessage";
import { ConnectionPool } from "../../lifecycle/connections";
import { ResourceInitFailedError } from "../../lifecycle/errors";
export type Properties = Readonly<Record<string, unknown>>;

/** What the engine says of a resource that the state has. */
export interface PriorResource {
    readonly urn: string;
    readonly id: string;
    /** The outputs, and the inputs that led to them; those of an import are empty. */
    readonly outputs: Properties;
    readonly inputs: Properties;
}

/** `customTimeouts`, in seconds; 0: there is none. */
export interface OperationTimeout {
    readonly seconds: number;
}

export const typeToken = "modelarts:index:VisualizationJob";
const functionTokens = {
    job: "modelarts:index:getVisualizationJob",
    jobs: "modelarts:index:getVisualizationJobs",
} as const;

/** Properties are without secrets and without `undefined`; one that is not known yet is `unknownValue`. */
export class PluginProvider {
    private readonly connections: ConnectionPool;
    private readonly lifecycle: Lifecycle;
    private readonly cancellation = new AbortController();

    constructor(progress: Progress, environment?: NodeJS.ProcessEnv) {
        this.connections = new ConnectionPool(environment);
        this.lifecycle = new Lifecycle(this.connections, { progress, signal: this.cancellation.signal });
    }

    /** The provider's configuration: `region` is what stack configuration has as `modelarts:region`. */
    configure(configuration: Readonly<Record<string, string>>): void {
        this.connections.configure((key) => {
            const [, name = ""] = key.split(":");
            return Object.hasOwn(configuration, name) ? configuration[name] : undefined;
        });
    }

    check(
        urn: string,
        olds: Properties,
        news: Properties,
        options: { seed: Uint8Array; naming: Naming | undefined },
    ) {
        const { inputs, failures } = this.lifecycle.check(
            olds,
            { ...withoutHidden(news), __urn: urn },
            options,
        );
        return {
            inputs: withoutHidden(inputs),
            failures: failures.map((failure): CheckFailure => ({
                ...failure,
                reason: useOwnNamespace(failure.reason),
            })),
        };
    }

    diff(prior: PriorResource, news: Properties): DiffResult {
        return this.lifecycle.diff(prior.id, toPriorOutputs(prior), { ...news, __urn: prior.urn });
    }

    async create(
        urn: string,
        inputs: Properties & Inputs,
        { seconds }: OperationTimeout,
    ): Promise<{ id: string; outputs: Properties }> {
        const timedInputs = { ...inputs, __urn: urn, ...toCustomTimeouts("create", seconds) };
        const { id, outputs } = await this.lifecycle.create(timedInputs);
        return { id, outputs: toState(outputs) };
    }

    previewCreate(inputs: Properties & Inputs): Properties {
        return previewCreate(inputs);
    }

    /** Blank ID: a sure "no such job". One that is to be imported has to be there. */
    async read(prior: PriorResource): Promise<{ id: string; outputs: Properties; inputs: Properties }> {
        const { id, outputs } = prior;
        if (outputs["visualizationId"] === undefined) {
            const imported = await this.lifecycle.import(id);
            return { id, outputs: toState(imported.outputs), inputs: withoutHidden(imported.inputs) };
        }
        const job = await this.lifecycle.read(id, toPriorOutputs(prior));
        if (job === undefined) return { id: "", outputs: {}, inputs: {} };
        return { id, outputs: toState(job), inputs: withoutHidden(toInputs(job)) };
    }

    async update(prior: PriorResource, news: Properties, { seconds }: OperationTimeout): Promise<Properties> {
        const timedInputs = { ...news, __urn: prior.urn, ...toCustomTimeouts("update", seconds) };
        return toState(await this.lifecycle.update(prior.id, toPriorOutputs(prior), timedInputs));
    }

    previewUpdate(prior: PriorResource, news: Properties): Properties {
        return toState(previewUpdate(toPriorOutputs(prior), news));
    }

    async delete(prior: PriorResource, { seconds }: OperationTimeout): Promise<void> {
        await this.lifecycle.delete(prior.id, {
            ...toPriorOutputs(prior),
            ...toCustomTimeouts("delete", seconds),
        });
    }

    async invoke(token: string, args: Properties): Promise<Properties> {
        switch (token) {
            case functionTokens.job:
                return { ...(await lookUpJob(this.connections, args)) };
            case functionTokens.jobs:
                return { ...(await lookUpJobs(this.connections, args)) };
            default: {
                const reason = `the package has ${Object.values(functionTokens).join(" and ")}`;
                throw new ModelArtsError({ kind: "settings", operation: `call ${token}`, reason });
            }
        }
    }

    /** Ends every wait soon; nothing new is begun. */
    cancel(): void {
        const operation = "look at the job";
        const reason = "the run was cancelled";
        const hint = "What the job was asked for goes on. The next run looks at it.";
        this.cancellation.abort(new ModelArtsError({ kind: "cancelled", operation, reason, hint }));
    }

    /** The engine ends this process in order. */
    close(): void {
        this.lifecycle.close();
    }
}

/** What the state is to hold although something failed. */
export function initFailure(error: unknown): { id: string; outputs: Properties } | undefined {
    return error instanceof ResourceInitFailedError
        ? { id: error.id, outputs: toState(error.outputs) }
        : undefined;
}

/** An error as a person reads it who uses the plugin. */
export function pluginErrorMessage(error: unknown): string {
    return useOwnNamespace(errorMessage(error));
}

/** This door has one namespace for all that is configured. */
function useOwnNamespace(text: string): string {
    return text.replace(/\bhuaweicloud:(?=[a-z])/gi, "modelarts:");
}

/** Hidden names stand for what the engine tells beside the properties; these two stay in the state. */
const stateHiddenFields = ["__starting", "__imported"];

function withoutHidden(properties: object): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("__")));
}

function toState(outputs: object): Properties {
    const hidden = Object.entries(outputs).filter(([name]) => stateHiddenFields.includes(name));
    return { ...withoutHidden(outputs), ...Object.fromEntries(hidden) };
}

function toPriorOutputs({ urn, outputs, inputs }: PriorResource): Outputs {
    const programInputs = Object.keys(withoutHidden(inputs));
    return { ...outputs, __given: programInputs, __urn: urn } as unknown as Outputs;
}

function toCustomTimeouts(operation: keyof Timeouts, seconds: number): { __timeouts?: Timeouts } {
    return seconds > 0 ? { __timeouts: { [operation]: `${seconds.toFixed(3)}s` } } : {};
}
