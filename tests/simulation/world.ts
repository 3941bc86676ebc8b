import { createEmulator, type Emulator, type Options } from "../../emulator/src";
import type { Machine } from "../../provider/src/lifecycle/machine";
import type { Message } from "google-protobuf";
import { CallGate } from "./callGate";
import type { Operation, Outcome } from "./engineMessages";
import type { EngineHost } from "./engineHost";
import type { EngineProcess } from "./engineProcess";
import { MemoryFiles } from "./memoryFiles";
import { ProviderProcess } from "./providerProcess";
import type { SeededRandom } from "./seededRandom";
import { type NetworkFault, SimulatedTransport } from "./simulatedTransport";
import { VirtualTime } from "./virtualTime";

/** How the surroundings of one command behave. */
export interface Conditions {
    /** Faults of requests, by their probability. */
    readonly faults: readonly (readonly [probability: number, fault: NetworkFault])[];
    /** After this number of moments the user presses Ctrl-C, or the machine kills the engine. */
    readonly interrupt?: { readonly after: number; readonly how: "cancel" | "cancel twice" | "kill" };
}

const withoutFaults: Conditions = { faults: [] };

/** A service, a machine, and Pulumi's engine, in one process and under one seed. */
export class World {
    readonly time = new VirtualTime(Date.UTC(2026, 0, 5, 8));
    readonly service: Emulator;
    readonly log: string[] = [];
    /** The disk of the machine, on which provider processes keep records. */
    readonly files = new MemoryFiles(() => this.time.now);
    readonly engine: EngineProcess;
    private operationCount = 0;
    private readonly stacks = new Set<string>();
    /** Called with each request of the engine that is let through. */
    onCall: (method: string, request: Message) => void = () => undefined;
    private readonly gate = new CallGate(
        (line) => {
            this.note(line);
        },
        (method, request) => {
            this.onCall(method, request);
        },
    );
    private readonly processes = new Map<number, ProviderProcess>();
    private conditions = withoutFaults;
    private processCount = 0;
    requestCount = 0;

    constructor(
        private readonly host: EngineHost,
        private readonly random: SeededRandom,
        options: Partial<Options> = {},
    ) {
        this.service = createEmulator({
            options: { boot: 20, stop: 10, ...options },
            clock: this.time.clock(),
            random: random.fork("service").bytes,
            url: "http://modelarts.invalid",
        });
        this.engine = host.engine;
        host.plugins = {
            start: ({ instance, package: packageName }) => this.startProvider(packageName, instance),
            stop: ({ instance, reason }) => {
                this.processes.get(instance)?.stop(reason);
                this.processes.delete(instance);
            },
        };
    }

    private startProvider(packageName: string, instance: number): Promise<number> {
        const process = new ProviderProcess();
        this.processes.set(instance, process);
        const number = ++this.processCount;
        return process.start({
            packageName,
            name: `${packageName}#${number}`,
            gate: this.gate,
            createMachine: (isAlive) => this.createMachine(number, isAlive),
        });
    }

    note(line: string): void {
        this.log.push(`${this.time.now} ${line}`);
    }

    /** Runs one operation of the engine to its end. */
    async run(operation: Operation, conditions: Conditions = withoutFaults): Promise<Outcome> {
        this.conditions = conditions;
        this.stacks.add(operation.stack);
        this.gate.reset();
        let outcome: Outcome | undefined;
        let failure: unknown;
        // The engine's own random bytes depend on the world too.
        const seed = `${this.random.seed} ${++this.operationCount}`;
        const options = { seed, ...operation.options };
        const end = this.engine.run({ ...operation, options }).then(
            (result) => {
                outcome = result;
            },
            (error: unknown) => {
                failure = error;
            },
        );
        let responses = -1;
        for (let moment = 0; ;) {
            if (moment > 200_000) throw new Error("The operation does not end.");
            if (responses !== this.gate.responseCount) {
                responses = this.gate.responseCount;
                const rest = await this.engine.rest(responses);
                if (rest.stuck && rest.open + rest.starts === 0)
                    throw new Error(`The engine waits for nothing that is known: ${JSON.stringify(rest)}`);
                if (rest.done) break;
                if (rest.starts > 0) {
                    responses = -1;
                    await flushTasks();
                    continue;
                }
                await this.receiveCalls(rest.calls);
            }
            if (moment === conditions.interrupt?.after) {
                moment++;
                this.interrupt(conditions.interrupt.how);
                responses = -1;
                continue;
            }
            if (!this.step()) responses = -1;
            moment++;
            await flushTasks();
        }
        await end;
        for (const process of this.processes.values()) process.stop("cut");
        this.processes.clear();
        if (outcome === undefined) throw failure;
        return outcome;
    }

    /** The engine forgets the stacks of this world. */
    async close(): Promise<void> {
        for (const stack of this.stacks) await this.engine.remove(stack);
    }

    /** Lets one call through, or else lets time pass. `false`: it is the engine's turn. */
    private step(): boolean {
        const { waiting, running } = this.gate;
        if (waiting.length > 0 && (running.length === 0 || this.random.chance(0.7))) {
            waiting.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
            const [call] = waiting.splice(this.random.below(waiting.length), 1);
            call?.start();
            return true;
        }
        if (this.time.advance() || waiting.length > 0) return true;
        if (running.length > 0)
            throw new Error(`Nothing can happen any more; under way: ${running.join(", ")}`);
        return false;
    }

    private interrupt(how: "cancel" | "cancel twice" | "kill"): void {
        this.note(how);
        if (how === "kill") {
            for (const process of this.processes.values()) process.stop("cut");
            this.processes.clear();
            this.gate.waiting.length = 0;
            this.engine.kill();
        } else {
            this.engine.cancel("once");
            if (how === "cancel twice") this.engine.cancel("twice");
        }
    }

    private async receiveCalls(count: number): Promise<void> {
        for (let round = 0; this.gate.arrivedCount < count; round++) {
            if (round > 100_000) throw new Error("A call of the engine does not arrive.");
            await flushTasks();
        }
    }

    private createMachine(number: number, isAlive: () => boolean): Machine {
        const random = this.random.fork(`process ${number}`);
        const clock = this.time.clock(isAlive);
        const network = {
            service: this.service,
            drawLatency: () => 5 + this.random.below(40),
            drawFault: () => this.drawFault(),
            log: (line: string) => {
                this.requestCount++;
                this.note(`# ${line}`);
            },
        };
        return {
            clock,
            random: random.next,
            randomBytes: random.bytes,
            environment: { HOME: "/home", PULUMI_HOME: "/home/.pulumi" },
            folder: "/program",
            files: this.files,
            createTransport: ({ requestTimeoutMs }) =>
                new SimulatedTransport(network, clock, requestTimeoutMs),
        };
    }

    private drawFault(): NetworkFault | undefined {
        for (const [probability, fault] of this.conditions.faults)
            if (this.random.chance(probability)) return fault;
        return undefined;
    }
}

/** Resolves when what needs no time is done: promises, and messages that have arrived. */
function flushTasks(): Promise<void> {
    return new Promise((resolve) => {
        setImmediate(resolve);
    });
}
