import type { ModelArtsError } from "../errors";
import type { Limits } from "../limits";
import { type HttpRequest } from "./request";

/** Adds the headers that authenticate a request. */
export interface Authenticator {
    /** Waits for what `authenticate` needs, such as a token, so that no slot for requests is held meanwhile. */
    prepare?(limits: Limits): Promise<void>;
    /** Creates the headers that authenticate this one attempt. */
    authenticate(request: HttpRequest, service: string, limits: Limits): Promise<Record<string, string>>;
    /** Hint for the user when the token has expired and cannot be renewed. `{where}` is region and endpoint. */
    readonly expiredHint: string;
    /**
     * Obtains a new token if the one in these headers caused the rejection; `false` where it did not, or none is
     * had.
     */
    refresh(
        rejection: ModelArtsError,
        headers: Readonly<Record<string, string>>,
        limits: Limits,
    ): Promise<boolean>;
    /** The project that the token is for, if it names one. */
    projectId?(limits: Limits): Promise<string | undefined>;
}

/** For the request of a token, which carries its own credentials. */
export const noAuthenticator: Authenticator = {
    expiredHint: "Check the IAM endpoint ({where}).",
    authenticate: () => Promise.resolve({}),
    refresh: () => Promise.resolve(false),
};
