import { type ProviderKind, providerKinds } from "./measurement";
import type { Plan } from "./plan";
import { findSummary, memoryGrowth, ratio, type Summary } from "./summary";

export interface Verdict {
    readonly provider: ProviderKind;
    readonly aim: string;
    /** `not judged` if the jobs of the run are too quick or too few. */
    readonly outcome: "met" | "missed" | "not judged" | "not measured";
    /** All values that missed the aim, the worst first, or else the value nearest to the limit. */
    readonly figure: string;
}

interface Figure {
    readonly value: number;
    readonly limit: number;
    readonly text: string;
}

/** Judges each aim for both providers. */
export function judge(summaries: readonly Summary[], plan: Plan): Verdict[] {
    const isSlow = Math.min(plan.boot, plan.stop) >= 10;
    const isLarge = Math.max(...plan.sizes) >= 1000;
    return providerKinds.flatMap((provider) => {
        const own = summaries.filter(({ subject }) => subject === provider);
        const ratios = ratiosOf(own, summaries);
        const aims: readonly [aim: string, isJudged: boolean, figures: readonly Figure[]][] = [
            [
                "wall time within 1.1 of the baseline, up to 100 jobs",
                isSlow,
                ratios.filter(({ limit }) => limit === 1.1),
            ],
            [
                "wall time within 1.25 of the baseline, at 1000 jobs",
                isSlow,
                ratios.filter(({ limit }) => limit === 1.25),
            ],
            ["a change detected within 1 s or a tenth of the job's own time", true, detections(own, plan)],
            ["at most 2.5 kB of state for each job", true, states(own)],
            ["at most 0.1 polls for each job and tick, at 100 jobs", isSlow, polls(own)],
            ["memory that grows by less than 20 kB for each job", isLarge, memory(provider, summaries)],
        ];
        return aims.map(([aim, isJudged, figures]) => {
            const { outcome, figure } = verdict(figures);
            const isKnown = isJudged || outcome === "not measured";
            return { provider, aim, outcome: isKnown ? outcome : "not judged", figure };
        });
    });
}

function verdict(figures: readonly Figure[]): Pick<Verdict, "outcome" | "figure"> {
    const byWorst = [...figures].sort((a, b) => b.value / b.limit - a.value / a.limit);
    const missed = byWorst.filter(({ value, limit }) => value > limit);
    const [worst] = byWorst;
    if (worst === undefined) return { outcome: "not measured", figure: "-" };
    if (missed.length === 0) return { outcome: "met", figure: `at most ${worst.text}` };
    return { outcome: "missed", figure: missed.map(({ text }) => text).join(", ") };
}

const at = ({ operation, size }: Summary): string => `${operation} of ${size}`;
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

function ratiosOf(own: readonly Summary[], summaries: readonly Summary[]): Figure[] {
    return own.map((summary) => {
        const value = ratio(summary, findSummary(summaries, "baseline", summary));
        const limit = summary.size <= 100 ? 1.1 : 1.25;
        return { value, limit, text: `${value.toFixed(2)} at ${at(summary)}` };
    });
}

function detections(own: readonly Summary[], { boot, stop }: Plan): Figure[] {
    return own.flatMap((summary) => {
        const { operation, detectionSeconds } = summary;
        if (detectionSeconds === undefined) return [];
        const duration = operation === "create" || operation === "restart" ? boot : stop;
        return {
            // The measurement is exact to a tenth of a second.
            value: Math.round(detectionSeconds.max * 10) / 10,
            limit: Math.max(1, duration / 10),
            text: `${detectionSeconds.max.toFixed(2)} s at ${at(summary)}`,
        };
    });
}

function states(own: readonly Summary[]): Figure[] {
    return own.flatMap(({ stateBytes }) =>
        stateBytes === undefined ? [] : { value: stateBytes, limit: 2500, text: kB(stateBytes) },
    );
}

function polls(own: readonly Summary[]): Figure[] {
    return own.flatMap((summary) => {
        const { size, pollsPerTick } = summary;
        if (size !== 100 || pollsPerTick === undefined) return [];
        return { value: pollsPerTick, limit: 0.1, text: `${pollsPerTick.toFixed(3)} at ${at(summary)}` };
    });
}

function memory(provider: ProviderKind, summaries: readonly Summary[]): Figure[] {
    const [growth, baseline] = [memoryGrowth(summaries, provider), memoryGrowth(summaries, "baseline")];
    if (growth === undefined) return [];
    const beside = baseline === undefined ? "" : `; that of the baseline ${kB(baseline)}`;
    return [{ value: growth, limit: 20_000, text: `${kB(growth)}${beside}` }];
}
