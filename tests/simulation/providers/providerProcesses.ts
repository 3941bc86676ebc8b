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
    private readonly living = new Map<number, ProviderProcess>();
    private count = 0;
    private engineCount = 0;
    private hasEngine = true;
    private readonly livingIds = new Map<number, () => boolean>();
    readonly host: PluginHost = {
        start: ({ instance, package: packageName }) => this.start(packageName, instance),
        stop: ({ instance, reason }) => {
            this.living.get(instance)?.stop(reason);
            this.living.delete(instance);
        },
    };

    constructor(
        private readonly gate: CallGate,
        private readonly machines: Machines,
        private readonly network: WorldNetwork,
        private readonly random: SeededRandom,
        private readonly show: (text: string) => void,
    ) {}

    /** The engine of the next operation has an address of its own. */
    beginOperation(): void {
        this.engineCount++;
        this.hasEngine = true;
    }

    /**
     * The engine is killed alone. Pulumi's host of dynamic providers goes on by itself, and the plugin ends. Gives the
     * hosts, whose messages reach no one any more.
     */
    orphan(): readonly ProviderProcess[] {
        this.hasEngine = false;
        const hosts = [...this.living].filter(([, process]) => process.survivesEngine);
        for (const [instance] of hosts) this.living.delete(instance);
        this.killAll();
        return hosts.map(([, process]) => process);
    }

    /** Kills all of them. */
    killAll(): void {
        for (const process of this.living.values()) process.stop("cut");
        this.living.clear();
    }

    /** Kills the one that was started last. */
    killLast(): void {
        const [instance, process] = [...this.living].at(-1) ?? [];
        process?.stop("cut");
        if (instance !== undefined) this.living.delete(instance);
    }

    private start(packageName: string, instance: number): Promise<number> {
        const process = new ProviderProcess(packageName);
        this.living.set(instance, process);
        const processId = ++this.count;
        const name = `${packageName}#${processId}`;
        return process.start({
            name,
            gate: this.gate,
            show: (text) => {
                if (this.hasEngine) this.show(text);
            },
            createMachine: (isAlive) => {
                this.livingIds.set(processId, isAlive);
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
            isProcessAlive: (id) => this.livingIds.get(id)?.() === true,
            random: random.next,
            randomBytes: random.bytes,
            createTransport: ({ requestTimeoutMs }) =>
                new SimulatedTransport(network, machine.clock, requestTimeoutMs),
        };
    }
}
