import type { JobRef, ModelArtsError } from "../errors";
import type { Limits } from "../limits";
import { type HttpRequest } from "./request";

/** The result of one attempt. */
export interface Attempt {
    /** It is left out where the request succeeded. */
    readonly error?: ModelArtsError;
}

/** A request that waits until it may be sent. */
export interface WaitingRequest {
    readonly operation: string;
    readonly job: JobRef | undefined;
    readonly limits: Limits;
    readonly timeoutError: () => Error;
}

/** Decides whether a request with a credential may be sent. */
export interface RequestGate {
    /** Settles with `send`. Rejects like an earlier request where nothing may be sent after that. */
    pass<T extends Attempt>(request: WaitingRequest, send: () => Promise<T>): Promise<T>;
}

/** Adds the headers that authenticate a request. */
export interface Authenticator {
    /** Every attempt passes it. */
    readonly gate?: RequestGate;
    /** Waits for what `authenticate` needs, such as a token, so that no slot for requests is held meanwhile. */
    prepare?(limits: Limits): Promise<void>;
    /** Creates the headers that authenticate this one attempt. */
    authenticate(request: HttpRequest, service: string, limits: Limits): Promise<Record<string, string>>;
    /** Hint for the user when the token has expired and cannot be renewed. `{where}` is region and endpoint. */
    readonly expiredHint: string;
    /**
     * Obtains a new token if the one in these headers caused the rejection. Resolves with `false` where it did not, or
     * where there is no new one.
     */
    refresh(
        rejection: ModelArtsError,
        headers: Readonly<Record<string, string>>,
        limits: Limits,
    ): Promise<boolean>;
    /** The project that the token is for, if it names one. */
    projectId?(limits: Limits): Promise<string | undefined>;
}

/** The authenticator for the request of a token, which has its own credentials. */
export const noAuthenticator: Authenticator = {
    expiredHint: "Check the IAM endpoint ({where}).",
    authenticate: () => Promise.resolve({}),
    refresh: () => Promise.resolve(false),
};
