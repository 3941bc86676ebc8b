import { measurePeers } from "../../tools/bench/peers/measurePeers";
import { findRun, type PeerRun } from "../../tools/bench/peers/peerRuns";
import { testWitness } from "./clients";

const plan = { sizes: [1], boot: 0.3, stop: 0.3 };
const names = ["cli", "loop", "plugin"] as const;

testWitness(
    "the benchmark takes each client through its operations, and finds the bugs that it names",
    async () => {
        const python = process.env.WITNESSES_PYTHON ?? "";
        const runs = await measurePeers(plan, python, names, () => undefined);
        const find = (...[peer, operation]: [PeerRun["peer"], PeerRun["operation"]]) =>
            findRun(runs, peer, 1, operation);
        for (const peer of names) {
            expect(find(peer, "stop")).toMatchObject({ failedCount: peer === "cli" ? 1 : 0, wrongCount: 0 });
            expect(find(peer, "start")).toMatchObject(
                peer === "cli" ? { failedCount: 1, wrongCount: 1 } : { failedCount: 0, wrongCount: 0 },
            );
            expect(find(peer, "list")).toMatchObject({ failedCount: 0 });
            expect(find(peer, "refresh")).toMatchObject({ failedCount: 0 });
            expect(findRun(runs, peer, 1, "stop", true)).toBeDefined();
        }
        for (const { requestCount, peer, operation } of runs)
            if (!(peer === "cli" && operation === "start")) expect(requestCount).toBeGreaterThan(0);
    },
    180_000,
);
