/*
 * Newer engines send the outputs that the state has with each check. The messages of Pulumi's SDK for Node.js do not have
 * that field yet, so it is read from the bytes of the message.
 */
import type { ServiceDefinition } from "@grpc/grpc-js";
import type { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { protocol } from "../pulumiProtobuf";
import { fromStruct } from "./marshal";
import type { Properties } from "./provider";

/** Number of `old_outputs` in Pulumi's `CheckRequest`. */
const fieldNumber = 9;

export type CheckRequestWithOutputs = CheckRequest & { readonly priorOutputs?: Properties | undefined };

/** Returns Pulumi's service of a provider, whose check has the prior outputs. */
export function serviceDefinition(): ServiceDefinition {
    const definition = protocol.service().ResourceProviderService as unknown as ServiceDefinition;
    const { check } = definition;
    if (check === undefined) return definition;
    const requestDeserialize = (bytes: Buffer): CheckRequestWithOutputs =>
        Object.assign(check.requestDeserialize(bytes) as CheckRequest, {
            priorOutputs: readPriorOutputs(bytes),
        });
    return { ...definition, check: { ...check, requestDeserialize } };
}

function readPriorOutputs(bytes: Uint8Array): Properties | undefined {
    const { BinaryReader } = protocol.protobuf();
    const { Struct } = protocol.struct();
    const reader = new BinaryReader(bytes);
    while (reader.nextField() && !reader.isEndGroup()) {
        if (reader.getFieldNumber() === fieldNumber) {
            const outputs = new Struct();
            // eslint-disable-next-line @typescript-eslint/unbound-method -- A static function without `this`.
            reader.readMessage(outputs, Struct.deserializeBinaryFromReader);
            return fromStruct(outputs);
        }
        reader.skipField();
    }
    return undefined;
}
