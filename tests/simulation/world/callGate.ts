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
    readonly isAlive: () => boolean;
    /** Hands the call to the provider. */
    start(): void;
}

interface StartedCall {
    readonly name: string;
    readonly method: string;
    readonly startedAt: number;
    readonly isAlive: () => boolean;
}

export interface EndedCall {
    readonly method: string;
    readonly urn: string;
    readonly seconds: number;
    /** What the engine reads where the call failed. */
    readonly error: string;
}

/** Holds the engine's calls back until the simulation lets them through, one after the other or several under way. */
export class CallGate {
    /** The calls that wait, in no order that means something. */
    readonly waiting: ArrivedCall[] = [];
    arrivedCount = 0;
    responseCount = 0;
    /** Calls that a provider works on. */
    private started: StartedCall[] = [];
    /** Calls that a provider has responded to. */
    readonly ended: EndedCall[] = [];
    /** The processes that the engine has told to begin nothing any more. */
    readonly cancelled = new Set<string>();

    constructor(
        private readonly log: (line: string) => void,
        private readonly onCall: (method: string, request: Message) => void,
        private readonly now: () => number,
    ) {}

    /** The calls that living processes work on. */
    get running(): readonly StartedCall[] {
        return this.started.filter(({ isAlive }) => isAlive());
    }

    /** The calls that the engine waits for. */
    get openCount(): number {
        return this.waiting.length + this.running.length;
    }

    /** Forgets the calls of processes that are dead, and returns how many there were. */
    dropDead(): number {
        const before = this.waiting.length + this.started.length;
        const waiting = this.waiting.filter(({ isAlive }) => isAlive());
        this.waiting.splice(0, this.waiting.length, ...waiting);
        this.started = this.started.filter(({ isAlive }) => isAlive());
        return before - this.waiting.length - this.started.length;
    }

    /** A new operation of the engine begins. */
    reset(): void {
        this.waiting.length = 0;
        this.started = [];
        this.ended.length = 0;
        this.cancelled.clear();
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
                isAlive,
                start: () => {
                    const entry = { name, method, startedAt: this.now(), isAlive };
                    this.started.push(entry);
                    this.log(`> ${name}`);
                    this.onCall(method, call.request);
                    if (method === "cancel") this.cancelled.add(instance);
                    handle(call, (error, response, ...rest) => {
                        this.started = this.started.filter((each) => each !== entry);
                        if (!isAlive()) return;
                        this.responseCount++;
                        const seconds = (this.now() - entry.startedAt) / 1000;
                        const { details, message } = (error ?? {}) as { details?: string; message?: string };
                        const text = details ?? message ?? "";
                        this.ended.push({ method, seconds, urn: request.getUrn?.() ?? "", error: text });
                        this.log(`< ${name} ${text}`.trim());
                        respond(error, response, ...rest);
                    });
                },
            });
        };
    }
}
