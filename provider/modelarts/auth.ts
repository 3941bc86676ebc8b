import type { Credential } from "./credentials";
import { ModelArtsFailure } from "./failures";
import type { Exchange } from "./exchange";
import type { Settings } from "./settings";
import { signingHeaders, type UnsignedRequest } from "./signer";
import { readProjects } from "./wire";

/** Who asks, for which project. */
export interface Auth {
    /** The headers that authorise this one attempt. */
    headersFor(request: UnsignedRequest, service: string): Promise<Record<string, string>>;
    /** A new token in place of an expired one; `false` where there is none to be had. */
    renew(): Promise<boolean>;
}

export class KeyAuth implements Auth {
    constructor(
        private readonly key: Extract<Credential, { kind: "keys" }>,
        private readonly settings: Pick<Settings, "region" | "signing">,
        private readonly now: () => Date,
    ) {}

    headersFor(request: UnsignedRequest, service: string): Promise<Record<string, string>> {
        const scope =
            this.settings.signing === "scoped" ? { region: this.settings.region, service } : undefined;
        return Promise.resolve(signingHeaders(request, this.key, this.now(), scope));
    }

    renew(): Promise<boolean> {
        return Promise.resolve(false);
    }
}

export class TokenAuth implements Auth {
    constructor(private readonly token: string) {}

    headersFor(): Promise<Record<string, string>> {
        return Promise.resolve({ "X-Auth-Token": this.token });
    }

    renew(): Promise<boolean> {
        return Promise.resolve(false);
    }
}

export function authFor(settings: Settings, now: () => Date): Auth {
    const { credential } = settings;
    switch (credential.kind) {
        case "keys":
            return new KeyAuth(credential, settings, now);
        case "token":
            return new TokenAuth(credential.token);
        case "password":
            throw new ModelArtsFailure({
                kind: "settings",
                attempted: "connect to ModelArts",
                because: "logging in with a user name and password is not supported yet",
                advice: "Set an access key and secret key, or a token.",
            });
    }
}

/** The ID of the project with exactly this name. Never makes one. */
export async function findProject(iam: Exchange, settings: Settings, name: string): Promise<string> {
    const attempted = `look up the project "${name}"`;
    const projects = await iam.call({
        attempted,
        method: "GET",
        path: "/v3/projects",
        query: { name },
        read: readProjects,
        repeatable: true,
    });
    const found = projects.find((project) => project.name === name);
    if (found !== undefined) return found.id;
    throw new ModelArtsFailure({
        kind: "settings",
        attempted,
        because: `the account has no project of that name in region ${settings.region} (asked ${settings.iam})`,
        advice: "Set huaweicloud:projectId (or HW_PROJECT_ID), or correct huaweicloud:projectName or the region.",
    });
}
