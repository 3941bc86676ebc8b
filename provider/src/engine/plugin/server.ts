/*
 * Serves the plugin `pulumi-resource-modelarts`. Pulumi's own server for providers in Node.js drops the configuration,
 * `customTimeouts`, old inputs and the detailed diff, so this package has its own.
 */
import { PluginProvider, pluginErrorMessage } from "./provider";
import { isProcessAlive } from "../../lifecycle/machine";
import type { Messages } from "../../lifecycle/messages";
import { describeEngine } from "../describeEngine";
import { createEngineLog } from "../engineLog";
import { protocol } from "../pulumiProtobuf";
import { onShutdown } from "../shutdown";
import { serviceDefinition } from "./priorOutputs";
import { createService } from "./service";

/** Maximum size of a message in bytes, the same as Pulumi's. */
const maxMessageBytes = 400 * 1024 * 1024;

/** Serves the engine until it shuts this process down. `args` are the arguments with which it starts a plugin. */
export function servePlugin(args: readonly string[]): void {
    let engine = findEngineAddress(args);
    let log = createEngineLog(engine);
    const messages: Messages = {
        progress: (urn, text) => {
            log.progress(urn, text);
        },
        warn: (urn, text) => {
            log.warn(urn, text);
        },
        inform: (text) => {
            log.inform?.(text);
        },
    };
    const startRun = (): PluginProvider => new PluginProvider(messages, describeEngine(engine));
    let plugin = startRun();
    // A process that a person has started serves one run after the other (`PULUMI_DEBUG_PROVIDERS`).
    const attach = (address: string): void => {
        if (address === engine) return;
        plugin.close();
        engine = address;
        log = createEngineLog(address);
        plugin = startRun();
    };
    // The engine sends it after it has persisted the results.
    onShutdown(() => {
        plugin.close();
    });
    exitWithParent();
    surviveErrors();
    const grpc = protocol.grpc();
    const serverOptions = {
        "grpc.max_receive_message_length": maxMessageBytes,
        "grpc.max_send_message_length": maxMessageBytes,
    };
    const server = new grpc.Server(serverOptions);
    server.addService(
        serviceDefinition(),
        createService(() => plugin, attach),
    );
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error !== null) {
            logError(error);
            process.exit(1);
        }
        // The engine reads the port to connect to.
        process.stdout.write(`${port}\n`);
    });
}

/** An error outside any call must not end the process: other calls of the engine are under way. */
function surviveErrors(): void {
    process.on("uncaughtException", logError);
    process.on("unhandledRejection", logError);
}

/** The engine shows standard error beside the resources. */
function logError(error: unknown): void {
    process.stderr.write(`${pluginErrorMessage(error)}\n`);
}

/**
 * A killed engine cannot end its plugins. The pending create records stay for the next run. On Windows the ID of the
 * parent does not change when it ends.
 */
function exitWithParent(): void {
    const parent = process.ppid;
    setInterval(() => {
        if (process.ppid !== parent || !isProcessAlive(parent)) process.exit(1);
    }, 1000).unref();
}

/** The address is the last argument, after flags such as `--logtostderr`, `-v=9` and `--tracing URL`. */
function findEngineAddress(args: readonly string[]): string | undefined {
    return args.filter((arg) => !arg.startsWith("-")).at(-1);
}
