import type { Server } from "@grpc/grpc-js";
import { createProvider } from "../../../provider/src/engine/dynamicProvider";
import { PluginProvider } from "../../../provider/src/engine/plugin/provider";
import { serviceDefinition } from "../../../provider/src/engine/plugin/priorOutputs";
import { createService } from "../../../provider/src/engine/plugin/service";
import { protocol } from "../../../provider/src/engine/pulumiProtobuf";
import type { Machine } from "../../../provider/src/lifecycle/machine";
import type { CallGate } from "../world/callGate";
import { startDynamicHost } from "./dynamicHost";

export interface ProcessOptions {
    /** Identifies the process in the log. */
    readonly name: string;
    readonly gate: CallGate;
    /** Takes a lasting message that the engine would show. */
    readonly show: (text: string) => void;
    /** What the process takes from its machine; its clock and transport end with the process. */
    readonly createMachine: (isAlive: () => boolean) => Machine;
}

/** A process of the plugin, or of Pulumi's host with the dynamic provider, that is part of this process. */
export class ProviderProcess {
    private isAlive = true;
    private server: Server | undefined;
    private readonly shutdownTasks: (() => void)[] = [];

    constructor(private readonly packageName: string) {}

    /** Pulumi's host goes on where its engine is killed alone; the plugin ends with its engine. */
    get survivesEngine(): boolean {
        return this.packageName !== "modelarts";
    }

    /** Resolves with the port at which it serves. */
    async start({ name, gate, show, createMachine }: ProcessOptions): Promise<number> {
        const isAlive = (): boolean => this.isAlive;
        const machine = createMachine(isAlive);
        const messages = {
            progress: () => undefined,
            warn: (_: unknown, text: string) => {
                show(text);
            },
            inform: show,
        };
        if (this.packageName === "modelarts") {
            const plugin = new PluginProvider(messages, machine);
            this.shutdownTasks.push(() => {
                plugin.close();
            });
            const definition = serviceDefinition();
            const service = gate.guard(
                name,
                definition,
                createService(
                    () => plugin,
                    () => undefined,
                ),
                isAlive,
            );
            const server = new (protocol.grpc().Server)();
            server.addService(definition, service);
            this.server = server;
            const credentials = protocol.grpc().ServerCredentials.createInsecure();
            return new Promise((resolve, reject) => {
                server.bindAsync("127.0.0.1:0", credentials, (error, port) => {
                    if (error === null) resolve(port);
                    else reject(error);
                });
            });
        }
        const { port, server } = await startDynamicHost(
            () => createProvider(machine, messages, (close) => this.shutdownTasks.push(close)),
            (definition, service) => gate.guard(name, definition, service, isAlive),
        );
        this.server = server;
        return port;
    }

    /** Ends the process: with `closed` the engine shuts it down by a signal, with `cut` it is killed. */
    stop(reason: "closed" | "cut"): void {
        if (!this.isAlive) return;
        if (reason === "closed") for (const task of this.shutdownTasks) task();
        this.isAlive = false;
        this.server?.forceShutdown();
    }
}
