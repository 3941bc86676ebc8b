import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import { protocol } from "../../provider/src/engine/pulumiProtobuf";
import { fromStruct, type PluginServer, toStruct, type Values } from "./pluginServer";

/** The engine keeps a resource in this form, and sends it with each call about it. */
export interface Resource {
    readonly urn: string;
    readonly id: string;
    readonly inputs: Values;
    readonly outputs: Values;
}

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/** Contains the result of `diff`, with the kinds of `pulumi preview --json`, such as `update-replace`. */
export interface Difference {
    readonly changes: boolean;
    readonly replaces: readonly string[];
    readonly detailedDiff: Readonly<Record<string, string>>;
}

type CheckResult = Promise<{ readonly inputs: Values; readonly failures: readonly CheckFailure[] }>;

/** Sends the plugin what the engine sends, as plain objects. Calls reject with a `PluginError`. */
export class PluginClient {
    private readonly pb = protocol.provider();

    constructor(readonly server: PluginServer) {}

    async checkConfig(news: Values): CheckResult {
        return toCheckResult(
            await this.server.call("checkConfig", new this.pb.CheckRequest().setNews(toStruct(news))),
        );
    }

    /** Configures the plugin as the engine does: each value is text, and its key has the namespace. */
    async configure(config: Values): Promise<void> {
        const request = new this.pb.ConfigureRequest();
        for (const [key, value] of Object.entries(config)) {
            const text = typeof value === "string" ? value : JSON.stringify(value);
            request.getVariablesMap().set(`modelarts:config:${key}`, text);
        }
        await this.server.call("configure", request);
    }

    /** Checks a resource. `proposedName` is the name that the configuration `pulumi:autonaming` results in. */
    async check(urn: string, news: Values, olds: Values = {}, proposedName?: string): CheckResult {
        const { CheckRequest } = this.pb;
        const request = new CheckRequest().setUrn(urn).setOlds(toStruct(olds)).setNews(toStruct(news));
        if (proposedName !== undefined) {
            const mode = CheckRequest.AutonamingOptions.Mode.PROPOSE;
            const options = new CheckRequest.AutonamingOptions().setProposedName(proposedName).setMode(mode);
            request.setAutonaming(options);
        }
        request.setRandomseed(Buffer.from(urn).subarray(-8));
        return toCheckResult(await this.server.call("check", request));
    }

    async diff({ urn, id, inputs, outputs }: Resource, news: Values): Promise<Difference> {
        const request = new this.pb.DiffRequest().setUrn(urn).setId(id).setNews(toStruct(news));
        request.setOlds(toStruct(outputs)).setOldInputs(toStruct(inputs));
        const response = await this.server.call<messages.DiffResponse>("diff", request);
        const kinds = Object.entries(this.pb.PropertyDiff.Kind);
        const detailedDiff: Record<string, string> = {};
        response.getDetaileddiffMap().forEach((change, name) => {
            const [kind = ""] = kinds.find(([, value]) => value === change.getKind()) ?? [];
            detailedDiff[name] = kind.toLowerCase().replace("_", "-");
        });
        return {
            changes: response.getChanges() === this.pb.DiffResponse.DiffChanges.DIFF_SOME,
            replaces: response.getReplacesList(),
            detailedDiff,
        };
    }

    async create(urn: string, inputs: Values, { preview = false, seconds = 0 } = {}): Promise<Resource> {
        const request = new this.pb.CreateRequest().setUrn(urn).setProperties(toStruct(inputs));
        request.setPreview(preview).setTimeout(seconds);
        const response = await this.server.call<messages.CreateResponse>("create", request);
        return { urn, id: response.getId(), inputs, outputs: fromStruct(response.getProperties()) };
    }

    async update(prior: Resource, inputs: Values, { preview = false, seconds = 0 } = {}): Promise<Resource> {
        const request = new this.pb.UpdateRequest().setUrn(prior.urn).setId(prior.id);
        request.setOlds(toStruct(prior.outputs)).setOldInputs(toStruct(prior.inputs));
        request.setNews(toStruct(inputs)).setPreview(preview).setTimeout(seconds);
        const response = await this.server.call<messages.UpdateResponse>("update", request);
        return { ...prior, inputs, outputs: fromStruct(response.getProperties()) };
    }

    /** Reads a resource, without outputs for an import or `get`. A blank ID means that there is no such job. */
    async read({ urn, id, inputs, outputs }: Resource): Promise<Resource> {
        const request = new this.pb.ReadRequest().setUrn(urn).setId(id);
        request.setProperties(toStruct(outputs)).setInputs(toStruct(inputs));
        const response = await this.server.call<messages.ReadResponse>("read", request);
        return {
            urn,
            id: response.getId(),
            inputs: fromStruct(response.getInputs()),
            outputs: fromStruct(response.getProperties()),
        };
    }

    async delete({ urn, id, inputs, outputs }: Resource, { seconds = 0 } = {}): Promise<void> {
        const request = new this.pb.DeleteRequest().setUrn(urn).setId(id).setTimeout(seconds);
        request.setProperties(toStruct(outputs)).setOldInputs(toStruct(inputs));
        await this.server.call("delete", request);
    }

    async invoke(name: string, args: Values): Promise<Values> {
        const request = new this.pb.InvokeRequest().setTok(`modelarts:index:${name}`).setArgs(toStruct(args));
        const response = await this.server.call<messages.InvokeResponse>("invoke", request);
        return fromStruct(response.getReturn());
    }

    async cancel(): Promise<void> {
        await this.server.call("cancel", new (protocol.empty().Empty)());
    }
}

function toCheckResult(response: messages.CheckResponse): Awaited<CheckResult> {
    const failures = response
        .getFailuresList()
        .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
    return { inputs: fromStruct(response.getInputs()), failures };
}
