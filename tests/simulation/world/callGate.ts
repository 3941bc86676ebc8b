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
    readonly waitingCalls: ArrivedCall[] = [];
    arrivedCount = 0;
    responseCount = 0;
    /** The number of engines whose calls were given up. */
    engineCount = 0;
    /** Calls that a provider works on. */
    private startedCalls: StartedCall[] = [];
    /** Calls that a provider has responded to. */
    readonly endedCalls: EndedCall[] = [];
    /** The processes to which the engine has sent a cancel, so that they begin nothing any more. */
    readonly cancelledProcesses = new Set<string>();

    constructor(
        private readonly log: (line: string) => void,
        private readonly onCall: (method: string, request: Message) => void,
        private readonly now: () => number,
    ) {}

    /** The calls that living processes work on. */
    get runningCalls(): readonly StartedCall[] {
        return this.startedCalls.filter(({ isAlive }) => isAlive());
    }

    /** The calls that the engine waits for. */
    get openCount(): number {
        return this.waitingCalls.length + this.runningCalls.length;
    }

    /** Forgets the calls of processes that are dead, and returns how many there were. */
    dropDead(): number {
        const before = this.waitingCalls.length + this.startedCalls.length;
        const livingCalls = this.waitingCalls.filter(({ isAlive }) => isAlive());
        this.waitingCalls.splice(0, this.waitingCalls.length, ...livingCalls);
        this.startedCalls = this.startedCalls.filter(({ isAlive }) => isAlive());
        return before - this.waitingCalls.length - this.startedCalls.length;
    }

    /** The engine has ended: no call reaches a process any more, and no response of one counts. */
    abandon(): void {
        this.engineCount++;
        this.waitingCalls.length = 0;
        this.startedCalls = [];
    }

    /** Returns a check whether the engine of now still runs. */
    trackEngine(): () => boolean {
        const engine = this.engineCount;
        return () => engine === this.engineCount;
    }

    /** Begins a new operation of the engine. */
    reset(): void {
        this.abandon();
        this.endedCalls.length = 0;
        this.cancelledProcesses.clear();
        this.arrivedCount = 0;
        this.responseCount = 0;
    }

    /** Puts a service behind this gate. `isAlive` says whether its process still runs. */
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
        const hasEngine = this.trackEngine();
        return (call, respond) => {
            // A call of a killed engine may arrive late, at a host that goes on.
            if (!isAlive() || !hasEngine()) return;
            this.arrivedCount++;
            const request = call.request as Message & { getUrn?(): string };
            const name = [instance, method, request.getUrn?.().split("::").at(-1) ?? ""].join(" ").trim();
            this.waitingCalls.push({
                name,
                method,
                isAlive,
                start: () => {
                    const entry = { name, method, startedAt: this.now(), isAlive };
                    this.startedCalls.push(entry);
                    this.log(`> ${name}`);
                    this.onCall(method, call.request);
                    if (method === "cancel") this.cancelledProcesses.add(instance);
                    handle(call, (error, response, ...rest) => {
                        this.startedCalls = this.startedCalls.filter((each) => each !== entry);
                        if (!isAlive() || !hasEngine()) return;
                        this.responseCount++;
                        const seconds = (this.now() - entry.startedAt) / 1000;
                        const { details, message } = (error ?? {}) as { details?: string; message?: string };
                        const text = details ?? message ?? "";
                        this.endedCalls.push({ method, seconds, urn: request.getUrn?.() ?? "", error: text });
                        this.log(`< ${name} ${text}`.trim());
                        respond(error, response, ...rest);
                    });
                },
            });
        };
    }
}
