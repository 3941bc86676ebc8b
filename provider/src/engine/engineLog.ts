import { protocol } from "./pulumiProtobuf";
import type { Messages } from "../lifecycle/messages";

/**
 * Shows messages by the engine at this address: progress is ephemeral, the others stay. Errors are ignored, since a
 * message must not fail an operation; without an address nothing is shown.
 */
export function createEngineLog(address: string | undefined): Messages {
    let engine: ReturnType<typeof connectToEngine> | undefined;
    const log = (kind: keyof Messages, urn: string | undefined, text: string): void => {
        if (address === undefined) return;
        try {
            engine ??= connectToEngine(address);
            const { client, LogRequest, LogSeverity } = engine;
            const message = new LogRequest();
            message.setSeverity(kind === "warn" ? LogSeverity.WARNING : LogSeverity.INFO);
            message.setEphemeral(kind === "progress");
            if (urn !== undefined) message.setUrn(urn);
            message.setMessage(text);
            client.log(message, () => undefined);
        } catch {
            // An engine without this call shows no message.
        }
    };
    return {
        progress: (urn, text) => {
            if (urn !== undefined && urn !== "") log("progress", urn, text);
        },
        warn: (urn, text) => {
            log("warn", urn, text);
        },
        inform: (text) => {
            log("inform", undefined, text);
        },
    };
}

/** Loads the protocol only when there is something to show. */
function connectToEngine(address: string) {
    const { LogRequest, LogSeverity } = protocol.engine();
    const { EngineClient } = protocol.engineClient();
    const client = new EngineClient(address, protocol.grpc().credentials.createInsecure());
    return { client, LogRequest, LogSeverity };
}
