import { decisionCounts } from "./decisionCounts";
import type { EngineHost } from "../host/engineHost";
import { type HistoryResult, playCommands, playSeed } from "./history";
import type { Violation } from "../rules/violation";
import type { Command } from "./model";
import type { ProviderName } from "../player/programs";
import { shrink } from "./shrink";
import { Tally } from "./tally";

/** How many commands a history has. */
export const historyLength = 10;

export interface SeedsResult {
    commandCount: number;
    requestCount: number;
    /** What a person reads of each violation. */
    readonly violations: string[];
    readonly tally: Tally;
}

/** The result as another process sends it. */
export type SentResult = Omit<SeedsResult, "tally"> & { readonly tally: Pick<Tally, "counts"> };

export function emptyResult(): SeedsResult {
    return { commandCount: 0, requestCount: 0, violations: [], tally: new Tally() };
}

/** Adds what came of other seeds. */
export function addResult(
    sum: SeedsResult,
    { commandCount, requestCount, violations, tally }: SentResult,
): void {
    sum.commandCount += commandCount;
    sum.requestCount += requestCount;
    sum.violations.push(...violations);
    sum.tally.addAll(tally);
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
    const [violation] = history.violations;
    if (violation !== undefined)
        result.violations.push(await describe(history, violation, host, provider, seed));
}

/** Writes down the seed, the history, and the shortest history that shows the same. */
async function describe(
    { commands }: HistoryResult,
    { rule, text }: Violation,
    host: EngineHost,
    provider: ProviderName,
    seed: string,
): Promise<string> {
    // Each history at which the engine gets stuck costs a new process.
    const maxTries = rule === "the simulation goes on" ? 20 : 150;
    const shortest = await shrink(
        commands,
        async (candidate) => {
            const { violations } = await playCommands(host, provider, seed, candidate);
            return violations.some((each) => each.rule === rule);
        },
        maxTries,
    );
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
