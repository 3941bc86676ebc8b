import { endingOf, findEndViolations } from "../rules/endRules";
import type { EngineHost } from "../host/engineHost";
import { HistoryGenerator } from "./generator";
import { findViolations } from "../rules/invariants";
import type { Violation } from "../rules/violation";
import type { Command } from "./model";
import { outsideOf } from "../rules/outside";
import type { CommandResult } from "../player/commandResult";
import { Player } from "../player/player";
import type { ProviderName } from "../player/programs";
import { SeededRandom } from "../world/seededRandom";

/** After a violation of these the service and the states still agree, so that the history means something. */
const rulesToGoOn: ReadonlySet<Violation["rule"]> = new Set([
    "an error is true",
    "an operation has its time",
    "an operation ends in time",
    "few requests are enough",
    "nothing is sent after a cancel",
    "no secret is shown",
]);

/** The steps of a history, and their results. */
export interface HistoryResult {
    readonly commands: readonly Command[];
    readonly results: readonly CommandResult[];
    readonly violations: readonly Violation[];
    /** The reasons why rules do not hold where they are not promised. */
    readonly outside: readonly string[];
    readonly atStake: readonly Violation["rule"][];
    readonly log: readonly string[];
    readonly requestCount: number;
}

/** Plays the commands of a seed until the world is not as the rules say; the last ones bring everything to where it is declared. */
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
    const results: CommandResult[] = [];
    const atStake: Violation["rule"][] = [];
    const outside: string[] = [];
    const violations: Violation[] = [];
    let isEnded = false;
    const isPromised = (violation: Violation): boolean => {
        const reason = outsideOf(violation, player, results);
        if (reason !== undefined) outside.push(reason);
        return reason === undefined;
    };
    try {
        for (const command of [...commands, ...endingOf(commands)]) {
            const result = await player.play(command);
            results.push(result);
            const newViolations = findViolations(player, result, (rule) => atStake.push(rule)).filter(
                isPromised,
            );
            violations.push(...newViolations);
            isEnded = newViolations.some(({ rule }) => !rulesToGoOn.has(rule));
            if (isEnded) break;
        }
        if (!isEnded) {
            const endViolations: Violation[] = [];
            const ending = results.slice(commands.length);
            findEndViolations(player, ending, (rule, text) => endViolations.push({ rule, text }));
            violations.push(...endViolations.filter(isPromised));
        }
        await player.backends.close();
    } catch (error) {
        // The engine may still be at work on the command.
        await host.restart();
        const violation = { rule: "the simulation goes on", text: (error as Error).message } as const;
        if (isPromised(violation)) violations.push(violation);
    } finally {
        player.world.close();
    }
    const { log, network } = player.world;
    return {
        commands: commands.slice(0, results.length),
        results,
        violations,
        outside,
        atStake,
        log,
        requestCount: network.totalCount,
    };
}
