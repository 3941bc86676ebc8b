import type { Clock } from "../modelarts/clock";
import type { Overrides } from "../modelarts/config/settings";
import { describeJob, type JobRef, ModelArtsError } from "../modelarts/errors";
import type { Timeouts } from "../properties/inputs";
import type { Operation } from "../reconcile/reconcile";
import type { Connection, ConnectionPool } from "./connections";

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

/** Starts the time of an operation, which includes the authentication and the lookup of the project. */
export function startOperation(
    kind: Operation["kind"],
    timeouts: Timeouts | undefined,
    waitTimeoutMs: number,
    { clock, ...options }: Pick<Operation, "signal" | "onProgress"> & { readonly clock: Clock },
): Operation {
    const timeoutMs = operationTimeoutMs(kind, timeouts, waitTimeoutMs);
    return { kind, timeoutMs, deadline: clock.monotonicNow() + timeoutMs, ...options };
}

/** Connects within the limits of an operation. */
export async function connectFor(
    connections: ConnectionPool,
    location: Overrides,
    operation: Operation,
    job: JobRef,
): Promise<Connection> {
    try {
        return await connections.getConnection(location, operation);
    } catch (error) {
        assertNotCancelled(operation.signal, job, operation.kind);
        throw error;
    }
}

/**
 * A call that the engine made before the cancellation may arrive after it.
 *
 * @throws {cancelled} where the run was cancelled.
 */
export function assertNotCancelled(
    signal: AbortSignal | undefined,
    job: JobRef,
    verb: Operation["kind"],
): void {
    if (signal?.aborted !== true) return;
    const operation = `${verb} ${describeJob(job)}`;
    const reason = "the run was cancelled before it was begun";
    throw new ModelArtsError({ kind: "cancelled", operation, reason, job });
}
