import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Message } from "google-protobuf";

import { protocol } from "../../../provider/src/engine/pulumiProtobuf";
import type { PluginHost } from "../host/engineProcess";

type Handler = (request: never) => Message;

/** Providers that keep nothing and respond at once. A change of the input `flavor` replaces the resource. */
export class TrivialProviders implements PluginHost {
    /** One line for each start, call and stop, in their order. */
    readonly log: string[] = [];
    private readonly servers = new Map<number, () => void>();
    private creationCount = 0;

    async start({ instance, package: name }: { instance: number; package: string }): Promise<number> {
        this.log.push(`start ${name} ${instance}`);
        const grpc = protocol.grpc();
        const server = new grpc.Server();
        server.addService(protocol.service().ResourceProviderService, this.service(instance));
        this.servers.set(instance, () => {
            server.forceShutdown();
        });
        return new Promise((resolve, reject) => {
            server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
                if (error === null) resolve(port);
                else reject(error);
            });
        });
    }

    stop({ instance, reason }: { instance: number; reason: string }): void {
        this.log.push(`stop ${instance} ${reason}`);
        this.servers.get(instance)?.();
        this.servers.delete(instance);
    }

    /** Returns the methods of an instance. */
    private handlers(): Readonly<Record<string, Handler>> {
        const pb = protocol.provider();
        const empty = (): Message => new (protocol.empty().Empty)();
        const checkInputs = (request: messages.CheckRequest): Message =>
            new pb.CheckResponse().setInputs(request.getNews());
        return {
            handshake: () => new pb.ProviderHandshakeResponse().setAcceptSecrets(true),
            getPluginInfo: () => {
                const info = new (protocol.plugin().PluginInfo)();
                info.setVersion("1.0.0");
                return info;
            },
            checkConfig: checkInputs,
            diffConfig: () => new pb.DiffResponse(),
            configure: () => new pb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true),
            check: checkInputs,
            diff: (request: messages.DiffRequest) => {
                const news = request.getNews()?.toJavaScript() ?? {};
                const olds = request.getOldInputs()?.toJavaScript() ?? {};
                const isSame = JSON.stringify(news) === JSON.stringify(olds);
                const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
                const response = new pb.DiffResponse().setChanges(isSame ? DIFF_NONE : DIFF_SOME);
                return response.setReplacesList(news.flavor === olds.flavor ? [] : ["flavor"]);
            },
            create: (request: messages.CreateRequest) => {
                if (request.getProperties()?.toJavaScript().failing === true) throw new Error("It fails.");
                const response = new pb.CreateResponse().setProperties(request.getProperties());
                if (request.getPreview()) return response;
                this.creationCount += 1;
                return response.setId(`id-${this.creationCount}`);
            },
            read: (request: messages.ReadRequest) =>
                new pb.ReadResponse()
                    .setId(request.getId())
                    .setProperties(request.getProperties())
                    .setInputs(request.getInputs()),
            update: (request: messages.UpdateRequest) =>
                new pb.UpdateResponse().setProperties(request.getNews()),
            delete: (request: messages.DeleteRequest) => {
                if (request.getProperties()?.toJavaScript().locked === true) throw new Error("It is locked.");
                return empty();
            },
            cancel: empty,
        };
    }

    /** Logs a call, which `text` describes, and responds to it. Others override it to respond later. */
    protected receive(text: string, send: () => void): void {
        this.log.push(text);
        send();
    }

    private service(instance: number): UntypedServiceImplementation {
        const service: Record<string, UntypedServiceImplementation[string]> = {};
        for (const [name, handler] of Object.entries(this.handlers())) {
            service[name] = (call: ServerUnaryCall<Message, Message>, respond: sendUnaryData<Message>) => {
                this.receive(`${instance} ${name} ${toText(call.request)}`, () => {
                    try {
                        respond(null, handler(call.request as never));
                    } catch (error) {
                        respond({ code: protocol.grpc().status.UNKNOWN, details: (error as Error).message });
                    }
                });
            };
        }
        return service;
    }
}

/** Writes a request as JSON. The engine's address has a port that the system chooses. */
function toText(request: Message): string {
    return JSON.stringify(request.toObject()).replace(/127\.0\.0\.1:\d+/g, "ADDRESS");
}
