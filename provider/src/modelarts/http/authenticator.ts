import type { ModelArtsError } from "../errors";
import { type HttpRequest } from "./request";

/** Who asks. */
export interface Authenticator {
    /** The headers that authorise this one attempt. */
    authenticate(request: HttpRequest, service: string, deadline?: number): Promise<Record<string, string>>;
    /** What a person does when the token has expired for good. */
    readonly expiredHint?: string;
    /** Whether the refusal of a request with these headers is cured by a new token, and there is one now. */
    refresh(
        refusal: ModelArtsError,
        headers: Readonly<Record<string, string>>,
        deadline?: number,
    ): Promise<boolean>;
    /** The project that the authorisation is for, where it says so. */
    projectId?(): Promise<string | undefined>;
}

/** For calls that nobody needs to be authorised for: the log-in itself. */
export const noAuthenticator: Authenticator = {
    authenticate: () => Promise.resolve({}),
    refresh: () => Promise.resolve(false),
};
