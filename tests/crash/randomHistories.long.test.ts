import { ok } from "../../tools/engine/project";
import { providers } from "../../tools/engine/providers";
import { CliPlayer } from "../simulation/player/cliPlayer";
import { HistoryGenerator } from "../simulation/history/generator";
import {
    type Command,
    foreignIds,
    isRun,
    type ModelResource,
    type RunCommand,
} from "../simulation/history/model";
import { SeededRandom } from "../simulation/world/seededRandom";
import { outputOf } from "../support/programs";
import { startTestEnvironment, type TestEnvironment, writeRequests } from "../support/testStack";

const seed = process.env["HISTORY_SEED"] ?? "2";
const commandCount = 8;

/** With these a command may fail, or a job may remain, as the user declares it. Only the simulation can decide when. */
const excludedOptions = ["target", "targetReplace", "continueOnError", "runProgram"];
const excludedInputs = [
    "jobName",
    "skipAwait",
    "protect",
    "retainOnDelete",
    "explicitProvider",
    "location",
    "timeout",
];
const stateEdits = ["taint", "untaint", "rename"];

function simplify(resource: ModelResource): ModelResource {
    const entries = Object.entries(resource).filter(([input]) => !excludedInputs.includes(input));
    // By default an adopted job is kept.
    const isHandedOver = "jobOf" in (resource.adopt ?? {});
    const policy = entries.filter(([input]) => input !== "deletionPolicy");
    return {
        ...(Object.fromEntries(policy) as typeof resource),
        ...(isHandedOver && { deletionPolicy: "delete" }),
    };
}

/** Checks whether the test plays a command. Such a command names only resources of the program. */
function isPlayed(command: Command, resources: readonly ModelResource[]): boolean {
    const has = (name: string): boolean => resources.some((resource) => resource.name === name);
    if (command.kind === "state") return stateEdits.includes(command.edit) && has(command.of);
    if (!isRun(command)) return command.kind === "service";
    const { options } = command;
    return !excludedOptions.some((name) => name in options) && (options.replace ?? []).every(has);
}

function simplifyRun({ kind, options, faults }: RunCommand, resources: readonly ModelResource[]): RunCommand {
    return { kind, program: { resources }, options: { ...options, parallel: 1 }, ...(faults && { faults }) };
}

function drawCommands(random: SeededRandom): Command[] {
    const generator = new HistoryGenerator(random);
    const commands: Command[] = [];
    let resources: readonly ModelResource[] = [];
    while (commands.length < commandCount) {
        const command = generator.next();
        if (!isPlayed(command, resources)) continue;
        if (isRun(command)) resources = command.program.resources.map(simplify);
        const simpleCommand = isRun(command) ? simplifyRun(command, resources) : command;
        // The same command twice would change nothing.
        if (JSON.stringify(simpleCommand) !== JSON.stringify(commands.at(-1))) commands.push(simpleCommand);
    }
    return commands;
}

async function play(command: Command, player: CliPlayer, { service }: TestEnvironment): Promise<string> {
    if (command.kind === "service") service.setOptions(command.options ?? {});
    if (!isRun(command) && command.kind !== "state") return "";
    service.clearRequests();
    // One request or its response is lost.
    for (const [probability, fault] of (isRun(command) && command.faults) || [])
        service.injectFault({
            kind: /before|throttled/.test(fault) ? "reset-before" : "reset-after",
            nth: Math.round(1 / probability),
        });
    const output = outputOf(await player.play(command));
    service.clearFaults();
    expect(output).not.toMatch(/\b(TypeError|ReferenceError|RangeError|AssertionError|panic:)/);
    if (command.kind === "preview" || command.kind === "refresh") expect(writeRequests(service)).toEqual([]);
    return output;
}

/** Expects that without faults the resources that have new jobs, and one more, come to where they are declared. */
async function end(
    commands: readonly Command[],
    player: CliPlayer,
    { service, stack }: TestEnvironment,
): Promise<void> {
    service.setOptions({ rateLimit: 0, failNextStarts: [] });
    const last = commands.filter(isRun).at(-1)?.program.resources ?? [];
    const newResources = last
        .filter(({ adopt }) => adopt === undefined)
        .map((each) => ({ ...each, alias: "none" }));
    const program = { resources: [...newResources, { name: "last", state: "running" } as const] };
    ok(await player.play({ kind: "up", program, options: { parallel: 1, refresh: true } }));
    ok(await stack.up("--expect-no-changes"));
    ok(await stack.destroy());
    expect(
        service.jobs.filter(({ id }) => !foreignIds.some((foreignId) => String(foreignId) === id)),
    ).toEqual([]);
}

test.each(providers)(
    "after each command of a random history the state's jobs run, and no others, and destroy leaves none, by the $name",
    async (provider) => {
        const environment = await startTestEnvironment({ provider, manifest: { name: "simulation" } });
        const commands = drawCommands(new SeededRandom(`${seed}/${provider.name}`));
        const lines = [`HISTORY_SEED=${seed}`];
        try {
            const player = new CliPlayer(provider.name, environment);
            for (const command of commands) {
                lines.push(JSON.stringify(command));
                lines.push(await play(command, player, environment));
            }
            await end(commands, player, environment);
        } catch (error) {
            throw new Error([...lines, String(error)].join("\n"), { cause: error });
        } finally {
            await environment.close();
        }
    },
    300_000,
);
