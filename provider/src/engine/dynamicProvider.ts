/*
 * What the engine calls: translates, hands on, translates back.
 * Every state file asks for this module by its path, `pulumi-modelarts/dynamic`, and for its `provider`: neither may
 * ever move.
 */
import type { dynamic } from "@pulumi/pulumi";
import type { Inputs } from "../properties/inputs";
import { Lifecycle } from "../lifecycle/lifecycle";
import { type Outputs, toInputs } from "../properties/state";
import { createEngineLog } from "./engineLog";
import { errorMessage } from "./errorMessage";
import { ConnectionPool } from "../lifecycle/connections";
import { ResourceInitFailedError } from "../lifecycle/errors";
type Properties = Record<string, unknown>;

const connections = new ConnectionPool();
/** The engine gives its address to the process that runs this. */
const lifecycle = new Lifecycle(connections, { progress: createEngineLog(process.argv[2]) });

export const provider: dynamic.ResourceProvider = {
    /** Has run to its end when it first yields: other calls may come while the engine still awaits it. */
    configure(request) {
        connections.configure((key) => request.config.get(key));
        // With this the engine ends its plugins, once it has written down what they told it.
        process.once("SIGINT", () => {
            lifecycle.close();
            process.exit(130);
        });
        return Promise.resolve();
    },
    check(olds: Properties, news: Properties) {
        return withEngineErrors(() => Promise.resolve(lifecycle.check(olds, news)), news);
    },
    diff(id, olds: Outputs, news: Inputs) {
        return withEngineErrors(() => Promise.resolve(lifecycle.diff(id, olds, news)), news);
    },
    create(inputs: Inputs) {
        return withEngineErrors(async () => {
            const { id, outputs } = await lifecycle.create(inputs);
            return { id, outs: outputs };
        }, inputs);
    },
    read(id, olds: Outputs) {
        return withEngineErrors(async () => {
            const outputs = await lifecycle.read(id, olds);
            // A blank ID takes the resource out of the state.
            if (outputs === undefined) return { id: "", props: {} };
            return { id, props: outputs, inputs: toInputs(outputs) };
        }, olds);
    },
    update(id, olds: Outputs, news: Inputs) {
        return withEngineErrors(async () => ({ outs: await lifecycle.update(id, olds, news) }), news);
    },
    delete(id, olds: Outputs) {
        return withEngineErrors(() => lifecycle.delete(id, olds), olds);
    },
};

async function withEngineErrors<T>(call: () => Promise<T>, properties: object): Promise<T> {
    try {
        return await call();
    } catch (error) {
        throw error instanceof ResourceInitFailedError
            ? new InitFailedError(error, (properties as { __provider?: unknown }).__provider)
            : new EngineError(error);
    }
}

/** The host prints `${error}: ${error.stack}`, and hands an own `code` to the engine: this one reads as one sentence. */
class EngineError extends Error {
    constructor(error: unknown) {
        super(errorMessage(error));
        this.stack = this.message;
    }
    override toString(): string {
        return "pulumi-modelarts";
    }
}

/** With `id`, `properties` and `reasons` the engine keeps the resource, marked as unfinished. */
class InitFailedError extends EngineError {
    readonly id: string;
    readonly properties: object;
    readonly reasons: string[];

    constructor(error: ResourceInitFailedError, code: unknown) {
        super(error);
        this.id = error.id;
        this.properties = { ...error.outputs, __provider: code };
        this.reasons = [this.message];
    }
}
