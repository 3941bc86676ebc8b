import { peerNames, peerOperations, type Peer, type PeerRun } from "./peerRuns";
import { reportPeers } from "./peersReport";

const plan = { sizes: [1, 20], boot: 14, stop: 10 };
const wallSeconds: Readonly<Record<Peer, number>> = { cli: 30, loop: 12, dynamic: 15.5, plugin: 14 };

const runs = plan.sizes.flatMap((size) =>
    peerNames.flatMap((peer) =>
        peerOperations.flatMap((operation) =>
            [false, true].map((isLimited): PeerRun => {
                const isOwn = peer === "dynamic" || peer === "plugin";
                return {
                    ...{ peer, size, operation, isLimited, wallSeconds: wallSeconds[peer], cpuSeconds: 1.25 },
                    requestCount: isOwn ? size : 10 * size,
                    failedCount: 0,
                    wrongCount: isOwn || !isLimited ? 0 : 3,
                };
            }),
        ),
    ),
);
const text = reportPeers({ plan, runs, circumstances: "2026-01-02: 2 cores." }).replace(/ +/g, " ");

test.each([
    ["a row of each client", "| 20 | stop | provider plugin | 14.0 | 20 | 1.3 | 0 | |"],
    ["a bug beside the figures", /^\| 1 \| start \| `openstack.*\| sends nothing, since/m],
    ["what ended wrong", /^\| 20 \| stop \| `otcextensions` in a loop \| 12\.0 \| 200 \| 1\.3 \| 3 \| \|$/m],
    ["a picture", /xychart-beta\n title "Stop of 20 jobs: requests"\n[^]*\n bar \[200, 200, 20, 20\]/],
])("the comparison has %s", (_what, part) => {
    expect(text).toMatch(part);
});

test("what was not measured has no figure", () => {
    const small = reportPeers({ plan, runs: [], circumstances: "" }).replace(/ +/g, " ");
    expect(small).toContain("| 20 | stop | provider plugin | - | - | - | - | |");
});
