import type { Auth } from "../http/authenticator";
import type { Clock } from "../clock";
import type { Credential, PasswordLogin } from "../config/credentials";
import type { Exchange } from "../http/httpClient";
import type { ModelArtsFailure } from "../errors";
import { isFailure } from "../errors";
import type { Settings } from "../config/settings";
import { type UnsignedRequest } from "../http/request";
import { signingHeaders } from "./signer";
import { loginBody, readLogin, type Login } from "./iam";
const tokenHeader = "X-Auth-Token";

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
    readonly whenExpired = "The token has expired: set a new one (huaweicloud:token, or HW_AUTH_TOKEN).";

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
    readonly whenExpired =
        "A fresh token was refused as well: check the clock of the service, then run the same again.";
    private login: { readonly answer: Promise<Login>; readonly until: number } | undefined;
    private stale: string | undefined;

    constructor(
        private readonly credential: PasswordLogin,
        private readonly project: Settings["project"],
        private readonly iam: Exchange,
        private readonly onToken: (token: string) => void,
    ) {}

    async headersFor(
        _request: unknown,
        _service: unknown,
        deadline?: number,
    ): Promise<Record<string, string>> {
        return { [tokenHeader]: (await this.loggedIn(deadline)).token };
    }

    async renew(
        refusal: ModelArtsFailure,
        headers: Readonly<Record<string, string>>,
        deadline?: number,
    ): Promise<boolean> {
        const expired =
            refusal.kind === "token-expired" || (refusal.httpStatus === 401 && refusal.code === undefined);
        if (!expired) return false;
        const refused = headers[tokenHeader];
        if (refused !== this.stale) {
            this.stale = refused;
            this.login = undefined;
        }
        await this.loggedIn(deadline);
        return true;
    }

    async projectId(): Promise<string | undefined> {
        return (await this.loggedIn()).projectId;
    }

    /** One log-in for all who ask meanwhile. A failure is not kept: the next one who asks tries anew. */
    private async loggedIn(until = Infinity): Promise<Login> {
        const login = (this.login ??= { answer: this.logIn(until), until });
        try {
            return await login.answer;
        } catch (error) {
            if (this.login === login) this.login = undefined;
            // It was given up for the sake of somebody who had less time.
            if (login.until < until && isFailure(error, "throttled", "network", "timeout", "service")) {
                return this.loggedIn(until);
            }
            throw error;
        }
    }

    private logIn(deadline: number): Promise<Login> {
        const user = this.credential.userName ?? this.credential.userId ?? "";
        return this.iam.call({
            attempted: `log in as IAM user "${user}"`,
            method: "POST",
            path: "/v3/auth/tokens",
            body: loginBody(this.credential, this.project),
            read: (json, headers) => {
                this.onToken(headers["x-subject-token"] ?? "");
                return readLogin(json, headers);
            },
            deadline,
            repeatable: true,
            advice: {
                unauthenticated:
                    "Check huaweicloud:userName, huaweicloud:password and huaweicloud:domainName. An account that was " +
                    "upgraded to a HUAWEI ID cannot log in here: make an IAM user, and set huaweicloud:domainName to the account.",
            },
        });
    }
}
