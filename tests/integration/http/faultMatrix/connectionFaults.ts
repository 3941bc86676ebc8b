import { type FaultMatrixRow, sameOutcomes, transient, transientOnce, unknownOutcome } from "./outcomes";

/** Faults of the connection, and bodies that are cut off. */
export const connectionFaults: readonly FaultMatrixRow[] = [
    {
        fault: "reset-before",
        effect: { kind: "reset-before" },
        why: "only idempotent calls are retried after a lost connection, and a create searches for its job",
        ...transient("network", "nothing"),
    },
    {
        fault: "reset-after",
        effect: { kind: "reset-after" },
        why: "the service did the work before the connection was lost, so a create finds its job",
        ...transient("network", "done"),
    },
    {
        fault: "truncated",
        effect: { kind: "truncated" },
        why: "a response that breaks off is a lost connection",
        ...transient("network", "done"),
    },
    {
        fault: "no-response",
        effect: { kind: "no-response" },
        why: "a request that times out may have been done",
        ...transient("timeout", "nothing"),
    },
    {
        fault: "no-response after the call is carried out",
        effect: { kind: "no-response", carryOut: true },
        why: "a request that times out was done",
        ...transientOnce("timeout", "done"),
    },
    {
        fault: "slow-body",
        effect: { kind: "slow-body", interval: 50 },
        why: "the timeout is for the whole request, and single bytes do not extend it",
        ...transientOnce("timeout", "nothing"),
    },
    {
        fault: "delay within the timeout",
        effect: { kind: "delay", seconds: 0.05 },
        why: "a slow response is a response",
        once: sameOutcomes("value, 1", "value, 1, done", "value, 1+0, done"),
    },
    {
        fault: "delay beyond the timeout",
        effect: { kind: "delay", seconds: 30 },
        why: "a response after the timeout is ignored, and the work is not done yet",
        ...transientOnce("timeout", "nothing"),
    },
    {
        fault: "truncated-json",
        effect: { kind: "truncated-json" },
        why: "truncated JSON says neither that the job is missing nor that the work is done",
        once: unknownOutcome("unexpected-response", "done"),
    },
];
