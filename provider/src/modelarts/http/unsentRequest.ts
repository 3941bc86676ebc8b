/* The errors of a request that is not sent, or not sent again. */
import { type ErrorDetails, isModelArtsError, type JobRef, ModelArtsError, withDetails } from "../errors";

/** The part of a request that its errors and its cancellation need. */
interface UnsentRequest {
    readonly operation: string;
    readonly job?: JobRef | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly signalUntilSent?: AbortSignal | undefined;
}

/**
 * Throws where the request must not be sent any more. `lastError` is the result where the request was sent before.
 *
 * @throws {cancelled} where `signalUntilSent` is aborted. Where `signal` is, its reason is thrown.
 */
export function assertNotCancelled(request: UnsentRequest, lastError: ModelArtsError | undefined): void {
    request.signal?.throwIfAborted();
    if (request.signalUntilSent?.aborted !== true) return;
    const reason =
        lastError === undefined
            ? "the run was cancelled before the request was sent"
            : `the run was cancelled before the request was sent again; the last attempt failed: ${lastError.reason}`;
    const outcomeUnknown = lastError?.outcomeUnknown;
    throw unsentError(request, { kind: "cancelled", reason, outcomeUnknown });
}

/** The run that sends requests has ended, and the next one may go on with the same jobs. */
export function endedRunError(request: UnsentRequest, lastError: ModelArtsError | undefined): ModelArtsError {
    const reason = "the engine ended before the request was sent";
    return unsentError(request, { kind: "cancelled", reason, outcomeUnknown: lastError?.outcomeUnknown });
}

/** Settles with a wait that comes before the request. An attempt that was sent before keeps its unknown outcome. */
export async function awaitBeforeSend<T>(
    request: UnsentRequest,
    lastError: ModelArtsError | undefined,
    wait: Promise<T>,
): Promise<T> {
    try {
        return await wait;
    } catch (error) {
        assertNotCancelled(request, lastError);
        if (lastError?.outcomeUnknown !== true || !isModelArtsError(error)) throw error;
        throw withDetails(error, { hint: error.hint, outcomeUnknown: true });
    }
}

export function throttledError(request: UnsentRequest, service: string): ModelArtsError {
    return unsentError(request, {
        kind: "throttled",
        reason: `${service} throttles requests, and the time for this one is over`,
        hint: "Try again later, or with fewer resources at once (`--parallel`).",
    });
}

/** Other requests were under way until the deadline. */
export function queueError(request: UnsentRequest): ModelArtsError {
    return unsentError(request, {
        kind: "timeout",
        reason: "its time was over while other requests were under way, and it was not sent",
        hint: "Try again later, or with fewer resources at once (`--parallel`).",
    });
}

function unsentError(
    { operation, job }: UnsentRequest,
    details: Omit<ErrorDetails, "operation">,
): ModelArtsError {
    return new ModelArtsError({ operation, job, ...details });
}
