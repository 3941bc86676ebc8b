/*
 * Serves the plugin `pulumi-resource-modelarts`. Pulumi's own server for providers in Node.js hands over neither the
 * configuration, nor `customTimeouts`, nor old inputs, and answers without a detailed diff: hence this one.
 */
import { PluginProvider, pluginErrorMessage } from "./provider";
import { createEngineLog } from "../engineLog";
import { protocol } from "../pulumiProtobuf";
import { createService } from "./service";

/** Bytes of one message, as Pulumi itself allows. */
const maxMessageBytes = 400 * 1024 * 1024;

/** Serves the engine until it ends this process. `args` are those that it starts a plugin with. */
export function servePlugin(args: readonly string[]): void {
    let engine = engineAddress(args);
    let progress = createEngineLog(engine);
    const plugin = new PluginProvider((urn, text) => {
        progress(urn, text);
    });
    const attach = (address: string): void => {
        if (address === engine) return;
        engine = address;
        progress = createEngineLog(address);
    };
    // With this the engine ends its plugins, once it has written down what they told it.
    process.once("SIGINT", () => {
        plugin.close();
        process.exit(130);
    });
    exitWithParent();
    surviveErrors();
    const grpc = protocol.grpc();
    const serverOptions = {
        "grpc.max_receive_message_length": maxMessageBytes,
        "grpc.max_send_message_length": maxMessageBytes,
    };
    const server = new grpc.Server(serverOptions);
    server.addService(protocol.service().ResourceProviderService, createService(plugin, attach));
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error !== null) {
            logError(error);
            process.exit(1);
        }
        // The engine reads where to connect to.
        process.stdout.write(`${port}\n`);
    });
}

/** What nobody was waiting for fails alone: other calls of the engine are under way. */
function surviveErrors(): void {
    process.on("uncaughtException", logError);
    process.on("unhandledRejection", logError);
}

/** The engine shows it beside the resources. */
function logError(error: unknown): void {
    process.stderr.write(`${pluginErrorMessage(error)}\n`);
}

/** An engine that is killed cannot end its plugins. What was being made stays in the journal for the next run. */
function exitWithParent(): void {
    const parent = process.ppid;
    setInterval(() => {
        if (process.ppid !== parent) process.exit(1);
    }, 1000).unref();
}

/** It comes last, after flags such as `--logtostderr`, `-v=9` and `--tracing URL`. */
function engineAddress(args: readonly string[]): string | undefined {
    return args.filter((arg) => !arg.startsWith("-")).at(-1);
}
