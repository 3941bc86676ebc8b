/* The provider plugin `pulumi-resource-modelarts` translates the calls of the engine, and their results. */
import type { ConnectionPool } from "../../lifecycle/connections";
import { ResourceInitFailedError } from "../../lifecycle/errors";
import type { Lifecycle } from "../../lifecycle/lifecycle";
import { lookUpJob, lookUpJobs } from "../../lifecycle/lookup";
import { createLifecycle, type Machine } from "../../lifecycle/machine";
import type { Messages } from "../../lifecycle/messages";
import { ModelArtsError } from "../../modelarts/errors";
import type { DiffResult } from "../../properties/diff";
import type { CheckFailure } from "../../properties/check";
import type { Inputs } from "../../properties/inputs";
import { isInput } from "../../properties/rules";
import type { Naming } from "../../properties/naming";
import { previewCreate, previewUpdate } from "../../properties/preview";
import {
    decodeState,
    encodeState,
    type ResourceState,
    toInputs,
    withoutHidden,
} from "../../properties/state";
import { errorMessage } from "../errorMessage";

export type Properties = Readonly<Record<string, unknown>>;

/** A resource that the state has, as the engine's messages describe it. */
export interface PriorResource {
    readonly urn: string;
    readonly id: string;
    /** They are empty for an import. */
    readonly outputs: Properties;
    /** The inputs that led to the outputs; empty for an import. */
    readonly inputs: Properties;
}

/** `customTimeouts` of one operation. */
export interface OperationTimeout {
    /** It is 0 where no timeout is set. */
    readonly seconds: number;
}

export const typeToken = "modelarts:index:VisualizationJob";
const functionTokens = {
    job: "modelarts:index:getVisualizationJob",
    jobs: "modelarts:index:getVisualizationJobs",
} as const;

/** Keys that the engine adds to the configuration of a user. */
const engineKeys = ["version", "pluginDownloadURL", "parameterization", "__internal"];

/** Its properties have no secrets and no `undefined`; one that is unknown before `up` is `unknownValue`. */
export class PluginProvider {
    private readonly connections: ConnectionPool;
    private readonly lifecycle: Lifecycle;
    private readonly cancellation = new AbortController();

    constructor(messages: Messages, machine: Machine = {}) {
        const { signal } = this.cancellation;
        ({ connections: this.connections, lifecycle: this.lifecycle } = createLifecycle(machine, {
            messages,
            signal,
        }));
    }

    /** Sets the provider's configuration, where `region` is the stack's `modelarts:region`. */
    configure(configuration: Readonly<Record<string, string>>): void {
        const names = Object.keys(configuration).filter((name) => !engineKeys.includes(name));
        this.connections.configure(
            (key) => {
                const [, name = ""] = key.split(":");
                return Object.hasOwn(configuration, name) ? configuration[name] : undefined;
            },
            names.map((name) => `modelarts:${name}`),
        );
    }

    check(
        urn: string,
        olds: Properties,
        news: Properties,
        options: { seed: Uint8Array; naming: Naming | undefined; priorOutputs?: Properties | undefined },
    ) {
        const { inputs, failures } = this.lifecycle.check(
            olds,
            { urn, inputs: withoutHidden(news) },
            options,
        );
        return {
            inputs,
            failures: failures.map((failure): CheckFailure => ({
                ...failure,
                reason: useOwnNamespace(failure.reason),
            })),
        };
    }

    diff(prior: PriorResource, inputs: Properties & Inputs): DiffResult {
        return this.lifecycle.diff(prior.id, toPriorState(prior), { urn: prior.urn, inputs });
    }

    async create(
        urn: string,
        inputs: Properties & Inputs,
        { seconds }: OperationTimeout,
    ): Promise<{ id: string; outputs: Properties }> {
        const { id, state } = await this.lifecycle.create({ urn, inputs, timeouts: { create: seconds } });
        return { id, outputs: toProperties(state) };
    }

