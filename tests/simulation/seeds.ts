import type { EngineHost } from "./engineHost";
import { type HistoryResult, playCommands, playSeed } from "./history";
import { classify } from "./knownFaults";
import type { Command } from "./model";
import type { ProviderName } from "./programs";
import { shrink } from "./shrink";
import { Tally } from "./tally";

/** How many commands a history has. */
export const historyLength = 10;

export interface SeedsResult {
    commandCount: number;
    requestCount: number;
    /** After how many commands each known fault was found first. */
    readonly foundAfter: Map<string, number>;
    /** What a person reads of each violation that is not known. */
    readonly unknown: string[];
    readonly tally: Tally;
}

export function emptyResult(): SeedsResult {
    return { commandCount: 0, requestCount: 0, foundAfter: new Map(), unknown: [], tally: new Tally() };
}

/** Plays the history of one seed, and adds what came of it. */
export async function addSeed(
    result: SeedsResult,
    host: EngineHost,
    provider: ProviderName,
    seed: string,
): Promise<void> {
    const history = await playSeed(host, provider, seed, historyLength);
    result.commandCount += history.played.length;
    result.requestCount += history.requestCount;
    for (const played of history.played) result.tally.addPlayed(played);
    result.tally.addLog(history.log);
    const [violation] = history.violations;
    if (violation === undefined) return;
    const fault = classify(violation, history.commands);
    if (fault === undefined) result.unknown.push(await describe(history, host, provider, seed));
    else if (!result.foundAfter.has(fault.name)) result.foundAfter.set(fault.name, result.commandCount);
}

/** The seed, the history, and the shortest history that shows the same. */
async function describe(
    { commands, violations }: HistoryResult,
    host: EngineHost,
    provider: ProviderName,
    seed: string,
): Promise<string> {
    const rule = violations[0]?.rule;
    const shortest = await shrink(commands, async (candidate) => {
        const again = await playCommands(host, provider, seed, candidate);
        return again.violations[0]?.rule === rule;
    });
    const lines = (title: string, list: readonly Command[]): string[] => [
        title,
        ...list.map((command) => `    ${JSON.stringify(command)}`),
    ];
    return [
        `seed ${seed}, by the ${provider}: ${violations.map((each) => `${each.rule}: ${each.text}`).join("; ")}`,
        ...lines("  history:", commands),
        ...lines("  shrunk:", shortest),
    ].join("\n");
}
