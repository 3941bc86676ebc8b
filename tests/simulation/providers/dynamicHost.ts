import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type { Server, ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { dynamic } from "@pulumi/pulumi";

const file = require.resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js");
const requireOfHost = createRequire(file);
const parameters = ["exports", "require", "module", "__filename", "__dirname", "process", "console"];
// eslint-disable-next-line @typescript-eslint/no-implied-eval -- The host is a script that serves once per load.
const load = new Function(...parameters, readFileSync(file, "utf8")) as (...args: unknown[]) => void;
// The host asks for the project's name, which its process finds there.
process.env["PULUMI_NODEJS_PROJECT"] = "simulation";

export type GuardService = (
    definition: ServiceDefinition,
    service: UntypedServiceImplementation,
) => UntypedServiceImplementation;

/**
 * Starts Pulumi's own host of dynamic providers in this process, once more with each call. The host gets this provider
 * in place of the code in the state, and `guard` gets its service.
 */
export function startDynamicHost(
    createProvider: () => dynamic.ResourceProvider,
    guard: GuardService,
): Promise<{ readonly port: number; readonly server: Server }> {
    const grpc = requireOfHost("@grpc/grpc-js") as typeof Grpc;
    return new Promise((resolve) => {
        const servers: Server[] = [];
        class GuardedServer extends grpc.Server {
            constructor(options?: Grpc.ServerOptions) {
                super(options);
                servers.push(this);
            }
            override addService(definition: ServiceDefinition, service: UntypedServiceImplementation): void {
                super.addService(definition, guard(definition, service));
            }
        }
        const modules: Readonly<Record<string, unknown>> = {
            "@grpc/grpc-js": { ...grpc, Server: GuardedServer },
            "require-from-string": () => ({ handler: createProvider }),
            "source-map-support/register": {},
        };
        const require = (name: string): unknown => modules[name] ?? requireOfHost(name);
        const process = { argv: ["node", file, "127.0.0.1:1"], on: () => undefined };
        const console = {
            // The host prints its port.
            log: (port: string) => {
                for (const server of servers) resolve({ port: Number(port), server });
            },
            error: () => undefined,
        };
        load({}, require, { exports: {} }, file, "", process, console);
    });
}
