import type { Message } from "google-protobuf";
import { CallGate, type EndedCall } from "./callGate";
import type { Operation, Outcome, Rest } from "../host/engineMessages";
import type { EngineHost } from "../host/engineHost";
import type { EngineProcess } from "../host/engineProcess";
import { Events } from "./events";
import { Machines } from "./machines";
import type { Conditions, Interrupt, Moment } from "../history/model";
import { Namesakes } from "./namesakes";
import { WorldNetwork } from "./network";
import { ProviderProcesses } from "../providers/providerProcesses";
import type { SeededRandom } from "./seededRandom";
import { Services } from "./services";
import { VirtualTime } from "./virtualTime";

/** Conditions, with what the world itself cannot do. */
export type WorldConditions = Omit<Conditions, "meanwhile"> & {
    readonly meanwhile?: Moment & { readonly happen: () => void };
};

/** How many milliseconds pass after a kill until the next command: of a script, or at most of a person. */
const scriptPauseMs = 500;
const longestPauseMs = 30_000;

/** A service, machines, and Pulumi's engine, in one process and under one seed. */
export class World {
    readonly time = new VirtualTime(Date.UTC(2026, 0, 5, 8));
    readonly services: Services;
    readonly machines = new Machines(this.time);
    readonly log: string[] = [];
    /** The lasting messages of the last operation. */
    readonly messages: string[] = [];
    readonly engine: EngineProcess;
    private operationCount = 0;
    /** It is called with each request of the engine that is let through. */
    onCall: (method: string, request: Message) => void = () => undefined;
    private readonly gate = new CallGate(
        (line) => {
            this.note(line);
        },
        (method, request) => {
            this.onCall(method, request);
        },
        () => this.time.now,
    );
    readonly network: WorldNetwork;
    private readonly processes: ProviderProcesses;
    /** A process was killed alone, and the engine goes on. */
    private hasDeadProcess = false;
    /** Calls that have ended without a response of ours. */
    private failedCallCount = 0;
    /** The engine waited for something that never came, and the user pressed Ctrl-C. */
    hasHung = false;

    constructor(
        host: EngineHost,
        private readonly random: SeededRandom,
    ) {
        this.services = new Services(this.time.clock(), random);
        const namesakes = new Namesakes(this.services, this.time.clock());
        this.network = new WorldNetwork(
            this.services,
            namesakes,
            this.gate,
            this.time.clock(),
            random,
            (line) => {
                this.note(line);
            },
        );
        this.engine = host.engine;
        this.processes = new ProviderProcesses(this.gate, this.machines, this.network, random, (text) => {
            this.messages.push(text);
            this.note(`message: ${text}`);
        });
        host.plugins = this.processes.host;
    }

    note(line: string): void {
        this.log.push(`${this.time.now} ${line}`);
    }

    /** The history is over. */
    close(): void {
        this.processes.close();
    }

    /** Runs one operation of the engine to its end. @throws Error where nothing can happen any more before its end. */
    async run(operation: Operation, conditions: WorldConditions = {}): Promise<Outcome> {
        try {
            return await this.runToEnd(operation, conditions);
        } finally {
            this.processes.killAll();
        }
    }

