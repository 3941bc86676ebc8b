import { decisionCounts } from "./decisionCounts";
import type { EngineHost } from "../host/engineHost";
import { type HistoryResult, playCommands, playSeed } from "./history";
import type { Violation } from "../rules/violation";
import { classify } from "../rules/knownFaults";
import type { Command } from "./model";
import type { ProviderName } from "../player/programs";
import { shrink } from "./shrink";
import { Tally } from "./tally";

/** How many commands a history has. */
export const historyLength = 10;

export interface SeedsResult {
    commandCount: number;
    requestCount: number;
    /** The number of commands after which each known fault was found first, by its name. */
    readonly firstCounts: Map<string, number>;
    /** What a person reads of each violation that is no known fault. */
    readonly unknown: string[];
    readonly tally: Tally;
}

export function emptyResult(): SeedsResult {
    return { commandCount: 0, requestCount: 0, firstCounts: new Map(), unknown: [], tally: new Tally() };
}

/** Plays the history of one seed, and adds what came of it. */
export async function addSeed(
    result: SeedsResult,
    host: EngineHost,
    provider: ProviderName,
    seed: string,
): Promise<void> {
    const history = await playSeed(host, provider, seed, historyLength);
    result.commandCount += history.results.length;
    result.requestCount += history.requestCount;
    result.tally.addHistory(history);
    result.tally.setTable("rows of decide", decisionCounts);
    const commands = history.results.map(({ command }) => command);
    for (const violation of history.violations) {
        const fault = classify(violation, commands);
        if (fault === undefined) {
            result.unknown.push(await describe(history, violation, host, provider, seed));
            break;
        }
        if (!result.firstCounts.has(fault.name)) result.firstCounts.set(fault.name, result.commandCount);
    }
}

/** Writes down the seed, the history, and the shortest history that shows the same. */
async function describe(
    { commands }: HistoryResult,
    violation: Violation,
    host: EngineHost,
    provider: ProviderName,
    seed: string,
): Promise<string> {
    const { rule, text } = violation;
    // Each history at which the engine gets stuck costs a new process.
    const maxTries = rule === "the simulation goes on" ? 20 : 150;
    const stillFails = async (candidate: readonly Command[]): Promise<boolean> => {
        const { violations, results } = await playCommands(host, provider, seed, candidate);
        const playedCommands = results.map(({ command }) => command);
        return violations.some((each) => each.rule === rule && classify(each, playedCommands) === undefined);
    };
    const shortest = await shrink(commands, stillFails, maxTries);
    const lines = (title: string, list: readonly Command[]): string[] => [
        title,
        ...list.map((command) => `    ${JSON.stringify(command)}`),
    ];
    return [
        `seed ${seed}, by the ${provider}: ${rule}: ${text}`,
        ...lines("  history:", commands),
        ...lines("  shrunk:", shortest),
    ].join("\n");
}
