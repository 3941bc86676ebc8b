import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Emulator } from "../../emulator/src";
import { PluginClient, type Resource } from "./pluginClient";
import { startPluginServer, type Values } from "./pluginServer";
import { SecretDetector } from "./secrets";

export const urnOf = (name: string): string =>
    `urn:pulumi:dev::test::modelarts:index:VisualizationJob::${name}`;

/** What a stack has to configure to use the emulator, and short waits. */
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

/** Starts plugins for the tests of a file, and ends them after each test; none may have sent a secret. */
class EmulatedPlugins {
    private readonly open: { client: PluginClient; detector: SecretDetector }[] = [];

    /** A plugin process as the engine would start it: configured, with an environment of its own. */
    async start(
        emulator: Emulator,
        config: Values = pluginConfig(emulator),
        environment: Readonly<Record<string, string>> = {},
    ): Promise<PluginClient> {
        const client = new PluginClient(await startPluginServer(environment));
        this.open.push({ client, detector: new SecretDetector(emulator) });
        await client.configure(config);
        return client;
    }

    close(): void {
        const sent = this.open.map(({ client, detector }) =>
            detector.findLeaksIn(client.server.texts.map((text) => [text, text] as const)),
        );
        for (const { client } of this.open.splice(0)) client.server.close();
        expect(sent.flat()).toEqual([]);
    }
}

/** Pending creates go to a folder that is deleted in the end. */
export function usePlugins(): EmulatedPlugins {
    const plugins = new EmulatedPlugins();
    const home = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-home-"));
    beforeAll(() => {
        process.env["PULUMI_HOME"] = home;
    });
    afterEach(() => {
        plugins.close();
    });
    afterAll(() => {
        delete process.env["PULUMI_HOME"];
        rmSync(home, { recursive: true, force: true });
    });
    return plugins;
}

/** `check`, and then `create`, as in an `up` of a new resource. */
export async function createResource(plugin: PluginClient, name: string, args: Values): Promise<Resource> {
    const { inputs, failures } = await plugin.check(urnOf(name), args);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return plugin.create(urnOf(name), inputs);
}

/** `check` with what the state has, and then `diff`, as in a preview of a changed program. */
export async function previewChange(plugin: PluginClient, prior: Resource, args: Values) {
    const { inputs, failures } = await plugin.check(prior.urn, args, prior.inputs);
    return { inputs, failures, difference: await plugin.diff(prior, inputs) };
}
