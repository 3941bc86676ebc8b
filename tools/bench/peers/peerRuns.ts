import type { Plan } from "../plan";

/** The benchmark compares two clients of other people and both providers. */
export const peers = {
    cli: "`openstack ma visualization job`",
    loop: "`otcextensions` in a loop",
    dynamic: "dynamic provider",
    plugin: "provider plugin",
} as const;
export type Peer = keyof typeof peers;
export const peerNames = Object.keys(peers) as Peer[];

export const peerOperations = ["stop", "start", "list", "refresh"] as const;
export type PeerOperation = (typeof peerOperations)[number];

/** A limited service allows so many requests a second. */
export const limitedRate = 5;

/** Describes one operation of one client on a number of jobs. */
export interface PeerRun {
    readonly peer: Peer;
    readonly size: number;
    readonly operation: PeerOperation;
    /** Says whether the service allowed only `limitedRate` requests a second. */
    readonly isLimited: boolean;
    readonly wallSeconds: number;
    /** Sums the processor time of all processes of the client. It is NaN where the system does not report it. */
    readonly cpuSeconds: number;
    readonly requestCount: number;
    /** Counts the processes that ended with another code than 0. */
    readonly failedCount: number;
    /** Counts the jobs that were not in their state after the time that the service takes. */
    readonly wrongCount: number;
}

export type PeerPlan = Pick<Plan, "sizes" | "boot" | "stop">;

export const usualPlan: PeerPlan = { sizes: [1, 20, 100], boot: 14, stop: 10 };

/** A client cannot do these operations because of its own bug. The tests of foreign clients prove the bugs. */
export const knownBugs: Readonly<Partial<Record<Peer, Partial<Record<PeerOperation, string>>>>> = {
    cli: {
        stop: "fails after it has sent the stop",
        start: "sends nothing, since it takes the client of another service",
    },
};

export function findRun(
    runs: readonly PeerRun[],
    peer: Peer,
    size: number,
    operation: PeerOperation,
    isLimited = false,
): PeerRun | undefined {
    const key = [peer, size, operation, isLimited].join();
    return runs.find((run) => [run.peer, run.size, run.operation, run.isLimited].join() === key);
}
