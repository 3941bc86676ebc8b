import type { Clock } from "../clock";
import { isModelArtsError, type ModelArtsError, withDetails } from "../errors";
import type { Attempt, RequestGate, WaitingRequest } from "../http/authenticator";
import { withinLimits } from "../limits";

/** The service locks an access key for this time after more than five wrong signatures in a row. */
const lockMs = 5 * 60_000;
/** Rejections of the access key with which ModelArts reads OBS, or of the clock. */
const otherCodes: readonly (string | undefined)[] = ["ModelArts.0207", "ModelArts.0208", "ModelArts.0211"];

/**
 * Keeps a process from locking its access key. The first request with a key is sent alone, and the others follow unless the
 * key was rejected. After a rejection nothing is sent with that key until a lock would be over.
 *
 * Source of the lock: error code 0301 in the service's guide to signatures.
 */
export class AccessKeyGate implements RequestGate {
    private isOpen = false;
    /** Ends, without an error, with the request that is sent alone. */
    private firstRequest: Promise<unknown> | undefined;
    private rejection: { readonly error: ModelArtsError; readonly until: number } | undefined;

    constructor(private readonly clock: Clock) {}

    async pass<T extends Attempt>(request: WaitingRequest, send: () => Promise<T>): Promise<T> {
        const { operation, job, limits, timeoutError } = request;
        while (!this.isOpen && this.firstRequest !== undefined)
            await withinLimits(this.firstRequest, limits, this.clock, timeoutError);
        if (this.rejection !== undefined) {
            const { error, until } = this.rejection;
            if (this.clock.monotonicNow() < until)
                throw withDetails(error, { operation, job, hint: error.hint });
            this.rejection = undefined;
        }
        const attempt = send().then((outcome) => {
            this.onResponse(outcome.error);
            return outcome;
        });
        if (!this.isOpen) {
            this.firstRequest = attempt.then(
                () => (this.firstRequest = undefined),
                () => (this.firstRequest = undefined),
            );
        }
        return attempt;
    }

    /** Lets the key be tried again. */
    reset(): void {
        this.rejection = undefined;
    }

    private onResponse(error: ModelArtsError | undefined): void {
        this.isOpen = !isModelArtsError(error, "unauthenticated") || otherCodes.includes(error.code);
        if (!this.isOpen && error !== undefined)
            this.rejection = { error, until: this.clock.monotonicNow() + lockMs };
    }
}
