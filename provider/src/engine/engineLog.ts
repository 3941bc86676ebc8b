import { protocol } from "./pulumiProtobuf";
import type { Progress } from "../lifecycle/progress";

/**
 * Progress on the engine at an address, as passing messages. What a row shows is no reason for anything to fail, so
 * trouble is swallowed; without an address nothing is shown.
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
            // An engine of another make has no such row.
        }
    };
}

/** Loaded only when there is something to show. */
function connectToEngine(address: string) {
    const { LogRequest, LogSeverity } = protocol.engine();
    const { EngineClient } = protocol.engineClient();
    const client = new EngineClient(address, protocol.grpc().credentials.createInsecure());
    return { client, LogRequest, LogSeverity };
}
