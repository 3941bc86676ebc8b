import type { Plan } from "./plan";
import { countPollsPerTick } from "./polls";
import {
    commandsOf,
    type Measurement,
    memoryGrowth,
    providerKinds,
    ratio,
    type Results,
    runsOf,
    type Subject,
} from "./results";

interface Figure {
    /** Not a number if it was not measured. */
    readonly value: number;
    readonly limit: number;
    readonly text: string;
}

/** For both providers and each aim: the provider, the aim, the outcome, and the figure that decides. */
export function judge(results: Results): string[][] {
    const { plan } = results;
    const isSlow = Math.min(plan.boot, plan.stop) >= 10;
    const isLarge = Math.max(...plan.sizes) >= 1000;
    return providerKinds.flatMap((provider) => {
        const runs = commandsOf(results).flatMap((command) => runsOf(results, provider, command).slice(-1));
        const upTo100 = runs.filter(({ size }) => size <= 100);
        const above100 = runs.filter(({ size }) => size > 100);
        const at100 = runs.filter(({ size }) => size === 100);
        const judged = (aim: string, canBeJudged: boolean, figures: readonly Figure[]): string[] => {
            const [outcome, figure] = verdict(figures);
            const isOpen = !canBeJudged && outcome !== "not measured";
            return [provider, aim, isOpen ? "not judged" : outcome, figure];
        };
        return [
            judged(
                "wall time within 1.1 of the baseline, up to 100 jobs",
                isSlow,
                upTo100.map((run) => wallTime(run, results, 1.1)),
            ),
            judged(
                "wall time within 1.25 of the baseline, at 1000 jobs",
                isSlow,
                above100.map((run) => wallTime(run, results, 1.25)),
            ),
            judged(
                "a change detected within 1 s or a tenth of the job's own time",
                true,
                runs.map((run) => detection(run, plan)),
            ),
            judged("at most 2.5 kB of state for each job", true, runs.map(state)),
            judged(
                "at most 0.1 polls for each job and tick, at 100 jobs",
                isSlow,
                at100.map((run) => polls(run, plan)),
            ),
            judged("memory that grows by less than 20 kB for each job", isLarge, [memory(provider, results)]),
        ];
    });
}

/** All figures that missed their limit, the worst first, or else the one nearest to its limit. */
function verdict(figures: readonly Figure[]): [outcome: string, figure: string] {
    const byWorst = figures
        .filter(({ value }) => !Number.isNaN(value))
        .sort((a, b) => b.value / b.limit - a.value / a.limit);
    const missed = byWorst.filter(({ value, limit }) => value > limit);
    const [worst] = byWorst;
    if (worst === undefined) return ["not measured", "-"];
    if (missed.length === 0) return ["met", `at most ${worst.text}`];
    return ["missed", missed.map(({ text }) => text).join(", ")];
}

const at = ({ operation, size }: Measurement): string => `at ${operation} of ${size}`;
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

function wallTime(run: Measurement, results: Results, limit: number): Figure {
    const value = ratio(results, run.subject, run);
    return { value, limit, text: `${value.toFixed(2)} ${at(run)}` };
}

function detection(run: Measurement, { boot, stop }: Plan): Figure {
    const seconds = run.detectionSeconds.length === 0 ? NaN : Math.max(...run.detectionSeconds);
    const duration = run.operation === "create" || run.operation === "restart" ? boot : stop;
    return {
        // The measurement is exact to a tenth of a second.
        value: Math.round(seconds * 10) / 10,
        limit: Math.max(1, duration / 10),
        text: `${seconds.toFixed(2)} s ${at(run)}`,
    };
}

function state({ stateBytes = NaN }: Measurement): Figure {
    return { value: stateBytes, limit: 2500, text: kB(stateBytes) };
}

function polls(run: Measurement, plan: Plan): Figure {
    const value = countPollsPerTick(run, plan);
    return { value, limit: 0.1, text: `${value.toFixed(3)} ${at(run)}` };
}

function memory(provider: Subject, results: Results): Figure {
    const [value, baseline] = [memoryGrowth(results, provider), memoryGrowth(results, "baseline")];
    return { value, limit: 20_000, text: `${kB(value)}; that of the baseline ${kB(baseline)}` };
}