    previewCreate(inputs: Properties & Inputs): Properties {
        return previewCreate({ inputs, stackState: this.connections.stackState });
    }

    /** Reads a job, and returns an empty ID where the service has no such job. A job to import must exist. */
    async read(prior: PriorResource): Promise<{ id: string; outputs: Properties; inputs: object }> {
        const { id, outputs } = prior;
        if (outputs["visualizationId"] === undefined) {
            const { inputs, state } = await this.lifecycle.import(id, prior.urn);
            return { id, outputs: toProperties(state), inputs };
        }
        const state = await this.lifecycle.read(id, toPriorState(prior));
        if (state === undefined) return { id: "", outputs: {}, inputs: {} };
        return { id, outputs: toProperties(state), inputs: toInputs(state) };
    }

    async update(
        prior: PriorResource,
        inputs: Properties & Inputs,
        { seconds }: OperationTimeout,
    ): Promise<Properties> {
        const resource = { urn: prior.urn, inputs, timeouts: { update: seconds } };
        return toProperties(await this.lifecycle.update(prior.id, toPriorState(prior), resource));
    }

    previewUpdate(prior: PriorResource, inputs: Properties & Inputs): Properties {
        const state = toPriorState(prior);
        return {
            ...encodeHiddenFields(state),
            ...previewUpdate(state, { inputs, stackState: this.connections.stackState }),
        };
    }

    async delete(prior: PriorResource, { seconds }: OperationTimeout): Promise<void> {
        const state = { ...toPriorState(prior), timeouts: { delete: seconds } };
        await this.lifecycle.delete(prior.id, state, prior.urn);
    }

    async invoke(token: string, args: Properties): Promise<Properties> {
        const { signal } = this.cancellation;
        switch (token) {
            case functionTokens.job:
                return { ...(await lookUpJob(this.connections, args, { signal })) };
            case functionTokens.jobs:
                return { ...(await lookUpJobs(this.connections, args, { signal })) };
            default: {
                const reason = `the package has ${Object.values(functionTokens).join(" and ")}`;
                throw new ModelArtsError({ kind: "settings", operation: `call ${token}`, reason });
            }
        }
    }

    /** Ends every wait soon, and begins no further operation. */
    cancel(): void {
        const operation = "poll the job";
        const reason = "the run was cancelled";
        const hint = "The accepted request goes on. The next run polls the job.";
        this.cancellation.abort(new ModelArtsError({ kind: "cancelled", operation, reason, hint }));
        // The engine sends a cancel before it ends a plugin, too. One that a language host has started gets no signal.
        this.lifecycle.close(true);
    }

    /** The engine shuts this process down gracefully. */
    close(): void {
        this.lifecycle.close();
    }
}

/** Returns the job that the engine must record although the operation failed. */
export function initFailure(error: unknown): { id: string; outputs: Properties } | undefined {
    return error instanceof ResourceInitFailedError
        ? { id: error.id, outputs: toProperties(error.state) }
        : undefined;
}

/** Returns the message of an error for a user of the plugin. */
export function pluginErrorMessage(error: unknown): string {
    return useOwnNamespace(errorMessage(error));
}

/** The plugin has one namespace for its whole configuration. */
function useOwnNamespace(text: string): string {
    return text.replace(/\bhuaweicloud:(?=[a-z])/gi, "modelarts:");
}

/** The state of the plugin has no field for what the messages of the engine have: URN, inputs, timeouts. */
function toProperties(state: ResourceState): Properties {
    return { ...state.outputs, ...encodeHiddenFields(state) };
}

function encodeHiddenFields({ isStartPending, isStateOverridden, isImported }: ResourceState): Properties {
    return encodeState({ isStartPending, isStateOverridden, isImported });
}

function toPriorState({ urn, outputs, inputs }: PriorResource): ResourceState {
    return { ...decodeState(outputs), urn, programInputs: Object.keys(inputs).filter(isInput) };
}
