import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { providerPlugin } from "../../tools/engine/providers";
import { startTestEnvironment } from "../support/testStack";
import { CliPlayer } from "./player/cliPlayer";
import { describeWithEngine, engineBuildMs } from "./host/describeWithEngine";
import { requireEngineFile } from "./host/engineBuild";
import { EngineHost } from "./host/engineHost";
import { isRun } from "./history/model";
import { Player } from "./player/player";
import { describeCall, fieldsOf, type ProviderCall } from "./providers/providerCall";
import { type Scenario, scenarios } from "./history/scenarios";
import { SeededRandom } from "./world/seededRandom";

/** Sorts the calls of one command by resource, since resources that do not depend on each other have no order. */
function byResource(calls: readonly ProviderCall[]): readonly ProviderCall[] {
    const resourceOf = (call: ProviderCall): string => call.split(", ")[1] ?? "";
    return [...calls].sort((one, other) =>
        resourceOf(one) < resourceOf(other) ? -1 : resourceOf(one) > resourceOf(other) ? 1 : 0,
    );
}

async function playInSimulation(host: EngineHost, scenario: Scenario): Promise<(readonly ProviderCall[])[]> {
    const player = new Player(host, new SeededRandom("calls"), "plugin");
    const commands: ProviderCall[][] = [];
    player.world.onCall = (method, request) => {
        const call = describeCall(method, fieldsOf(request));
        if (call !== undefined) commands.at(-1)?.push(call);
    };
    try {
        for (const command of scenario) {
            commands.push([]);
            await player.play(command);
        }
    } finally {
        await player.backends.close();
    }
    return commands.map(byResource);
}

async function playWithCli(scenario: Scenario): Promise<(readonly ProviderCall[])[]> {
    const environment = await startTestEnvironment({
        provider: providerPlugin,
        manifest: { name: "simulation" },
        service: { boot: 0.1, stop: 0.1 },
    });
    const { stack } = environment;
    // A scenario may leave a job on purpose.
    delete stack.aroundCommand;
    const log = path.join(stack.folder, "calls.jsonl");
    stack.env["PULUMI_DEBUG_GRPC"] = log;
    try {
        const player = new CliPlayer("plugin", environment);
        const commands: (readonly ProviderCall[])[] = [];
        for (const command of scenario) {
            if (!isRun(command) && command.kind !== "state")
                throw new Error(`The CLI has no ${command.kind}.`);
            await rm(log, { force: true });
            await player.play(command);
            commands.push(isRun(command) ? byResource(await readCalls(log)) : []);
        }
        return commands;
    } finally {
        await environment.close();
    }
}

/** Each call is in the log twice: when it begins, and when it ends. */
async function readCalls(log: string): Promise<ProviderCall[]> {
    const lines = (await readFile(log, "utf8")).trim().split("\n");
    return lines.flatMap((line) => {
        const entry = JSON.parse(line) as {
            method: string;
            request?: object;
            progress?: string;
            duration?: unknown;
        };
        if (!entry.method.includes("ResourceProvider/") || entry.duration !== undefined) return [];
        return describeCall(entry.method, (entry.request ?? {}) as Record<string, unknown>) ?? [];
    });
}

describeWithEngine("the engine of the simulation calls the provider as the CLI does", () => {
    let host: EngineHost;
    beforeAll(async () => {
        const file = await requireEngineFile();
        host = new EngineHost(file);
    }, engineBuildMs);
    afterAll(() => host.destroy());

    test.each(Object.entries(scenarios))(
        "%s",
        async (_name, scenario) => {
            const calls = await playWithCli(scenario);
            expect(await playInSimulation(host, scenario)).toEqual(calls);
            expect(calls.flat().length).toBeGreaterThan(3);
        },
        120_000,
    );
});
