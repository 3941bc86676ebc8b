import type { Machine } from "../../provider/src/lifecycle/machine";
import type { CallGate } from "./callGate";
import type { PluginHost } from "./engineProcess";
import type { Machines } from "./machines";
import type { WorldNetwork } from "./network";
import { ProviderProcess } from "./providerProcess";
import type { SeededRandom } from "./seededRandom";
import { SimulatedTransport } from "./simulatedTransport";

/** The provider processes that the engine has started and not stopped. */
export class ProviderProcesses {
    private readonly living = new Map<number, ProviderProcess>();
    private count = 0;
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
    ) {}

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
        const process = new ProviderProcess();
        this.living.set(instance, process);
        const name = `${packageName}#${++this.count}`;
        return process.start({
            packageName,
            name,
            gate: this.gate,
            createMachine: (isAlive) => this.createMachine(name, isAlive),
        });
    }

    private createMachine(name: string, isAlive: () => boolean): Machine {
        const random = this.random.fork(`process ${name}`);
        const machine = this.machines.describe(isAlive);
        const network = this.network.of(name);
        return {
            ...machine,
            random: random.next,
            randomBytes: random.bytes,
            createTransport: ({ requestTimeoutMs }) =>
                new SimulatedTransport(network, machine.clock, requestTimeoutMs),
        };
    }
}
