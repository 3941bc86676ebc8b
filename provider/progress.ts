import { createRequire } from "node:module";
import type * as grpcModule from "@grpc/grpc-js";
import type * as clientModule from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as messageModule from "@pulumi/pulumi/proto/engine_pb";
import type { Progress } from "./reconcile/statusLine";

/**
 * Progress on the engine at an address, as passing messages. What a row shows is no reason for anything to fail, so
 * trouble is swallowed; without an address nothing is shown.
 */
export function rowProgress(address: string | undefined): Progress {
    let engine: ReturnType<typeof connect> | undefined;
    return (urn, text) => {
        if (urn === undefined || urn === "" || address === undefined) return;
        try {
            engine ??= connect(address);
            const message = new engine.LogRequest();
            message.setSeverity(engine.LogSeverity.INFO);
            message.setEphemeral(true);
            message.setUrn(urn);
            message.setMessage(text);
            engine.client.log(message, () => undefined);
        } catch {
            // An engine of another make has no such row.
        }
    };
}

/** Loaded only when there is something to show. gRPC is taken from where Pulumi has it. */
function connect(address: string) {
    const fromPulumi = createRequire(require.resolve("@pulumi/pulumi"));
    const { credentials } = fromPulumi("@grpc/grpc-js") as typeof grpcModule;
    const { EngineClient } = fromPulumi("./proto/engine_grpc_pb") as typeof clientModule;
    const { LogRequest, LogSeverity } = fromPulumi("./proto/engine_pb") as typeof messageModule;
    return { client: new EngineClient(address, credentials.createInsecure()), LogRequest, LogSeverity };
}
