import type { EngineHost } from "./engineHost";
import { HistoryGenerator } from "./generator";
import { findViolations, type Violation } from "./invariants";
import type { Command, ProgramModel } from "./model";
import { type Played, Player } from "./player";
import type { ProviderName } from "./programs";
import { SeededRandom } from "./seededRandom";

/** The steps of a history, and what came of them. */
export interface HistoryResult {
    readonly commands: readonly Command[];
    readonly played: readonly Played[];
    readonly violations: readonly Violation[];
    readonly log: readonly string[];
    readonly requestCount: number;
}

/** Plays the commands of a seed until one violates a rule; the last ones bring everything to where it is declared. */
export async function playSeed(
    host: EngineHost,
    provider: ProviderName,
    seed: string,
    count: number,
): Promise<HistoryResult> {
    const generator = new HistoryGenerator(new SeededRandom(seed).fork("history"));
    const commands = Array.from({ length: count }, () => generator.next());
    return playCommands(host, provider, seed, commands);
}

/** Plays these commands in a world of the seed. */
export async function playCommands(
    host: EngineHost,
    provider: ProviderName,
    seed: string,
    commands: readonly Command[],
): Promise<HistoryResult> {
    const player = new Player(host, new SeededRandom(seed).fork("world"), provider);
    const played: Played[] = [];
    let violations: readonly Violation[] = [];
    try {
        for (const command of [...commands, ...endingOf(commands)]) {
            const result = await player.play(command);
            played.push(result);
            violations = findViolations(player, result);
            if (violations.length > 0) break;
        }
        if (violations.length === 0) violations = findEndViolations(player, played.slice(-3));
    } finally {
        await player.world.close();
    }
    const { log, requestCount } = player.world;
    return { commands: commands.slice(0, played.length), played, violations, log, requestCount };
}

/** Without faults: two `up --refresh`, of which the second has nothing to do, and a `destroy`. */
function endingOf(commands: readonly Command[]): Command[] {
    const last = commands.filter((command) => "program" in command).at(-1);
    const resources = (last as { program: ProgramModel } | undefined)?.program.resources ?? [];
    const program = { resources: resources.map((each) => ({ ...each, protect: false })) };
    const up = { kind: "up", program, options: { parallel: 1, refresh: true } } as const;
    return [up, up, { kind: "destroy", program, options: { parallel: 1 } }];
}

function findEndViolations(player: Player, ending: readonly Played[]): Violation[] {
    const [, second, destroy] = ending;
    const rule = "everything comes to where it is declared";
    const changes = second?.steps.filter(({ op }) => !/^(same|refresh|read)$/.test(op)) ?? [];
    if (second?.ok === true && changes.length > 0)
        return [{ rule, text: `the second up --refresh does ${changes.map(({ op }) => op).join(", ")}` }];
    if (destroy?.ok !== true) return [];
    const left = player.world.service.jobs.filter(
        ({ id, statusName }) => id.length >= 4 && !player.releasedIds.has(id) && statusName === "RUNNING",
    );
    return left.map(({ id, name }) => ({
        rule: "destroy leaves nothing",
        text: `${name} (${id}) is RUNNING`,
    }));
}
