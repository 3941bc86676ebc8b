import type { Plan } from "../plan";

/** The clients that the benchmark compares: two of other people, and both providers. */
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

/** Requests a second that the service allows where it is limited. */
export const limitedRate = 5;

/** One operation of one client on a number of jobs. */
export interface PeerRun {
    readonly peer: Peer;
    readonly size: number;
    readonly operation: PeerOperation;
    /** Whether the service allowed only `limitedRate` requests a second. */
    readonly isLimited: boolean;
    readonly wallSeconds: number;
    /** Of all processes that the client started; not a number where the system does not report it. */
    readonly cpuSeconds: number;
    readonly requestCount: number;
    /** Processes that ended with another code than 0, of all. */
    readonly failedCount: number;
    /** Jobs that were not in their state when the service had had its time. */
    readonly wrongCount: number;
}

export type PeerPlan = Pick<Plan, "sizes" | "boot" | "stop">;

export const usualPlan: PeerPlan = { sizes: [1, 20, 100], boot: 14, stop: 10 };

/** The operations that a client cannot do, by a bug of its own; the tests of foreign clients show both. */
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
