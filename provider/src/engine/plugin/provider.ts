/*
 * What the engine calls at the second door, the plugin `pulumi-resource-modelarts`: translates, hands on, translates
 * back. The first door is `dynamic.ts`.
 */
import { type Difference } from "../../properties/diff";
import type { Naming } from "../../properties/naming";
import type { CheckFailure, Inputs, Timeouts } from "../../properties/inputs";
import { Lifecycle } from "../../lifecycle/lifecycle";
import { lookUpJob, lookUpJobs } from "../../lifecycle/lookup";
import { ModelArtsFailure } from "../../modelarts/errors";
import { inputsOf, type Outputs } from "../../properties/state";
import { previewOfCreate, previewOfUpdate } from "../../properties/preview";
import type { Progress } from "../../lifecycle/progress";
import { sentenceOf } from "../errorMessage";
import { Session } from "../../lifecycle/connections";
import { Unfinished } from "../../lifecycle/errors";
export type Properties = Readonly<Record<string, unknown>>;

/** What the engine says of a resource that the state has. */
export interface Known {
    readonly urn: string;
    readonly id: string;
    /** The outputs, and the inputs that led to them; those of an import are empty. */
    readonly outputs: Properties;
    readonly inputs: Properties;
}

/** `customTimeouts`, in seconds; 0: there is none. */
export interface Timed {
    readonly seconds: number;
}

export const typeToken = "modelarts:index:VisualizationJob";
const functionTokens = {
    job: "modelarts:index:getVisualizationJob",
    jobs: "modelarts:index:getVisualizationJobs",
} as const;

/** Properties are without secrets and without `undefined`; one that is not known yet is `unknownValue`. */
export class Plugin {
    private readonly session: Session;
    private readonly lifecycle: Lifecycle;
    private readonly cancellation = new AbortController();

    constructor(progress: Progress, environment?: NodeJS.ProcessEnv) {
        this.session = new Session(environment);
        this.lifecycle = new Lifecycle(this.session, { progress, cancelled: this.cancellation.signal });
    }

    /** The provider's configuration: `region` is what stack configuration has as `modelarts:region`. */
    configure(configuration: Readonly<Record<string, string>>): void {
        this.session.configure((key) => {
            const [, name = ""] = key.split(":");
            return Object.hasOwn(configuration, name) ? configuration[name] : undefined;
        });
    }

    check(
        urn: string,
        olds: Properties,
        news: Properties,
        how: { seed: Uint8Array; naming: Naming | undefined },
    ) {
        const { inputs, failures } = this.lifecycle.check(olds, { ...visible(news), __urn: urn }, how);
        return {
            inputs: visible(inputs),
            failures: failures.map((failure): CheckFailure => ({
                ...failure,
                reason: inOwnNames(failure.reason),
            })),
        };
    }

    diff(known: Known, news: Properties): Difference {
        return this.lifecycle.diff(known.id, asOutputs(known), { ...news, __urn: known.urn });
    }

    async create(
        urn: string,
        inputs: Properties & Inputs,
        { seconds }: Timed,
    ): Promise<{ id: string; outputs: Properties }> {
        const timed = { ...inputs, __urn: urn, ...timeouts("create", seconds) };
        const { id, outputs } = await this.lifecycle.create(timed);
        return { id, outputs: inState(outputs) };
    }

    previewOfCreate(inputs: Properties & Inputs): Properties {
        return previewOfCreate(inputs);
    }

    /** Blank ID: a sure "no such job". One that is to be imported has to be there. */
    async read(known: Known): Promise<{ id: string; outputs: Properties; inputs: Properties }> {
        const { id, outputs } = known;
        if (outputs["visualizationId"] === undefined) {
            const imported = await this.lifecycle.import(id);
            return { id, outputs: inState(imported.outputs), inputs: visible(imported.inputs) };
        }
        const job = await this.lifecycle.read(id, asOutputs(known));
        if (job === undefined) return { id: "", outputs: {}, inputs: {} };
        return { id, outputs: inState(job), inputs: visible(inputsOf(job)) };
    }

    async update(known: Known, news: Properties, { seconds }: Timed): Promise<Properties> {
        const timed = { ...news, __urn: known.urn, ...timeouts("update", seconds) };
        return inState(await this.lifecycle.update(known.id, asOutputs(known), timed));
    }

    previewOfUpdate(known: Known, news: Properties): Properties {
        return inState(previewOfUpdate(asOutputs(known), news));
    }

    async delete(known: Known, { seconds }: Timed): Promise<void> {
        await this.lifecycle.delete(known.id, { ...asOutputs(known), ...timeouts("delete", seconds) });
    }

    async invoke(token: string, args: Properties): Promise<Properties> {
        switch (token) {
            case functionTokens.job:
                return { ...(await lookUpJob(this.session, args)) };
            case functionTokens.jobs:
                return { jobs: await lookUpJobs(this.session, args) };
            default: {
                const because = `the package has ${Object.values(functionTokens).join(" and ")}`;
                throw new ModelArtsFailure({ kind: "settings", attempted: `call ${token}`, because });
            }
        }
    }

    /** Ends every wait soon; nothing new is begun. */
    cancel(): void {
        const attempted = "look at the job";
        const because = "the run was cancelled";
        const advice = "What the job was asked for goes on. The next run looks at it.";
        this.cancellation.abort(new ModelArtsFailure({ kind: "wait", attempted, because, advice }));
    }

    /** The engine ends this process in order. */
    close(): void {
        this.lifecycle.close();
    }
}

/** What the state is to hold although something failed. */
export function unfinished(error: unknown): { id: string; outputs: Properties } | undefined {
    return error instanceof Unfinished ? { id: error.id, outputs: inState(error.outputs) } : undefined;
}

/** An error as a person reads it who uses the plugin. */
export function shown(error: unknown): string {
    return inOwnNames(sentenceOf(error));
}

/** This door has one namespace for all that is configured. */
function inOwnNames(text: string): string {
    return text.replace(/\bhuaweicloud:(?=[a-z])/gi, "modelarts:");
}

/** Hidden names stand for what the engine tells beside the properties; these two stay in the state. */
const keptHidden = ["__starting", "__imported"];

function visible(properties: object): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("__")));
}

function inState(outputs: object): Properties {
    const hidden = Object.entries(outputs).filter(([name]) => keptHidden.includes(name));
    return { ...visible(outputs), ...Object.fromEntries(hidden) };
}

function asOutputs({ urn, outputs, inputs }: Known): Outputs {
    const given = Object.keys(visible(inputs));
    return { ...outputs, __given: given, __urn: urn } as unknown as Outputs;
}

function timeouts(operation: keyof Timeouts, seconds: number): { __timeouts?: Timeouts } {
    return seconds > 0 ? { __timeouts: { [operation]: `${seconds.toFixed(3)}s` } } : {};
}
