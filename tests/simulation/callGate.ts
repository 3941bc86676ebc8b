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
    answeredCount = 0;
    /** Calls that the provider works on. */
    readonly running = new Set<string>();

    constructor(private readonly log: (line: string) => void) {}

    /** A new operation of the engine begins. */
    reset(): void {
        this.waiting.length = 0;
        this.running.clear();
        this.arrivedCount = 0;
        this.answeredCount = 0;
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
                    this.running.add(name);
                    this.log(`> ${name}`);
                    handle(call, (error, response, ...rest) => {
                        if (!isAlive()) return;
                        this.running.delete(name);
                        this.answeredCount++;
                        const text = (error as { details?: string; message?: string } | null) ?? undefined;
                        this.log(
                            `< ${name}${text === undefined ? "" : ` ${text.details ?? text.message ?? ""}`}`,
                        );
                        respond(error, response, ...rest);
                    });
                },
            });
        };
    }
}
