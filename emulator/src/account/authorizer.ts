import type { ServiceClock } from "../clock";
import type { IncomingRequest } from "../incomingRequest";
import type { Options } from "../options/options";
import { ServiceError } from "../serviceError";
import { checkSignature } from "./signatureCheck";
import { ownsProject } from "./projects";
import type { TokenStore } from "./tokens";

/** Authorizes a request, or throws. A token takes precedence over a signature. */
export class Authorizer {
    constructor(
        private readonly options: Options,
        private readonly clock: ServiceClock,
        private readonly tokens: TokenStore,
    ) {}

    /** `projectId` is the project in the path, where the path has one. */
    check(incoming: IncomingRequest, projectId: string | undefined): void {
        const token = incoming.header("x-auth-token");
        const authorization = incoming.header("authorization");
        if (token !== undefined) this.checkToken(token, projectId);
        else if (authorization !== undefined)
            checkSignature(incoming, authorization, projectId, this.options, this.clock);
        else throw authenticationError("x-auth-token not found");
        if (projectId !== undefined && !ownsProject(this.options, projectId))
            throw foreignProjectError(projectId);
    }

    private checkToken(text: string, projectId: string | undefined): void {
        const token = this.tokens.find(text);
        if (token === null) throw authenticationError("decrypt token fail");
        if (token === "expired")
            throw new ServiceError(this.options.expiredTokenCode, "The token has expired.");
        if (token !== "ready" && projectId !== undefined && token.projectId !== projectId)
            throw foreignProjectError(projectId);
    }
}

function authenticationError(reason: string): ServiceError {
    return new ServiceError("APIG.0301", `Incorrect IAM authentication information: ${reason}`);
}

function foreignProjectError(projectId: string): ServiceError {
    return new ServiceError("ModelArts.0210", `The project ${projectId} does not belong to the credentials.`);
}
