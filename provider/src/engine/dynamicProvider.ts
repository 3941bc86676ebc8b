/*
 * The dynamic provider, which the engine calls for every `VisualizationJob` of a Node.js program. Decodes the hidden
 * inputs and the state, and encodes the results.
 * Every state file names this module by its path, `pulumi-modelarts/dynamic`, and its export `provider`: both stay.
 */
import type { dynamic } from "@pulumi/pulumi";
import { ResourceInitFailedError } from "../lifecycle/errors";
import { createLifecycle, type Machine } from "../lifecycle/machine";
import type { Messages } from "../lifecycle/messages";
import { ModelArtsError } from "../modelarts/errors";
import {
    decodeResource,
    decodeState,
    encodeFailedState,
    encodeResource,
    encodeState,
    isEncodedState,
    toInputs,
} from "../properties/state";
import { describeEngine } from "./describeEngine";
import { createEngineLog } from "./engineLog";
import { errorMessage } from "./errorMessage";
import { onShutdown } from "./shutdown";

type Properties = Readonly<Record<string, unknown>>;

/** Creates the dynamic provider of one process. `atShutdown` takes what to do when the engine has persisted the results. */
export function createProvider(
    machine: Machine,
    messages: Messages,
    atShutdown: (close: () => void) => void,
): dynamic.ResourceProvider {
    const { connections, lifecycle } = createLifecycle(machine, { messages });
    /** URNs of resources of the program that were checked with their old inputs, and that are compared next. */
    const programUrns = new Set<string>();
    return {
        /** Must store the configuration synchronously: the host makes other calls before it awaits `configure`. */
        configure(request) {
            // The host's object has all values, and no public way to list them.
            const { rawConfig = {} } = request.config as { readonly rawConfig?: object };
            connections.configure((key) => request.config.get(key), Object.keys(rawConfig));
            atShutdown(() => {
                lifecycle.close();
            });
            return Promise.resolve();
        },
        check(olds: Properties, news: Properties) {
            return withEngineErrors(() => {
                const resource = decodeResource(news);
                if (resource.urn !== undefined && Object.keys(olds).length > 0) programUrns.add(resource.urn);
                const { inputs, failures } = lifecycle.check(olds, resource);
                return Promise.resolve({ inputs: encodeResource({ ...resource, inputs }), failures });
            }, news);
        },
        diff(id, olds: Properties, news: Properties) {
            return withEngineErrors(() => {
                const prior = decodeState(olds);
                const resource = decodeResource(news);
                // A refresh compares the inputs of the state (pulumi/pulumi#16146), and checks nothing before. Their URN
                // may be a former one, which another resource of the program has by now, so it says nothing of owners.
                const isOfProgram = resource.urn !== undefined && programUrns.delete(resource.urn);
                return Promise.resolve(
                    isOfProgram ? lifecycle.diff(id, prior, resource) : lifecycle.compare(prior, resource),
                );
            }, news);
        },
        create(news: Properties) {
            return withEngineErrors(async () => {
                const { id, state } = await lifecycle.create(decodeResource(news));
                return { id, outs: encodeState(state) };
            }, news);
        },
        read(id, olds: Properties) {
            return withEngineErrors(async () => {
                if (!isEncodedState(olds)) throw onlyReadError(id);
                const state = await lifecycle.read(id, decodeState(olds));
                // An empty ID removes the resource from the state.
                if (state === undefined) return { id: "", props: {} };
                return {
                    id,
                    props: encodeState(state),
                    inputs: encodeResource({ ...state, inputs: toInputs(state) }),
                };
            }, olds);
        },
        update(id, olds: Properties, news: Properties) {
            return withEngineErrors(
                async () => ({
                    outs: encodeState(await lifecycle.update(id, decodeState(olds), decodeResource(news))),
                }),
                news,
            );
        },
        delete(id, olds: Properties) {
            return withEngineErrors(() => lifecycle.delete(id, decodeState(olds)), olds);
        },
    };
}

/** The engine passes its address to the process that hosts the dynamic provider. */
const engineAddress = process.argv[2];
export const provider = createProvider(
    describeEngine(engineAddress),
    createEngineLog(engineAddress),
    onShutdown,
);

/** The constructor rejects the option `id`. Where a transformation sets it, the engine reads the job with the inputs. */
function onlyReadError(id: string): ModelArtsError {
    return new ModelArtsError({
        kind: "rejected",
        operation: `manage visualization job (${id})`,
        reason: "a transformation of the program sets the option id, with which Pulumi only reads a job: no input counts",
        hint: "Let it set the input visualizationId in its place, which adopts the job.",
    });
}

async function withEngineErrors<T>(call: () => Promise<T>, properties: Properties): Promise<T> {
    try {
        return await call();
    } catch (error) {
        throw error instanceof ResourceInitFailedError
            ? new InitFailedError(error, properties)
            : new EngineError(error);
    }
}

/** The host prints `${error}: ${error.stack}`, and passes an own `code` to the engine: this error prints one sentence. */
class EngineError extends Error {
    constructor(error: unknown) {
        super(errorMessage(error));
        this.stack = this.message;
    }
    override toString(): string {
        return "pulumi-modelarts";
    }
}

/** With `id`, `properties` and `reasons` the engine records the resource as partially initialized. */
class InitFailedError extends EngineError {
    readonly id: string;
    readonly properties: object;
    readonly reasons: string[];

    constructor(error: ResourceInitFailedError, properties: Properties) {
        super(error);
        this.id = error.id;
        this.properties = encodeFailedState(error.state, properties);
        this.reasons = [this.message];
    }
}
