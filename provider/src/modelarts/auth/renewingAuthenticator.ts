import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../clock";
import type { FixedCredential } from "../config/credentialParts";
import { isModelArtsError, type ModelArtsError } from "../errors";
import type { Attempt, Authenticator, RequestGate, WaitingRequest } from "../http/authenticator";
import type { HttpRequest } from "../http/request";
import type { Limits } from "../limits";
import { SharedTask } from "../sharedTask";
import { iamTimeoutError } from "./authenticators";
import type { IssuedCredentials } from "./issuedCredentials";

/** Credentials are renewed this long before they expire, or after half of their time where that is shorter. */
const renewBeforeMs = 5 * 60_000;
/** Pause after a renewal that failed, or that gave the same credentials. */
const pauseMs = 60_000;

/** Credentials that were issued at one time, and what authenticates with them. Times are readings of `monotonicNow`. */
interface Generation {
    readonly credential: FixedCredential;
    readonly authenticator: Authenticator;
    readonly issuedAt: number;
    readonly endsAt: number;
    renewAt: number;
    /** The service has rejected the same credentials before. */
    readonly isRepetition: boolean;
}

export interface RenewingOptions {
    /** What the credentials are asked for, as it follows "Could not". */
    readonly operation: string;
    /** Names the issuer in messages. */
    readonly issuer: string;
    readonly clock: Clock;
    readonly issue: (limits: Limits) => Promise<IssuedCredentials>;
    /** Authenticates requests with credentials that were issued. */
    readonly createAuthenticator: (credential: FixedCredential) => Authenticator;
}

/**
 * Authenticates with credentials that an issuer gives: when the first request needs them, again shortly before they expire,
 * and after a rejection. All concurrent requests share one call of the issuer.
 */
export class RenewingAuthenticator implements Authenticator {
    readonly expiredHint: string;
    readonly gate: RequestGate = { pass: (request, send) => this.pass(request, send) };
    private readonly task: SharedTask<Generation>;
    private generation: Generation | undefined;
    private rejectedGeneration: Generation | undefined;
    /** The generation that made these headers. */
    private readonly users = new WeakMap<object, Generation>();

    constructor(private readonly options: RenewingOptions) {
        this.expiredHint = `The credentials of ${options.issuer} have expired, and it gives no others: check it, and {where}.`;
        this.task = new SharedTask(
            options.clock,
            (limits) => this.issue(limits),
            () => iamTimeoutError(options.operation),
        );
    }

    async prepare(limits: Limits): Promise<void> {
        const { authenticator } = await this.getGeneration(limits);
        await authenticator.prepare?.(limits);
    }

    async authenticate(
        request: HttpRequest,
        service: string,
        limits: Limits,
    ): Promise<Record<string, string>> {
        const generation = await this.getGeneration(limits);
        const headers = await generation.authenticator.authenticate(request, service, limits);
        this.users.set(headers, generation);
        return headers;
    }

    async refresh(
        rejection: ModelArtsError,
        headers: Readonly<Record<string, string>>,
        limits: Limits,
    ): Promise<boolean> {
        const user = this.users.get(headers);
        if (user === undefined) return false;
        if (await user.authenticator.refresh(rejection, headers, limits)) return true;
        if (!mayBeExpired(rejection)) return false;
        this.reject(user);
        return this.isReplaced(user, limits);
    }

    async projectId(limits: Limits): Promise<string | undefined> {
        const { authenticator } = await this.getGeneration(limits);
        return authenticator.projectId?.(limits);
    }

    /** A request that waited for the first one with rejected credentials goes on with new ones. */
    private async pass<T extends Attempt>(request: WaitingRequest, send: () => Promise<T>): Promise<T> {
        const generation = await this.getGeneration(request.limits);
        const sendAndNote = async (): Promise<T> => {
            const outcome = await send();
            if (mayBeExpired(outcome.error)) this.reject(generation);
            return outcome;
        };
        try {
            return await passGate(generation, request, sendAndNote);
        } catch (error) {
            if (!mayBeExpired(error) || !(await this.isReplaced(generation, request.limits))) throw error;
            return passGate(await this.getGeneration(request.limits), request, send);
        }
    }

    /** Renews the credentials, unless that is under way, or has just given the same ones. A password is not renewed. */
    private reject(user: Generation): void {
        if (
            user !== this.generation ||
            user === this.rejectedGeneration ||
            user.credential.kind === "password"
        )
            return;
        const age = this.options.clock.monotonicNow() - user.issuedAt;
        if (user.isRepetition && age < pauseMs) return;
        this.rejectedGeneration = user;
        this.task.reset();
    }

    /** Returns whether there are other credentials than these. */
    private async isReplaced(user: Generation, limits: Limits): Promise<boolean> {
        if (user === this.generation && user !== this.rejectedGeneration) return false;
        return !isDeepStrictEqual((await this.task.run(limits)).credential, user.credential);
    }

    private getGeneration(limits: Limits): Promise<Generation> {
        const { generation, options, task } = this;
        if (generation !== undefined && options.clock.monotonicNow() >= generation.renewAt) {
            generation.renewAt = Infinity;
            task.reset();
        }
        return task.run(limits);
    }

    private async issue(limits: Limits): Promise<Generation> {
        const { clock, createAuthenticator, issue } = this.options;
        const { generation: previous, rejectedGeneration } = this;
        const isUsable = (): boolean =>
            previous !== undefined &&
            previous !== rejectedGeneration &&
            clock.monotonicNow() < previous.endsAt;
        try {
            const { credential, expiresAt = Infinity } = await issue(limits);
            const issuedAt = clock.monotonicNow();
            const lifetime = expiresAt - clock.timeOfDay();
            const endsAt = issuedAt + lifetime;
            const isSame = (other: Generation | undefined) =>
                isDeepStrictEqual(other?.credential, credential);
            this.generation = {
                credential,
                authenticator:
                    previous !== undefined && isSame(previous)
                        ? previous.authenticator
                        : createAuthenticator(credential),
                issuedAt,
                endsAt,
                renewAt: Math.max(
                    endsAt - Math.min(renewBeforeMs, lifetime / 2),
                    Math.min(endsAt, issuedAt + pauseMs),
                ),
                isRepetition: isSame(rejectedGeneration),
            };
            return this.generation;
        } catch (error) {
            // A renewal before the end may fail: the old credentials count until then.
            if (previous === undefined || !isUsable()) throw error;
            previous.renewAt = Math.min(previous.endsAt, clock.monotonicNow() + pauseMs);
            return previous;
        }
    }
}

function mayBeExpired(error: unknown): boolean {
    return isModelArtsError(error, "token-expired", "unauthenticated");
}

function passGate<T extends Attempt>(
    { authenticator: { gate } }: Generation,
    request: WaitingRequest,
    send: () => Promise<T>,
): Promise<T> {
    return gate === undefined ? send() : gate.pass(request, send);
}
