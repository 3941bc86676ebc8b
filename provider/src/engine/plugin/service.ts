import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Known, Plugin } from "./provider";
import type { Naming } from "../../properties/naming";
import { schemaText, version } from "./schema";
import { answer, notOffered } from "./errors";
import { checkedConfiguration } from "./checkConfig";
import { propertiesOf, structOf, diffResponse } from "./marshal";
import { protocol } from "../pulumiProtobuf";

/** Each call of the engine: the message to plain objects, and the result back. */
export function serviceOf(plugin: Plugin, attach: (address: string) => void): UntypedServiceImplementation {
    const pb = protocol.provider();
    const { Empty } = protocol.empty();
    return {
        handshake: notOffered,
        parameterize: notOffered,
        construct: notOffered,
        call: notOffered,
        getMapping: notOffered,
        getMappings: notOffered,
        diffConfig: notOffered,
        attach: answer((request: { getAddress(): string }) => {
            attach(request.getAddress());
            return new Empty();
        }),
        cancel: answer(() => {
            plugin.cancel();
            return new Empty();
        }),
        getPluginInfo: answer(() => new (protocol.plugin().PluginInfo)().setVersion(version)),
        getSchema: answer(() => new pb.GetSchemaResponse().setSchema(schemaText())),
        checkConfig: answer((request: messages.CheckRequest) =>
            checkedConfiguration(propertiesOf(request.getNews())),
        ),
        configure: answer((request: messages.ConfigureRequest) => {
            plugin.configure(configurationOf(request));
            // What is secret the engine marks itself, by the names of the properties.
            return new pb.ConfigureResponse()
                .setAcceptsecrets(false)
                .setSupportspreview(true)
                .setSupportsAutonamingConfiguration(true);
        }),
        check: answer((request: messages.CheckRequest) => {
            const [olds, news] = [propertiesOf(request.getOlds()), propertiesOf(request.getNews())];
            const how = { seed: request.getRandomseed_asU8(), naming: namingOf(request) };
            const checked = plugin.check(request.getUrn(), olds, news, how);
            const failures = checked.failures.map(({ property, reason }) =>
                new pb.CheckFailure().setProperty(property).setReason(reason),
            );
            return new pb.CheckResponse().setInputs(structOf(checked.inputs)).setFailuresList(failures);
        }),
        diff: answer((request: messages.DiffRequest) => {
            const news = propertiesOf(request.getNews());
            const known = knownOf(request, request.getOlds(), request.getOldInputs());
            return diffResponse(plugin.diff(known, news), known, news);
        }),
        create: answer(async (request: messages.CreateRequest) => {
            const inputs = propertiesOf(request.getProperties());
            const response = new pb.CreateResponse();
            if (request.getPreview()) return response.setProperties(structOf(plugin.previewOfCreate(inputs)));
            const timed = { seconds: request.getTimeout() };
            const { id, outputs } = await plugin.create(request.getUrn(), inputs, timed);
            return response.setId(id).setProperties(structOf(outputs));
        }),
        read: answer(async (request: messages.ReadRequest) => {
            const known = knownOf(request, request.getProperties(), request.getInputs());
            const { id, outputs, inputs } = await plugin.read(known);
            return new pb.ReadResponse()
                .setId(id)
                .setProperties(structOf(outputs))
                .setInputs(structOf(inputs));
        }),
        update: answer(async (request: messages.UpdateRequest) => {
            const known = knownOf(request, request.getOlds(), request.getOldInputs());
            const news = propertiesOf(request.getNews());
            const outputs = request.getPreview()
                ? plugin.previewOfUpdate(known, news)
                : await plugin.update(known, news, { seconds: request.getTimeout() });
            return new pb.UpdateResponse().setProperties(structOf(outputs));
        }),
        delete: answer(async (request: messages.DeleteRequest) => {
            const known = knownOf(request, request.getProperties(), request.getOldInputs());
            await plugin.delete(known, { seconds: request.getTimeout() });
            return new Empty();
        }),
        invoke: answer(async (request: messages.InvokeRequest) => {
            const result = await plugin.invoke(request.getTok(), propertiesOf(request.getArgs()));
            return new pb.InvokeResponse().setReturn(structOf(result));
        }),
    };
}

/** The engine gives each value as text here, and without secrets. */
function configurationOf(request: messages.ConfigureRequest): Record<string, string> {
    const entries = request.getVariablesMap().toArray();
    return Object.fromEntries(entries.map(([key, value]) => [key.replace(/^.*:/, ""), value]));
}

/** What the engine says of names that it makes; nothing where nobody has configured any. */
function namingOf(request: messages.CheckRequest): Naming | undefined {
    const naming = request.getAutonaming();
    const { ENFORCE, DISABLE } = protocol.provider().CheckRequest.AutonamingOptions.Mode;
    if (naming === undefined) return undefined;
    if (naming.getMode() === DISABLE) return { mode: "disable" };
    return { mode: naming.getMode() === ENFORCE ? "enforce" : "propose", name: naming.getProposedName() };
}

type Structured = Parameters<typeof propertiesOf>[0];

function knownOf(
    request: { getId(): string; getUrn(): string },
    outputs: Structured,
    inputs: Structured,
): Known {
    const both = { outputs: propertiesOf(outputs), inputs: propertiesOf(inputs) };
    return { id: request.getId(), urn: request.getUrn(), ...both };
}
