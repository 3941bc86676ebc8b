import type { Machine } from "../../../provider/src/lifecycle/machine";
import type { CallGate } from "../world/callGate";
import type { PluginHost } from "../host/engineProcess";
import type { Machines } from "../world/machines";
import type { WorldNetwork } from "../world/network";
import { ProviderProcess } from "./providerProcess";
import type { SeededRandom } from "../world/seededRandom";
import { SimulatedTransport } from "../world/simulatedTransport";

/** The provider processes that the engine has started and not stopped. */
export class ProviderProcesses {
    private readonly processes = new Map<number, ProviderProcess>();
    private count = 0;
    private engineCount = 0;
    private hasEngine = true;
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

    /** Begins an operation, whose engine has an address of its own. */
    beginOperation(): void {
        this.engineCount++;
        this.hasEngine = true;
    }

    /**
     * Notes that the engine is killed alone: Pulumi's host of dynamic providers goes on by itself, and the plugin ends.
     * Returns the hosts, whose messages reach no one any more.
     */
    orphan(): readonly ProviderProcess[] {
        this.hasEngine = false;
        const hosts = [...this.processes].filter(([, process]) => process.survivesEngine);
        for (const [instance] of hosts) this.processes.delete(instance);
        this.killAll();
        return hosts.map(([, process]) => process);
    }

    /** Kills all of them. */
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
        return process.start({
            name,
            gate: this.gate,
            show: (text) => {
                if (this.hasEngine) this.show(text);
            },
            createMachine: (isAlive) => {
                this.livenessChecks.set(processId, isAlive);
                return this.createMachine(name, processId, isAlive);
            },
        });
    }

    private createMachine(name: string, processId: number, isAlive: () => boolean): Machine {
        const random = this.random.fork(`process ${name}`);
        const machine = this.machines.describe(isAlive);
        const network = this.network.of(name);
        return {
            ...machine,
            engineAddress: `engine ${this.engineCount}`,
            isEngineAlive: () => Promise.resolve(this.hasEngine),
            processId,
            isProcessAlive: (id) => this.livenessChecks.get(id)?.() === true,
            random: random.next,
            randomBytes: random.bytes,
            createTransport: ({ requestTimeoutMs }) =>
                new SimulatedTransport(network, machine.clock, requestTimeoutMs),
        };
    }
}
