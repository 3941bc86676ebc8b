import type { ServiceError } from "@grpc/grpc-js";
import type { Message } from "google-protobuf";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PluginProvider } from "../../provider/src/engine/plugin/provider";
import { createService } from "../../provider/src/engine/plugin/service";
import { protocol } from "../../provider/src/engine/pulumiProtobuf";

export type Values = Readonly<Record<string, unknown>>;

export function toStruct(values: Values): Struct {
    return protocol.struct().Struct.fromJavaScript(values as Record<string, never>);
}

export function fromStruct(struct: Struct | undefined): Values {
    return struct?.toJavaScript() ?? {};
}

/** The engine reports this error when a call fails. It keeps the resource `partial` nevertheless. */
export class PluginError extends Error {
    readonly partial: { readonly id: string; readonly outputs: Values } | undefined;

    constructor({ details, metadata }: ServiceError) {
        super(details);
        const [bytes] = metadata.get("grpc-status-details-bin");
        if (bytes === undefined) return;
        const status = protocol.status().Status.deserializeBinary(Buffer.from(bytes));
        const detail = status.getDetailsList()[0]?.getValue_asU8() ?? new Uint8Array();
        const failure = protocol.provider().ErrorResourceInitFailed.deserializeBinary(detail);
        this.partial = { id: failure.getId(), outputs: fromStruct(failure.getProperties()) };
    }
}

type Call = (request: Message, callback: (error: ServiceError | null, response: unknown) => void) => void;

/** Serves the provider plugin over gRPC from this process, and connects to it. */
export interface PluginServer {
    /** Contains the texts that the plugin has sent: responses, errors, progress and warnings. */
    readonly texts: readonly string[];
    /** Sends one message of Pulumi's protocol. Rejects with a `PluginError`. */
    call<Response extends Message>(name: string, request: Message): Promise<Response>;
    close(): void;
}

/** Starts a plugin. `environment` replaces the variables of this process. */
export async function startPluginServer(
    environment: Readonly<Record<string, string>>,
): Promise<PluginServer> {
    const grpc = protocol.grpc();
    const { ResourceProviderService, ResourceProviderClient } = protocol.service();
    const texts: string[] = [];
    const show = (_urn: string | undefined, text: string): void => void texts.push(text);
    const plugin = new PluginProvider({ progress: show, warn: show }, { environment });
    const server = new grpc.Server();
    const service = createService(
        () => plugin,
        () => undefined,
    );
    server.addService(ResourceProviderService, service);
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, boundPort) => {
            if (error === null) resolve(boundPort);
            else reject(error);
        });
    });
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
        "grpc.enable_http_proxy": 0,
    });
    const calls = client as unknown as Readonly<Record<string, Call>>;
    return {
        texts,
        call: <Response extends Message>(name: string, request: Message) =>
            new Promise<Response>((resolve, reject) => {
                calls[name]?.call(client, request, (error, response) => {
                    if (error !== null) {
                        texts.push(error.details);
                        reject(new PluginError(error));
                        return;
                    }
                    texts.push(JSON.stringify((response as Message).toObject()));
                    resolve(response as Response);
                });
            }),
        close: () => {
            client.close();
            server.forceShutdown();
            plugin.close();
        },
    };
}
