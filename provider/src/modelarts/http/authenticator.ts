import type { ModelArtsFailure } from "../errors";
import { type UnsignedRequest } from "./request";

/** Who asks. */
export interface Auth {
    /** The headers that authorise this one attempt. */
    headersFor(request: UnsignedRequest, service: string, deadline?: number): Promise<Record<string, string>>;
    /** What a person does when the token has expired for good. */
    readonly whenExpired?: string;
    /** Whether the refusal of a request with these headers is cured by a new token, and there is one now. */
    renew(
        refusal: ModelArtsFailure,
        headers: Readonly<Record<string, string>>,
        deadline?: number,
    ): Promise<boolean>;
    /** The project that the authorisation is for, where it says so. */
    projectId?(): Promise<string | undefined>;
}

/** For calls that nobody needs to be authorised for: the log-in itself. */
export const noAuth: Auth = {
    headersFor: () => Promise.resolve({}),
    renew: () => Promise.resolve(false),
};
