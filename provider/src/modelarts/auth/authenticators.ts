import type { Authenticator } from "../http/authenticator";
import type { Clock } from "../clock";
import type { Credential, PasswordCredential } from "../config/credentials";
import type { HttpClient } from "../http/httpClient";
import type { ModelArtsError } from "../errors";
import { isModelArtsError } from "../errors";
import type { Settings } from "../config/settings";
import { type HttpRequest } from "../http/request";
import { createSigningHeaders } from "./signer";
import { formatTokenBody, readTokenResponse, type TokenResponse } from "./iam";
const tokenHeader = "X-Auth-Token";

/** Signs every request with an access key. */
export class AccessKeyAuthenticator implements Authenticator {
    constructor(
        private readonly key: Extract<Credential, { kind: "access-key" }>,
        private readonly settings: Pick<Settings, "region" | "signing">,
        private readonly clock: Clock,
    ) {}

    authenticate(request: HttpRequest, service: string): Promise<Record<string, string>> {
        const scope =
            this.settings.signing === "scoped" ? { region: this.settings.region, service } : undefined;
        return Promise.resolve(
            createSigningHeaders(request, this.key, new Date(this.clock.timeOfDay()), scope),
        );
    }

    refresh(): Promise<boolean> {
        return Promise.resolve(false);
    }
}

/** Sends the token of the settings, which cannot be renewed. */
export class TokenAuthenticator implements Authenticator {
    readonly expiredHint = "The token has expired: set a new one (huaweicloud:token, or HW_AUTH_TOKEN).";

    constructor(private readonly token: string) {}

    authenticate(): Promise<Record<string, string>> {
        return Promise.resolve({ [tokenHeader]: this.token });
    }

    refresh(): Promise<boolean> {
        return Promise.resolve(false);
    }
}

/** Authenticates with user name and password, once for concurrent calls, and again when the token has expired. */
export class PasswordAuthenticator implements Authenticator {
    readonly expiredHint =
        "A new token was rejected as well: check the clock of the service, then run the same again.";
    private authentication:
        { readonly response: Promise<TokenResponse>; readonly deadline: number } | undefined;
    private rejectedToken: string | undefined;

    constructor(
        private readonly credential: PasswordCredential,
        private readonly project: Settings["project"],
        private readonly iamClient: HttpClient,
        private readonly onToken: (token: string) => void,
    ) {}

    async authenticate(
        _request: unknown,
        _service: unknown,
        deadline?: number,
    ): Promise<Record<string, string>> {
        return { [tokenHeader]: (await this.ensureToken(deadline)).token };
    }

    async refresh(
        error: ModelArtsError,
        headers: Readonly<Record<string, string>>,
        deadline?: number,
    ): Promise<boolean> {
        const isExpired =
            error.kind === "token-expired" || (error.httpStatus === 401 && error.code === undefined);
        if (!isExpired) return false;
        const headerToken = headers[tokenHeader];
        if (headerToken !== this.rejectedToken) {
            this.rejectedToken = headerToken;
            this.authentication = undefined;
        }
        await this.ensureToken(deadline);
        return true;
    }

    async projectId(): Promise<string | undefined> {
        return (await this.ensureToken()).projectId;
    }

    /** Concurrent callers share one authentication. After an error the next call authenticates again. */
    private async ensureToken(deadline = Infinity): Promise<TokenResponse> {
        const authentication = (this.authentication ??= { response: this.requestToken(deadline), deadline });
        try {
            return await authentication.response;
        } catch (error) {
            if (this.authentication === authentication) this.authentication = undefined;
            // The shared authentication ended at the earlier deadline of another call.
            if (
                authentication.deadline < deadline &&
                isModelArtsError(error, "throttled", "network", "timeout", "server-error")
            ) {
                return this.ensureToken(deadline);
            }
            throw error;
        }
    }

    private requestToken(deadline: number): Promise<TokenResponse> {
        const user = this.credential.userName ?? this.credential.userId ?? "";
        return this.iamClient.send({
            operation: `authenticate as IAM user "${user}"`,
            method: "POST",
            path: "/v3/auth/tokens",
            body: formatTokenBody(this.credential, this.project),
            parse: (json, headers) => {
                this.onToken(headers["x-subject-token"] ?? "");
                return readTokenResponse(json, headers);
            },
            deadline,
            idempotent: true,
            hints: {
                unauthenticated:
                    "Check huaweicloud:userName, huaweicloud:password and huaweicloud:domainName. An account that was " +
                    "upgraded to a HUAWEI ID cannot authenticate here: create an IAM user, and set huaweicloud:domainName to the account.",
            },
        });
    }
}
