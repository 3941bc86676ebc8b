import { readFileSync } from "node:fs";
import { type Emulator, startEmulator } from "../../../emulator/src";
import { createClient, type Client } from "./clients";
import {
    knownBugs,
    limitedRate,
    type Peer,
    peerNames,
    type PeerOperation,
    peerOperations,
    type PeerPlan,
    type PeerRun,
} from "./peerRuns";

/** Measures each client with each number of jobs. With a limited service it only measures stop and start. */
export async function measurePeers(
    plan: PeerPlan,
    python: string,
    names: readonly Peer[] = peerNames,
    log: (line: string) => void = console.error,
): Promise<PeerRun[]> {
    const runs: PeerRun[] = [];
    for (const size of plan.sizes)
        for (const peer of names)
            for (const isLimited of [false, true]) {
                log(`${size} jobs: ${peer}${isLimited ? ", limited" : ""}`);
                runs.push(...(await measurePeer(peer, size, isLimited, plan, python)));
            }
    return runs;
}

async function measurePeer(
    peer: Peer,
    size: number,
    isLimited: boolean,
    plan: PeerPlan,
    python: string,
): Promise<PeerRun[]> {
    const { boot, stop } = plan;
    const quotas = { jobQuota: size, runningQuota: size };
    const emulator = await startEmulator({ edition: "otc-2025", boot, stop, ...quotas });
    let client: Client | undefined;
    try {
        const ids = Array.from({ length: size }, () => emulator.makeJob({ status: 8 }).id);
        client = await createClient(peer, ids, emulator, python);
        if (isLimited) emulator.setOptions({ rateLimit: limitedRate });
        const runs: PeerRun[] = [];
        for (const operation of peerOperations) {
            const isMeasured = !isLimited || operation === "stop" || operation === "start";
            // An operation that a client cannot do is measured with one job alone.
            const isPointless = size > 1 && operation === "start" && knownBugs[peer]?.start !== undefined;
            if (!isMeasured || isPointless) continue;
            const figures = await measureOperation(operation, client, emulator, plan);
            runs.push({ peer, size, operation, isLimited, ...figures });
        }
        return runs;
    } finally {
        await client?.close();
        await emulator.close();
    }
}

async function measureOperation(
    operation: PeerOperation,
    client: Client,
    emulator: Emulator,
    { boot, stop }: PeerPlan,
): Promise<Omit<PeerRun, "peer" | "size" | "operation" | "isLimited">> {
    emulator.clearRequests();
    const [began, cpuBefore] = [Date.now(), readChildrenCpuSeconds()];
    const codes = await client.run(operation);
    const figures = {
        wallSeconds: (Date.now() - began) / 1000,
        cpuSeconds: readChildrenCpuSeconds() - cpuBefore,
        requestCount: emulator.requests.length,
        failedCount: codes.filter((code) => code !== 0).length,
    };
    if (operation === "list" || operation === "refresh") return { ...figures, wrongCount: 0 };
    // A client may end before the service has done what it sent last.
    const end = Date.now() + (Math.max(boot, stop) + 0.5) * 1000;
    const isSettled = (): boolean =>
        emulator.jobs.every(({ statusName }) => /^(RUNNING|KILLED)$/.test(statusName));
    while (Date.now() < end && !isSettled()) await new Promise((done) => setTimeout(done, 200));
    const goal = operation === "stop" ? "KILLED" : "RUNNING";
    const wrong = emulator.jobs.filter(({ statusName }) => statusName !== goal);
    for (const { id } of wrong) emulator.moveJob(id, operation === "stop" ? 12 : 8);
    return { ...figures, wrongCount: wrong.length };
}

/** Returns the processor time of the processes that this one has started and that have ended. Only Linux reports it. */
function readChildrenCpuSeconds(): number {
    if (process.platform !== "linux") return NaN;
    // The name of the program, in brackets, may have blanks. The fields after it begin with the third one. The times of
    // children are the 16th and the 17th, in hundredths of a second (proc_pid_stat(5)).
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[13]) + Number(fields[14])) / 100;
}
