import type { Clock } from "../clock";
import type { Incoming } from "../incoming";
import type { Options } from "../options/options";
import { Refusal } from "../refusal";
import { checkKeys } from "./keyCheck";
import { owns } from "./projects";
import type { Tokens } from "./tokens";

/** Lets a request in, or throws why not. A token is looked at before a signature. */
export class Gate {
    constructor(
        private readonly options: Options,
        private readonly clock: Clock,
        private readonly tokens: Tokens,
    ) {}

    /** `projectId` is the project in the path, where the path has one. */
    check(incoming: Incoming, projectId: string | undefined): void {
        const token = incoming.header("x-auth-token");
        const authorization = incoming.header("authorization");
        if (token !== undefined) this.checkToken(token, projectId);
        else if (authorization !== undefined)
            checkKeys(incoming, authorization, projectId, this.options, this.clock);
        else throw incorrect("x-auth-token not found");
        if (projectId !== undefined && !owns(this.options, projectId)) throw foreign(projectId);
    }

    private checkToken(text: string, projectId: string | undefined): void {
        const token = this.tokens.find(text);
        if (token === null) throw incorrect("decrypt token fail");
        if (token === "expired") throw new Refusal(this.options.expiredTokenCode, "The token has expired.");
        if (token !== "ready" && projectId !== undefined && token.projectId !== projectId)
            throw foreign(projectId);
    }
}

function incorrect(reason: string): Refusal {
    return new Refusal("APIG.0301", `Incorrect IAM authentication information: ${reason}`);
}

function foreign(projectId: string): Refusal {
    return new Refusal("ModelArts.0210", `The project ${projectId} does not belong to the credentials.`);
}
