import type { handleUnaryCall } from "@grpc/grpc-js";
import { pluginErrorMessage, initFailure } from "./provider";
import { toStruct } from "./marshal";
import { protocol } from "../pulumiProtobuf";

/** Returns an error to the engine as one sentence; the process goes on. */
export function createHandler<Request, Response>(
    handle: (request: Request) => Promise<Response> | Response,
): handleUnaryCall<Request, Response> {
    return (call, respond) => {
        Promise.resolve()
            .then(() => handle(call.request))
            .then(
                (response) => {
                    respond(null, response);
                },
                (error: unknown) => {
                    respond(toServiceError(error), null);
                },
            );
    };
}

/** Handler of a call that the engine does not need. */
export const respondUnimplemented: handleUnaryCall<unknown, never> = (_call, respond) => {
    const details = "This provider does not offer it.";
    respond({ code: protocol.grpc().status.UNIMPLEMENTED, details }, null);
};

/** With the job in its details the engine records the resource as partially initialized. */
function toServiceError(error: unknown) {
    const { status: codes, Metadata } = protocol.grpc();
    const message = pluginErrorMessage(error);
    const metadata = new Metadata();
    const failure = initFailure(error);
    if (failure !== undefined) {
        const detail = new (protocol.provider().ErrorResourceInitFailed)();
        detail.setId(failure.id);
        detail.setProperties(toStruct(failure.outputs));
        detail.setReasonsList([message]);
        const details = new (protocol.any().Any)();
        details.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
        const status = new (protocol.status().Status)();
        status.setCode(codes.UNKNOWN);
        status.setMessage(message);
        status.addDetails(details);
        metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    }
    return { code: codes.UNKNOWN, details: message, metadata };
}
