import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { CheckRequestWithOutputs } from "./priorOutputs";
import type { PriorResource, PluginProvider } from "./provider";
import type { Naming } from "../../properties/naming";
import { readSchema, version } from "./schema";
import { createHandler, respondUnimplemented } from "./errors";
import { checkConfig } from "./checkConfig";
import { fromStruct, toStruct, toDiffResponse } from "./marshal";
import { protocol } from "../pulumiProtobuf";

/**
 * Creates the handlers of the calls of the engine: each converts its message to plain objects, and the result back.
 * `plugin` returns the plugin of the present run.
 */
export function createService(
    plugin: () => PluginProvider,
    attach: (address: string) => void,
): UntypedServiceImplementation {
    const pb = protocol.provider();
    const { Empty } = protocol.empty();
    return {
        handshake: respondUnimplemented,
        parameterize: respondUnimplemented,
        construct: respondUnimplemented,
        call: respondUnimplemented,
        getMapping: respondUnimplemented,
        getMappings: respondUnimplemented,
        diffConfig: respondUnimplemented,
        attach: createHandler((request: { getAddress(): string }) => {
            attach(request.getAddress());
            return new Empty();
        }),
        cancel: createHandler(() => {
            plugin().cancel();
            return new Empty();
        }),
        getPluginInfo: createHandler(() => new (protocol.plugin().PluginInfo)().setVersion(version)),
        getSchema: createHandler(() => new pb.GetSchemaResponse().setSchema(readSchema())),
        checkConfig: createHandler((request: messages.CheckRequest) =>
            checkConfig(fromStruct(request.getNews())),
        ),
        configure: createHandler((request: messages.ConfigureRequest) => {
            plugin().configure(toConfiguration(request));
            // The engine marks secrets itself, by the names of the properties.
            return new pb.ConfigureResponse()
                .setAcceptsecrets(false)
                .setSupportspreview(true)
                .setSupportsAutonamingConfiguration(true);
        }),
        check: createHandler((request: CheckRequestWithOutputs) => {
            const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
            const { priorOutputs } = request;
            const options = { seed: request.getRandomseed_asU8(), naming: toNaming(request), priorOutputs };
            const result = plugin().check(request.getUrn(), olds, news, options);
            const failures = result.failures.map(({ property, reason }) =>
                new pb.CheckFailure().setProperty(property).setReason(reason),
            );
            return new pb.CheckResponse().setInputs(toStruct(result.inputs)).setFailuresList(failures);
        }),
        diff: createHandler((request: messages.DiffRequest) => {
            const news = fromStruct(request.getNews());
            const prior = toPriorResource(request, request.getOlds(), request.getOldInputs());
            return toDiffResponse(plugin().diff(prior, news), prior, news);
        }),
        create: createHandler(async (request: messages.CreateRequest) => {
            const inputs = fromStruct(request.getProperties());
            const response = new pb.CreateResponse();
            if (request.getPreview()) return response.setProperties(toStruct(plugin().previewCreate(inputs)));
            const timeout = { seconds: request.getTimeout() };
            const { id, outputs } = await plugin().create(request.getUrn(), inputs, timeout);
            return response.setId(id).setProperties(toStruct(outputs));
        }),
        read: createHandler(async (request: messages.ReadRequest) => {
            const prior = toPriorResource(request, request.getProperties(), request.getInputs());
            const { id, outputs, inputs } = await plugin().read(prior);
            return new pb.ReadResponse()
                .setId(id)
                .setProperties(toStruct(outputs))
                .setInputs(toStruct(inputs));
        }),
        update: createHandler(async (request: messages.UpdateRequest) => {
            const prior = toPriorResource(request, request.getOlds(), request.getOldInputs());
            const news = fromStruct(request.getNews());
            const outputs = request.getPreview()
                ? plugin().previewUpdate(prior, news)
                : await plugin().update(prior, news, { seconds: request.getTimeout() });
            return new pb.UpdateResponse().setProperties(toStruct(outputs));
        }),
        delete: createHandler(async (request: messages.DeleteRequest) => {
            const prior = toPriorResource(request, request.getProperties(), request.getOldInputs());
            await plugin().delete(prior, { seconds: request.getTimeout() });
            return new Empty();
        }),
        invoke: createHandler(async (request: messages.InvokeRequest) => {
            const result = await plugin().invoke(request.getTok(), fromStruct(request.getArgs()));
            return new pb.InvokeResponse().setReturn(toStruct(result));
        }),
    };
}

/** The engine sends each value as text, and secrets unwrapped. */
function toConfiguration(request: messages.ConfigureRequest): Record<string, string> {
    const entries = request.getVariablesMap().toArray();
    return Object.fromEntries(entries.map(([key, value]) => [key.replace(/^.*:/, ""), value]));
}

/** Returns the configured automatic naming, or `undefined` where it is not configured. */
function toNaming(request: messages.CheckRequest): Naming | undefined {
    const naming = request.getAutonaming();
    const { ENFORCE, DISABLE } = protocol.provider().CheckRequest.AutonamingOptions.Mode;
    if (naming === undefined) return undefined;
    if (naming.getMode() === DISABLE) return { mode: "disable" };
    return { mode: naming.getMode() === ENFORCE ? "enforce" : "propose", name: naming.getProposedName() };
}

type StructInput = Parameters<typeof fromStruct>[0];

function toPriorResource(
    request: { getId(): string; getUrn(): string },
    outputs: StructInput,
    inputs: StructInput,
): PriorResource {
    const properties = { outputs: fromStruct(outputs), inputs: fromStruct(inputs) };
    return { id: request.getId(), urn: request.getUrn(), ...properties };
}
