import { protocol } from "./pulumiProtobuf";
import type { Progress } from "../lifecycle/progress";

/**
 * Shows progress as ephemeral messages of the engine at this address. Errors are ignored, since progress must not fail
 * an operation; without an address nothing is shown.
 */
export function createEngineLog(address: string | undefined): Progress {
    let engine: ReturnType<typeof connectToEngine> | undefined;
    return (urn, text) => {
        if (urn === undefined || urn === "" || address === undefined) return;
        try {
            engine ??= connectToEngine(address);
            const message = new engine.LogRequest();
            message.setSeverity(engine.LogSeverity.INFO);
            message.setEphemeral(true);
            message.setUrn(urn);
            message.setMessage(text);
            engine.client.log(message, () => undefined);
        } catch {
            // An engine without this call shows no progress.
        }
    };
}

/** Loads the protocol only when there is progress to show. */
function connectToEngine(address: string) {
    const { LogRequest, LogSeverity } = protocol.engine();
    const { EngineClient } = protocol.engineClient();
    const client = new EngineClient(address, protocol.grpc().credentials.createInsecure());
    return { client, LogRequest, LogSeverity };
}
