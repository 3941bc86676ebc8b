import { drawChart } from "../chart";
import { number, table } from "../report";
import {
    findRun,
    knownBugs,
    limitedRate,
    peerNames,
    peerOperations,
    type PeerPlan,
    type PeerRun,
    peers,
} from "./peerRuns";

export interface PeerResults {
    readonly plan: PeerPlan;
    readonly runs: readonly PeerRun[];
    /** Contains date, machine and load in one line. */
    readonly circumstances: string;
}

/** Returns the results in Markdown: a table, and charts of the largest number of jobs. */
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
        ...drawPeers(results),
    ].join("\n\n");
}

/** Draws bars of a stop of the largest number of jobs. */
function drawPeers({ plan, runs }: PeerResults): string[] {
    const size = Math.max(...plan.sizes);
    const stops = peerNames.flatMap((peer) => findRun(runs, peer, size, "stop") ?? []);
    const categories = stops.map(({ peer }) => peers[peer].replaceAll("`", ""));
    const draw = (unit: string, valueOf: (run: PeerRun) => number): string =>
        drawChart({ title: `Stop of ${size} jobs: ${unit}`, categories, unit, bars: stops.map(valueOf) });
    return [
        draw("requests", ({ requestCount }) => requestCount),
        draw("seconds", ({ wallSeconds }) => Math.round(wallSeconds * 10) / 10),
    ];
}
