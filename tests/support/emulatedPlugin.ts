import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Emulator } from "../../emulator/src";
import { PluginClient, type Resource } from "./pluginClient";
import { startPluginServer, type Values } from "./pluginServer";
import { SecretDetector } from "./secrets";
import { urnOf } from "./urns";

/** Returns the configuration with which a stack uses the emulator, with short waits. */
export function pluginConfig({ info }: Emulator): Values {
    return {
        region: info.region,
        projectId: info.projectId,
        accessKey: info.accessKey,
        secretKey: info.secretKey,
        endpoints: { modelarts: info.modelarts, iam: info.iam },
        pollInterval: "0.05",
        waitTimeout: "20",
    };
}

type StartPlugin = (
    emulator: Emulator,
    config?: Values,
    environment?: Readonly<Record<string, string>>,
) => Promise<PluginClient>;

/**
 * Starts plugins for the tests of a file as the engine does: configured, and each with its own environment. They end
 * after each test, and none may have sent a secret. Those of one test share a Pulumi home.
 */
export function usePlugins(): { readonly start: StartPlugin } {
    const plugins: { client: PluginClient; detector: SecretDetector }[] = [];
    let home: string;
    beforeEach(() => {
        home = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-home-"));
    });
    afterEach(() => {
        const leaks = plugins.map(({ client, detector }) =>
            detector.findLeaksIn(client.server.texts.map((text) => [text, text] as const)),
        );
        for (const { client } of plugins.splice(0)) client.server.close();
        rmSync(home, { recursive: true, force: true });
        expect(leaks.flat()).toEqual([]);
    });
    const start: StartPlugin = async (emulator, config = pluginConfig(emulator), environment = {}) => {
        const client = new PluginClient(await startPluginServer({ PULUMI_HOME: home, ...environment }));
        plugins.push({ client, detector: new SecretDetector(emulator) });
        await client.configure(config);
        return client;
    };
    return { start };
}

/** Calls `check`, and then `create`, as in an `up` of a new resource. */
export async function createResource(plugin: PluginClient, name: string, args: Values): Promise<Resource> {
    const { inputs, failures } = await plugin.check(urnOf(name), args);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return plugin.create(urnOf(name), inputs);
}

/** Calls `check` with what the state has, and then `diff`, as in a preview of a changed program. */
export async function previewChange(plugin: PluginClient, prior: Resource, args: Values) {
    const { inputs, failures } = await plugin.check(prior.urn, args, prior.inputs);
    return { inputs, failures, difference: await plugin.diff(prior, inputs) };
}
