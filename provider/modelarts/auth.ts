import type { Clock } from "./clock";
import type { Credential, PasswordLogin } from "./credentials";
import type { Exchange } from "./exchange";
import { ModelArtsFailure } from "./failures";
import { once } from "./once";
import type { Settings } from "./settings";
import { signingHeaders, type UnsignedRequest } from "./signer";
import { loginBody, readLogin, readProjects, type Login } from "./wire";

const tokenHeader = "X-Auth-Token";

/** Who asks. */
export interface Auth {
    /** The headers that authorise this one attempt. */
    headersFor(request: UnsignedRequest, service: string): Promise<Record<string, string>>;
    /** Whether the refusal of a request with these headers is cured by a new token, and there is one now. */
    renew(refusal: ModelArtsFailure, headers: Readonly<Record<string, string>>): Promise<boolean>;
    /** The project that the authorisation is for, where it says so. */
    projectId?(): Promise<string | undefined>;
}

/** For calls that nobody needs to be authorised for: the log-in itself. */
export const noAuth: Auth = {
    headersFor: () => Promise.resolve({}),
    renew: () => Promise.resolve(false),
};

/** Signs every request with an access key. */
export class KeyAuth implements Auth {
    constructor(
        private readonly key: Extract<Credential, { kind: "keys" }>,
        private readonly settings: Pick<Settings, "region" | "signing">,
        private readonly clock: Clock,
    ) {}

    headersFor(request: UnsignedRequest, service: string): Promise<Record<string, string>> {
        const scope =
            this.settings.signing === "scoped" ? { region: this.settings.region, service } : undefined;
        return Promise.resolve(signingHeaders(request, this.key, new Date(this.clock.now()), scope));
    }

    renew(): Promise<boolean> {
        return Promise.resolve(false);
    }
}

/** A token that the user has: it cannot be renewed here. */
export class TokenAuth implements Auth {
    constructor(private readonly token: string) {}

    headersFor(): Promise<Record<string, string>> {
        return Promise.resolve({ [tokenHeader]: this.token });
    }

    renew(): Promise<boolean> {
        return Promise.resolve(false);
    }
}

/** Logs in with user name and password, once for all who ask, and again when the token has expired. */
export class PasswordAuth implements Auth {
    private login = once(() => this.logIn());
    private stale: string | undefined;

    constructor(
        private readonly credential: PasswordLogin,
        private readonly project: Settings["project"],
        private readonly iam: Exchange,
        private readonly onToken: (token: string) => void,
    ) {}

    async headersFor(): Promise<Record<string, string>> {
        return { [tokenHeader]: (await this.login()).token };
    }

    async renew(refusal: ModelArtsFailure, headers: Readonly<Record<string, string>>): Promise<boolean> {
        const expired =
            refusal.kind === "token-expired" || (refusal.httpStatus === 401 && refusal.code === undefined);
        if (!expired) return false;
        const refused = headers[tokenHeader];
        if (refused !== this.stale) {
            this.stale = refused;
            this.login = once(() => this.logIn());
        }
        await this.login();
        return true;
    }

    async projectId(): Promise<string | undefined> {
        return (await this.login()).projectId;
    }

    private async logIn(): Promise<Login> {
        const user = this.credential.userName ?? this.credential.userId ?? "";
        const login = await this.iam.call({
            attempted: `log in as IAM user "${user}"`,
            method: "POST",
            path: "/v3/auth/tokens",
            body: loginBody(this.credential, this.project),
            read: readLogin,
            repeatable: true,
            advice: {
                unauthenticated:
                    "Check huaweicloud:userName, huaweicloud:password and huaweicloud:domainName. An account that was " +
                    "upgraded to a HUAWEI ID cannot log in here: make an IAM user, and set huaweicloud:domainName to the account.",
            },
        });
        this.onToken(login.token);
        return login;
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
