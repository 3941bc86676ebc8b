import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { providerPlugin } from "../../tools/engine/providers";
import { jobsIn, startTestEnvironment } from "../support/testStack";
import { toCommandLine, toProgramText } from "./cliProgram";
import { describeWithEngine, engineBuildMs } from "./describeWithEngine";
import { requireEngineFile } from "./engineBuild";
import { EngineHost } from "./engineHost";
import { type AdoptedJob, type Command, foreignIds, isRun } from "./model";
import { Player } from "./player";
import { nameOf, urnOf } from "./programs";
import { describeCall, fieldsOf, type ProviderCall } from "./providerCall";
import { type Scenario, scenarios } from "./scenarios";
import { SeededRandom } from "./seededRandom";

/** The calls of one command, in the order of each resource; resources that do not depend on each other have none. */
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
    const { stack, service } = environment;
    const log = path.join(stack.folder, "calls.jsonl");
    stack.env["PULUMI_DEBUG_GRPC"] = log;
    const ids = new Map<string, string>();
    const findId = (job: AdoptedJob): string | undefined =>
        "foreign" in job ? String(foreignIds[job.foreign]) : ids.get(job.jobOf);
    const run = async (command: Command): Promise<readonly ProviderCall[]> => {
        const resources = await jobsIn(stack);
        const findUrn = (name: string): string =>
            resources.find(({ urn }) => nameOf(urn) === name)?.urn ?? urnOf("plugin", "dev", { name });
        if (command.kind !== "state" && !isRun(command)) return [];
        if (command.kind === "state") {
            const names = command.to === undefined ? [] : [command.to];
            await stack.pulumi(["state", command.edit, findUrn(command.of), ...names, "--yes"]);
            return [];
        }
        await stack.write(toProgramText(command.program, findId));
        await rm(log, { force: true });
        await stack.pulumi(toCommandLine(command.kind, command.options, findUrn));
        for (const { urn, id } of await jobsIn(stack)) if (id !== undefined) ids.set(nameOf(urn), id);
        return byResource(await readCalls(log));
    };
    try {
        for (const id of foreignIds) service.makeJob({ id, name: `foreign-${id}` });
        const commands: (readonly ProviderCall[])[] = [];
        for (const command of scenario) commands.push(await run(command));
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
        const found = await requireEngineFile();
        host = new EngineHost(found);
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
