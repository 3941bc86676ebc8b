import type { Machine } from "../../../provider/src/lifecycle/machine";
import type { Clock } from "../../../provider/src/modelarts/clock";
import type { CallGate } from "../world/callGate";
import type { PluginHost } from "../host/engineProcess";
import type { Machines } from "../world/machines";
import type { WorldNetwork } from "../world/network";
import { ProviderProcess } from "./providerProcess";
import type { SeededRandom } from "../world/seededRandom";
import { SimulatedTransport } from "../world/simulatedTransport";

/** How long, in milliseconds, a host of dynamic providers goes on at most when its engine is killed. */
const longestOrphanMs = 600_000;

/** The provider processes that the engine has started and not stopped. */
export class ProviderProcesses {
    private readonly processes = new Map<number, ProviderProcess>();
    /** Hosts whose engine was killed. */
    private readonly orphans = new Set<ProviderProcess>();
    private count = 0;
    private readonly livenessChecks = new Map<number, () => boolean>();
    readonly host: PluginHost = {
        start: ({ instance, package: packageName }) => this.start(packageName, instance),
        stop: ({ instance, reason }) => {
            this.processes.get(instance)?.stop(reason);
            this.processes.delete(instance);
        },
    };

    constructor(
        private readonly gate: CallGate,
        private readonly machines: Machines,
        private readonly network: WorldNetwork,
        private readonly random: SeededRandom,
        private readonly show: (text: string) => void,
    ) {}

    /**
     * The engine is killed alone: Pulumi's hosts of dynamic providers go on by themselves for a while, and their messages
     * reach no one any more. The plugin ends.
     */
    orphan(clock: Clock, random: SeededRandom): void {
        for (const [instance, process] of this.processes) {
            if (!process.survivesEngine) continue;
            this.processes.delete(instance);
            this.orphans.add(process);
            void clock.sleep(random.below(longestOrphanMs)).then(() => {
                process.stop("cut");
                this.orphans.delete(process);
            });
        }
    }

    /** The history is over: kills those too that outlive their engine. */
    close(): void {
        this.killAll();
        for (const orphan of this.orphans) orphan.stop("cut");
    }

    /** Kills all that have an engine. */
    killAll(): void {
        for (const process of this.processes.values()) process.stop("cut");
        this.processes.clear();
    }

    /** Kills the one that was started last. */
    killLast(): void {
        const [instance, process] = [...this.processes].at(-1) ?? [];
        process?.stop("cut");
        if (instance !== undefined) this.processes.delete(instance);
    }

    private start(packageName: string, instance: number): Promise<number> {
        const process = new ProviderProcess(packageName);
        this.processes.set(instance, process);
        const processId = ++this.count;
        const name = `${packageName}#${processId}`;
        const hasEngine = this.gate.trackEngine();
        return process.start({
            name,
            gate: this.gate,
            show: (text) => {
                if (hasEngine()) this.show(text);
            },
            createMachine: (isAlive) => {
                this.livenessChecks.set(processId, isAlive);
                const isEngineAlive = (): Promise<boolean> => Promise.resolve(hasEngine());
                return { ...this.createMachine(name, processId, isAlive), isEngineAlive };
            },
        });
    }

    private createMachine(name: string, processId: number, isAlive: () => boolean): Machine {
        const random = this.random.fork(`process ${name}`);
        const machine = this.machines.describe(isAlive);
        const network = this.network.of(name);
        return {
            ...machine,
            engineAddress: `engine ${this.gate.engineCount}`,
            processId,
            isProcessAlive: (id) => this.livenessChecks.get(id)?.() === true,
            random: random.next,
            randomBytes: random.bytes,
            createTransport: ({ requestTimeoutMs }) =>
                new SimulatedTransport(network, machine.clock, requestTimeoutMs),
        };
    }
}
