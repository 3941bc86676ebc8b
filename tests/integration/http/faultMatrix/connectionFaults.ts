import { type FaultMatrixRow, sameOutcomes, retriedOutcomes } from "./outcomes";

/** Faults of the connection, and bodies that are cut off. */
export const connectionFaults: readonly FaultMatrixRow[] = [
    {
        fault: "reset-before",
        effect: { kind: "reset-before" },
        why: "only idempotent calls are retried after a lost connection, and a create searches for its job",
        once: retriedOutcomes("network?, 1, nothing", "network?, 1+4, nothing"),
        always: {
            ...sameOutcomes("network, 3", "network?, 1, nothing", "network?, 1+4, nothing"),
            update: "network?, 3, nothing",
        },
    },
    {
        fault: "reset-after",
        effect: { kind: "reset-after" },
        why: "the service did the work before the connection was lost, so a create finds its job",
        once: retriedOutcomes("network?, 1, done", "value, 1+1, done"),
        always: {
            ...sameOutcomes("network, 3", "network?, 1, done", "value, 1+1, done"),
            update: "network?, 3, done",
        },
    },
    {
        fault: "truncated",
        effect: { kind: "truncated" },
        why: "a response that breaks off is a lost connection",
        once: retriedOutcomes("network?, 1, done", "value, 1+1, done"),
        always: {
            ...sameOutcomes("network, 3", "network?, 1, done", "value, 1+1, done"),
            update: "network?, 3, done",
        },
    },
    {
        fault: "no-response",
        effect: { kind: "no-response" },
        why: "a request that times out may have been done",
        once: retriedOutcomes("timeout?, 1, nothing", "timeout?, 1+4, nothing"),
        always: {
            ...sameOutcomes("timeout, 3", "timeout?, 1, nothing", "timeout?, 1+4, nothing"),
            update: "timeout?, 3, nothing",
        },
    },
    {
        fault: "no-response after the call is carried out",
        effect: { kind: "no-response", carryOut: true },
        why: "a request that times out was done",
        once: retriedOutcomes("timeout?, 1, done", "value, 1+1, done"),
    },
    {
        fault: "slow-body",
        effect: { kind: "slow-body", interval: 50 },
        why: "the timeout is for the whole request, and single bytes do not extend it",
        once: retriedOutcomes("timeout?, 1, nothing", "timeout?, 1+4, nothing"),
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
        once: retriedOutcomes("timeout?, 1, nothing", "timeout?, 1+4, nothing"),
    },
    {
        fault: "truncated-json",
        effect: { kind: "truncated-json" },
        why: "truncated JSON says neither that the job is missing nor that the work is done",
        once: sameOutcomes("unexpected-response, 1", "unexpected-response?, 1, done", "value, 1+1, done"),
    },
];
