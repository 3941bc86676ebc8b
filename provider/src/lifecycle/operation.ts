import type { Clock } from "../modelarts/clock";
import type { Overrides } from "../modelarts/config/settings";
import { describeJob, type JobRef, ModelArtsError } from "../modelarts/errors";
import type { Timeouts } from "../properties/inputs";
import type { ResourceState } from "../properties/state";
import type { Operation } from "../reconcile/reconcile";
import type { Connection, ConnectionPool } from "./connections";
import { createStatusLine, type Messages } from "./messages";

const unitMs: Readonly<Record<string, number>> = {
    ns: 1e-6,
    us: 1e-3,
    µs: 1e-3,
    ms: 1,
    s: 1e3,
    m: 6e4,
    h: 36e5,
};

/** Returns the milliseconds of a Go duration such as `1h30m`, which `check` has accepted. */
export function parseDurationMs(text: string): number {
    return [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? "s"] ?? 0),
        0,
    );
}

/** Returns the time limit of one operation: the resource's `customTimeouts`, or else `modelarts:waitTimeout`. */
export function operationTimeoutMs(
    kind: Operation["kind"],
    timeouts: Timeouts | undefined,
    waitTimeoutMs: number,
): number {
    const limit = kind === "read" ? undefined : timeouts?.[kind];
    if (limit === undefined) return waitTimeoutMs;
    return (typeof limit === "number" ? limit * 1000 : parseDurationMs(limit)) || waitTimeoutMs;
}

/** Begins the operations of one run. */
export class Operations {
    constructor(
        private readonly connections: ConnectionPool,
        private readonly options: {
            readonly clock: Clock;
            readonly messages: Messages;
            readonly signal: AbortSignal | undefined;
        },
    ) {}

    /** Starts the time of an operation, which includes all its waits. */
    start(
        kind: Operation["kind"],
        { urn, timeouts }: Pick<ResourceState, "urn" | "timeouts">,
        location: Overrides,
    ): Operation {
        const { clock, messages, signal } = this.options;
        const { waitTimeoutMs } = this.connections.getSettings(location);
        const timeoutMs = operationTimeoutMs(kind, timeouts, waitTimeoutMs);
        const statusLine = createStatusLine((text) => {
            messages.progress(urn, text);
        });
        return { kind, timeoutMs, deadline: clock.monotonicNow() + timeoutMs, signal, ...statusLine };
    }

    /**
     * Starts an operation unless it has started, authenticates and looks up the project within its limits. A cancelled run
     * begins only reads.
     */
    async begin(
        kind: Operation["kind"],
        resource: Pick<ResourceState, "urn" | "timeouts">,
        location: Overrides,
        job: JobRef,
        startedOperation?: Operation,
    ): Promise<{ connection: Connection; operation: Operation }> {
        const { signal } = this.options;
        if (kind !== "read") assertRunGoesOn(signal, job, kind);
        const operation = startedOperation ?? this.start(kind, resource, location);
        try {
            return { connection: await this.connections.getConnection(location, operation), operation };
        } catch (error) {
            assertRunGoesOn(signal, job, kind);
            throw error;
        }
    }
}

/**
 * A call that the engine made before the cancellation may arrive after it.
 *
 * @throws {cancelled} where the run was cancelled.
 */
function assertRunGoesOn(signal: AbortSignal | undefined, job: JobRef, verb: Operation["kind"]): void {
    if (signal?.aborted !== true) return;
    const operation = `${verb} ${describeJob(job)}`;
    const reason = "the run was cancelled before it was begun";
    throw new ModelArtsError({ kind: "cancelled", operation, reason, job });
}
