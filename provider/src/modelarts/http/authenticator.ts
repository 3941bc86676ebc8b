import type { ModelArtsError } from "../errors";
import { type HttpRequest } from "./request";

/** Adds the headers that authenticate a request. */
export interface Authenticator {
    /** Creates the headers that authenticate this one attempt. */
    authenticate(request: HttpRequest, service: string, deadline?: number): Promise<Record<string, string>>;
    /** Hint for the user when the token has expired and cannot be renewed. */
    readonly expiredHint?: string;
    /**
     * Obtains a new token if the one in these headers caused the rejection; `false` where it did not, or none is
     * had.
     */
    refresh(
        rejection: ModelArtsError,
        headers: Readonly<Record<string, string>>,
        deadline?: number,
    ): Promise<boolean>;
    /** The project that the token is for, if it names one. */
    projectId?(): Promise<string | undefined>;
}

/** For the request of a token, which carries its own credentials. */
export const noAuthenticator: Authenticator = {
    authenticate: () => Promise.resolve({}),
    refresh: () => Promise.resolve(false),
};
