import type { handleUnaryCall } from "@grpc/grpc-js";
import { shown, unfinished } from "./provider";
import { structOf } from "./marshal";
import { protocol } from "../pulumiProtobuf";

/** What fails is told to the engine as one sentence; the process lives on. */
export function answer<Request, Response>(
    work: (request: Request) => Promise<Response> | Response,
): handleUnaryCall<Request, Response> {
    return (call, respond) => {
        Promise.resolve()
            .then(() => work(call.request))
            .then(
                (response) => {
                    respond(null, response);
                },
                (error: unknown) => {
                    respond(errorFor(error), null);
                },
            );
    };
}

/** For what the engine can do without. */
export const notOffered: handleUnaryCall<unknown, never> = (_call, respond) => {
    const details = "This provider does not offer it.";
    respond({ code: protocol.grpc().status.UNIMPLEMENTED, details }, null);
};

/** With the job in its details the engine keeps the resource, marked as unfinished. */
function errorFor(error: unknown) {
    const { status: codes, Metadata } = protocol.grpc();
    const message = shown(error);
    const metadata = new Metadata();
    const kept = unfinished(error);
    if (kept !== undefined) {
        const detail = new (protocol.provider().ErrorResourceInitFailed)();
        detail.setId(kept.id);
        detail.setProperties(structOf(kept.outputs));
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
