import type {
    sendUnaryData,
    ServerUnaryCall,
    ServiceDefinition,
    UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Message } from "google-protobuf";

type Handler = (call: ServerUnaryCall<Message, Message>, respond: sendUnaryData<Message>) => void;

/** A call of the engine that has arrived. */
export interface ArrivedCall {
    /** The same text for the same call, however the calls arrive. */
    readonly name: string;
    readonly method: string;
    /** Hands the call to the provider. */
    start(): void;
}

/** Holds the engine's calls back until the simulation lets them through, one after the other or several under way. */
export class CallGate {
    /** The calls that wait, in no order that means something. */
    readonly waiting: ArrivedCall[] = [];
    arrivedCount = 0;
    responseCount = 0;
    /** Calls that a provider works on. */
    private started: { readonly name: string; readonly isAlive: () => boolean }[] = [];

    constructor(
        private readonly log: (line: string) => void,
        private readonly onCall: (method: string, request: Message) => void,
    ) {}

    /** The names of the calls that living processes work on. */
    get running(): readonly string[] {
        return this.started.filter(({ isAlive }) => isAlive()).map(({ name }) => name);
    }

    /** A new operation of the engine begins. */
    reset(): void {
        this.waiting.length = 0;
        this.started = [];
        this.arrivedCount = 0;
        this.responseCount = 0;
    }

    /** The service behind this gate. `isAlive`: whether its process still runs. */
    guard(
        instance: string,
        definition: ServiceDefinition,
        service: UntypedServiceImplementation,
        isAlive: () => boolean,
    ): UntypedServiceImplementation {
        const names = Object.keys(definition).filter((name) => typeof service[name] === "function");
        return Object.fromEntries(
            names.map((method) => {
                const handle = (service[method] as Handler).bind(service);
                return [method, this.createHandler(instance, method, handle, isAlive)];
            }),
        );
    }

    private createHandler(
        instance: string,
        method: string,
        handle: Handler,
        isAlive: () => boolean,
    ): Handler {
        return (call, respond) => {
            if (!isAlive()) return;
            this.arrivedCount++;
            const request = call.request as Message & { getUrn?(): string };
            const name = [instance, method, request.getUrn?.().split("::").at(-1) ?? ""].join(" ").trim();
            this.waiting.push({
                name,
                method,
                start: () => {
                    const entry = { name, isAlive };
                    this.started.push(entry);
                    this.log(`> ${name}`);
                    this.onCall(method, call.request);
                    handle(call, (error, response, ...rest) => {
                        this.started = this.started.filter((each) => each !== entry);
                        if (!isAlive()) return;
                        this.responseCount++;
                        const { details, message } = (error ?? {}) as { details?: string; message?: string };
                        this.log(`< ${name} ${details ?? message ?? ""}`.trim());
                        respond(error, response, ...rest);
                    });
                },
            });
        };
    }
}
