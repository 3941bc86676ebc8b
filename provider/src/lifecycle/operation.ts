import type { Clock } from "../modelarts/clock";
import type { Timeouts } from "../properties/inputs";
import type { Operation } from "../reconcile/reconcile";

const unitMs: Readonly<Record<string, number>> = {
    ns: 1e-6,
    us: 1e-3,
    µs: 1e-3,
    ms: 1,
    s: 1e3,
    m: 6e4,
    h: 36e5,
};

/** Milliseconds of a Go duration such as `1h30m`, which `check` has accepted. */
export function parseDurationMs(text: string): number {
    return [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? "s"] ?? 0),
        0,
    );
}

/** The time limit of one operation: the resource's `customTimeouts`, else the configured `modelarts:waitTimeout`. */
export function operationTimeoutMs(
    kind: Operation["kind"],
    timeouts: Timeouts | undefined,
    waitTimeoutMs: number,
): number {
    const limit = kind === "read" ? undefined : timeouts?.[kind];
    if (limit === undefined) return waitTimeoutMs;
    return (typeof limit === "number" ? limit * 1000 : parseDurationMs(limit)) || waitTimeoutMs;
}

/** Starts the time of an operation. */
export function startOperation(
    kind: Operation["kind"],
    timeouts: Timeouts | undefined,
    waitTimeoutMs: number,
    { clock, ...options }: Pick<Operation, "signal" | "onProgress"> & { readonly clock: Clock },
): Operation {
    const timeoutMs = operationTimeoutMs(kind, timeouts, waitTimeoutMs);
    return { kind, timeoutMs, deadline: clock.monotonicNow() + timeoutMs, ...options };
}
