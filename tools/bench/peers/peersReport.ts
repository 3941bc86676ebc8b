import { drawChart } from "../chart";
import { number, section, table } from "../report";
import {
    findRun,
    foreignPeers,
    knownBugs,
    limitedRate,
    ownPeers,
    type Peer,
    peerNames,
    peerOperations,
    type PeerPlan,
    type PeerRun,
    peers,
} from "./peerRuns";

export interface PeerResults {
    readonly plan: PeerPlan;
    readonly runs: readonly PeerRun[];
    /** Date, machine and load, in one line. */
    readonly circumstances: string;
}

/** The results in Markdown: a table, what was to be reached, and a picture of the largest number of jobs. */
export function reportPeers(results: PeerResults): string {
    const { plan, runs, circumstances } = results;
    const header = ["jobs", "operation", "client", "s", "requests", "CPU, s", "wrong when limited", "note"];
    const rows = plan.sizes.flatMap((size) =>
        peerOperations.flatMap((operation) =>
            peerNames.map((peer) => {
                const run = findRun(runs, peer, size, operation);
                const limitedRun = findRun(runs, peer, size, operation, true);
                return [
                    String(size),
                    operation,
                    peers[peer],
                    number(run?.wallSeconds ?? NaN, 1),
                    number(run?.requestCount ?? NaN, 0),
                    number(run?.cpuSeconds ?? NaN, 1),
                    number(limitedRun?.wrongCount ?? NaN, 0),
                    knownBugs[peer]?.[operation] ?? "",
                ];
            }),
        ),
    );
    return [
        `- ${circumstances}`,
        `- A start takes a job ${plan.boot} s, a stop ${plan.stop} s. Limited: ${limitedRate} requests a second.`,
        table(header, rows),
        section("What was to be reached", ["provider", "aim", "outcome", "figure"], judgePeers(results)),
        ...drawPeers(results),
    ].join("\n\n");
}

interface Comparison {
    readonly aim: string;
    readonly than: readonly Peer[];
    readonly isReached: (own: PeerRun, other: PeerRun) => boolean;
    readonly figures: (own: PeerRun, other: PeerRun) => string;
    readonly isLimited?: boolean;
}

const comparisons: readonly Comparison[] = [
    {
        aim: "fewer requests than",
        than: foreignPeers,
        isReached: (own, other) => own.requestCount < other.requestCount,
        figures: (own, other) => `${own.requestCount} to ${other.requestCount}`,
    },
    {
        aim: "no more jobs wrong when limited than",
        than: foreignPeers,
        isReached: (own, other) => own.wrongCount === 0 || own.wrongCount < other.wrongCount,
        figures: (own, other) => `${own.wrongCount} to ${other.wrongCount} wrong`,
        isLimited: true,
    },
    {
        aim: "faster than",
        than: ["cli"],
        isReached: (own, other) => own.wallSeconds < other.wallSeconds,
        figures: (own, other) => `${own.wallSeconds.toFixed(1)} to ${other.wallSeconds.toFixed(1)} s`,
    },
    {
        aim: "at most 1.25 of the time of",
        than: ["loop"],
        isReached: (own, other) => own.wallSeconds <= 1.25 * other.wallSeconds,
        figures: (own, other) => (own.wallSeconds / other.wallSeconds).toFixed(2),
    },
];

/** Each aim of each provider, for stop and start of more than one job. */
function judgePeers({ plan, runs }: PeerResults): string[][] {
    return ownPeers.flatMap((peer) =>
        comparisons.flatMap(({ aim, than, isReached, figures, isLimited }) =>
            than.map((otherPeer) => {
                const pairs = plan.sizes
                    .filter((size) => size > 1)
                    .flatMap((size) =>
                        (["stop", "start"] as const).flatMap((operation) => {
                            const own = findRun(runs, peer, size, operation, isLimited);
                            const other = findRun(runs, otherPeer, size, operation, isLimited);
                            return own && other ? [{ own, other }] : [];
                        }),
                    );
                const misses = pairs.filter(({ own, other }) => !isReached(own, other));
                const outcome = pairs.length === 0 ? "not measured" : misses.length === 0 ? "met" : "missed";
                const texts = (misses.length === 0 ? pairs : misses).map(
                    ({ own, other }) => `${figures(own, other)} at ${own.operation} of ${own.size}`,
                );
                return [peers[peer], `${aim} ${peers[otherPeer]}`, outcome, texts.join(", ") || "-"];
            }),
        ),
    );
}

/** Bars of a stop of the largest number of jobs. */
function drawPeers({ plan, runs }: PeerResults): string[] {
    const size = Math.max(...plan.sizes);
    const measured = peerNames.flatMap((peer) => findRun(runs, peer, size, "stop") ?? []);
    const categories = measured.map(({ peer }) => peers[peer].replaceAll("`", ""));
    const draw = (unit: string, bars: readonly number[]): string =>
        drawChart({ title: `Stop of ${size} jobs: ${unit}`, categories, unit, bars });
    return [
        draw(
            "requests",
            measured.map(({ requestCount }) => requestCount),
        ),
        draw(
            "seconds",
            measured.map(({ wallSeconds }) => Math.round(wallSeconds * 10) / 10),
        ),
    ];
}
