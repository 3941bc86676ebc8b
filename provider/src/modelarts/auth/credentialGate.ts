import type { Clock } from "../clock";
import { isModelArtsError, type ModelArtsError, withDetails } from "../errors";
import type { Attempt, RequestGate, WaitingRequest } from "../http/authenticator";
import { withinLimits } from "../limits";

/** The service locks an access key for this time after more than five wrong signatures in a row. */
const lockMs = 5 * 60_000;
/** So many requests are sent at once while no response says whether the credential is valid: fewer than lock a key. */
const maxUnproven = 3;
/** The codes of rejections of the access key with which ModelArts reads OBS, or of the clock. */
const otherCodes: readonly (string | undefined)[] = ["ModelArts.0207", "ModelArts.0208", "ModelArts.0211"];

/**
 * Keeps a process from locking its access key, and from sending a token that was rejected. The first request with a
 * credential is sent alone, and all others follow once a response shows that it was accepted. After a rejection nothing is
 * sent with that credential until a lock would be over.
 *
 * Source of the lock: error code 0301 in the service's guide to signatures.
 */
export class CredentialGate implements RequestGate {
    private isOpen = false;
    private maxInFlight = 1;
    /** Each ends, without an error, with a request that is sent while the gate is not open. */
    private readonly inFlight = new Set<Promise<unknown>>();
    private rejection: { readonly error: ModelArtsError; readonly until: number } | undefined;

    constructor(private readonly clock: Clock) {}

    async pass<T extends Attempt>(request: WaitingRequest, send: () => Promise<T>): Promise<T> {
        for (;;) {
            this.assertNotRejected(request);
            if (this.isOpen || this.inFlight.size < this.maxInFlight) break;
            await withinLimits(Promise.race(this.inFlight), request.limits, this.clock, request.timeoutError);
        }
        const attempt = send().then((outcome) => {
            this.onResponse(outcome.error);
            return outcome;
        });
        if (!this.isOpen) {
            const end: Promise<unknown> = attempt
                .catch(() => undefined)
                .finally(() => this.inFlight.delete(end));
            this.inFlight.add(end);
        }
        return attempt;
    }

    /** Lets the credential be tried again. */
    reset(): void {
        this.rejection = undefined;
    }

    private assertNotRejected({ operation, job }: WaitingRequest): void {
        if (this.rejection === undefined) return;
        const { error, until } = this.rejection;
        if (this.clock.monotonicNow() < until) throw withDetails(error, { operation, job, hint: error.hint });
        this.rejection = undefined;
    }

    private onResponse(error: ModelArtsError | undefined): void {
        const isOtherCode = otherCodes.includes(error?.code);
        if (isModelArtsError(error, "unauthenticated", "token-expired") && !isOtherCode) {
            this.isOpen = false;
            this.maxInFlight = 1;
            this.rejection = { error, until: this.clock.monotonicNow() + lockMs };
        } else if (error === undefined || error.code?.startsWith("ModelArts.") === true) {
            // Behind the gateway, which checks the credential, stands the service.
            this.isOpen = true;
        } else {
            this.maxInFlight = maxUnproven;
        }
    }
}