    private async runToEnd(operation: Operation, conditions: WorldConditions): Promise<Outcome> {
        this.messages.length = 0;
        this.network.reset(conditions);
        this.gate.reset();
        this.hasHung = false;
        this.hasDeadProcess = false;
        this.failedCallCount = 0;
        const events = new Events(this.gate);
        this.addEvents(events, conditions);
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
                const rest = await this.engine.rest(responses + this.failedCallCount);
                if (rest.stuck && rest.open + rest.starts === 0) {
                    if (this.hasHung || operation.options?.continueOnError !== true)
                        throw new Error(
                            `The engine waits for nothing that is known: ${JSON.stringify(rest)}`,
                        );
                    this.hasHung = true;
                    await this.interrupt("cancel twice");
                    responses = -1;
                    continue;
                }
                if (rest.done) break;
                if (rest.starts > 0) {
                    responses = -1;
                    await flushTasks();
                    continue;
                }
                if (!(await this.receiveCalls(rest))) {
                    responses = -1;
                    continue;
                }
            }
            const happen = events.takeDue(moment);
            if (happen !== undefined) {
                await happen();
                responses = -1;
                continue;
            }
            if (!this.step()) responses = -1;
            moment++;
            await flushTasks();
        }
        await end;
        if (outcome === undefined) throw failure;
        return outcome;
    }

    private addEvents(events: Events, { interrupt, meanwhile, clockJump }: WorldConditions): void {
        if (interrupt !== undefined) events.add(interrupt, () => this.interrupt(interrupt.how));
        if (meanwhile !== undefined) events.add(meanwhile, meanwhile.happen);
        if (clockJump !== undefined)
            events.add(clockJump, () => {
                this.machines.setClock(clockJump.by * 1000);
            });
    }

    /** The number of processes to which the engine has sent a cancel in the last operation. */
    get cancelCount(): number {
        return this.gate.cancelledProcesses.size;
    }

    /** The calls of the last operation that have ended. */
    get endedCalls(): readonly EndedCall[] {
        return this.gate.endedCalls;
    }

    /** Lets one call through, or else lets time pass. Returns `false` where the engine goes on. */
    private step(): boolean {
        const { waitingCalls, runningCalls } = this.gate;
        if (waitingCalls.length > 0 && (runningCalls.length === 0 || this.random.chance(0.7))) {
            waitingCalls.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
            const [call] = waitingCalls.splice(this.random.below(waitingCalls.length), 1);
            call?.start();
            return true;
        }
        if (this.time.advance() || waitingCalls.length > 0) return true;
        if (runningCalls.length > 0)
            throw new Error(
                `Nothing can happen any more; under way: ${runningCalls.map(({ name }) => name).join(", ")}`,
            );
        return false;
    }

    private async interrupt(how: Interrupt["how"]): Promise<void> {
        this.note(how);
        if (how === "kill the provider") {
            this.processes.killLast();
            this.hasDeadProcess = true;
            this.failedCallCount += this.gate.dropDead();
        } else if (how === "kill") {
            await this.killEngine();
        } else {
            this.engine.cancel("once");
            if (how === "cancel twice") this.engine.cancel("twice");
        }
    }

    /** Kills all processes at once, or the engine alone: then hosts of dynamic providers go on beside later commands. */
    private async killEngine(): Promise<void> {
        const random = this.random.fork(`kill ${this.operationCount}`);
        if (random.chance(0.5)) this.processes.orphan(this.time.clock(), random);
        this.processes.killAll();
        this.engine.kill();
        this.gate.abandon();
        const pauseMs = random.chance(0.5) ? scriptPauseMs : random.below(longestPauseMs);
        await this.time.pass(pauseMs, flushTasks);
    }

    /** Waits until the open calls have arrived. Returns `false` where one may have failed, since its process is dead. */
    private async receiveCalls({ calls, open }: Rest): Promise<boolean> {
        const { gate } = this;
        const maxRounds = this.hasDeadProcess ? 1000 : 1_000_000;
        const isMissing = (): boolean =>
            this.hasDeadProcess ? gate.openCount < open : gate.arrivedCount < calls;
        for (let round = 0; isMissing(); round++) {
            if (round > maxRounds && this.hasDeadProcess) return false;
            if (round > maxRounds) throw new Error("A call of the engine does not arrive.");
            await flushTasks();
        }
        if (this.hasDeadProcess) this.failedCallCount = calls - open - gate.responseCount;
        return true;
    }
}

/** Resolves when what needs no time is done: promises, and messages that have arrived. */
function flushTasks(): Promise<void> {
    return new Promise((resolve) => {
        setImmediate(resolve);
    });
}
