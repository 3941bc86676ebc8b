import type { Authenticator, RequestGate } from "../http/authenticator";
import type { Clock } from "../clock";
import type { FixedCredential, PasswordCredential } from "../config/credentialParts";
import type { HttpClient } from "../http/httpClient";
import { ModelArtsError } from "../errors";
import type { Limits } from "../limits";
import { SharedTask } from "../sharedTask";
import type { Settings } from "../config/settings";
import { type HttpRequest } from "../http/request";
import { createSigningHeaders } from "./signer";
import { formatTokenBody, readTokenResponse, type TokenResponse } from "./iam";
const tokenHeader = "X-Auth-Token";

/** Signs every request with an access key. */
export class AccessKeyAuthenticator implements Authenticator {
    readonly expiredHint =
        "The temporary access key has expired: set a new one, and its security token, from the same source.";

    constructor(
        private readonly key: Extract<FixedCredential, { kind: "access-key" }>,
        private readonly settings: Pick<Settings, "region" | "signing">,
        private readonly clock: Clock,
        readonly gate: RequestGate,
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
    readonly expiredHint =
        "The token has expired: set a new one (huaweicloud:token, or HW_AUTH_TOKEN). A token that is new belongs to another " +
        "region than the request: check {where}.";

    constructor(
        private readonly token: string,
        readonly gate: RequestGate,
    ) {}

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
        "A new token was rejected as well. It may belong to another region than the request: check {where}. Otherwise check " +
        "the clock of the service, then run the same again.";
    private readonly authentication: SharedTask<TokenResponse>;
    private rejectedToken: string | undefined;

    constructor(
        private readonly credential: PasswordCredential,
        private readonly project: Settings["project"],
        private readonly iamClient: HttpClient,
        private readonly onToken: (token: string) => void,
        {
            clock,
            sendOnce,
        }: {
            readonly clock: Clock;
            /** Sends the request, unless IAM has rejected the credential before. */
            readonly sendOnce: (request: () => Promise<TokenResponse>) => Promise<TokenResponse>;
        },
    ) {
        this.authentication = new SharedTask(
            clock,
            (limits) => sendOnce(() => this.requestToken(limits)),
            () => iamTimeoutError(this.operation),
        );
    }

    async prepare(limits: Limits): Promise<void> {
        await this.authentication.run(limits);
    }

    async authenticate(
        _request: unknown,
        _service: unknown,
        limits: Limits,
    ): Promise<Record<string, string>> {
        return { [tokenHeader]: (await this.authentication.run(limits)).token };
    }

    async refresh(
        error: ModelArtsError,
        headers: Readonly<Record<string, string>>,
        limits: Limits,
    ): Promise<boolean> {
        const isExpired =
            error.kind === "token-expired" || (error.httpStatus === 401 && error.code === undefined);
        if (!isExpired) return false;
        const headerToken = headers[tokenHeader];
        if (headerToken !== this.rejectedToken) {
            this.rejectedToken = headerToken;
            this.authentication.reset();
        }
        await this.authentication.run(limits);
        return true;
    }

    async projectId(limits: Limits): Promise<string | undefined> {
        return (await this.authentication.run(limits)).projectId;
    }

    private get operation(): string {
        return `authenticate as IAM user "${this.credential.userName ?? this.credential.userId ?? ""}"`;
    }

    private requestToken(limits: Limits): Promise<TokenResponse> {
        return this.iamClient.send({
            operation: this.operation,
            method: "POST",
            path: "/v3/auth/tokens",
            body: formatTokenBody(this.credential, this.project),
            parse: (json, headers) => {
                this.onToken(headers["x-subject-token"] ?? "");
                return readTokenResponse(json, headers);
            },
            signalUntilSent: limits.signal,
            get deadline() {
                return limits.deadline;
            },
            onRetry: limits.onRetry,
            idempotent: true,
            hints: {
                unauthenticated:
                    "Check huaweicloud:userName, huaweicloud:password and huaweicloud:domainName. An account that was " +
                    "upgraded to a HUAWEI ID cannot authenticate here: create an IAM user, and set huaweicloud:domainName to the account.",
            },
        });
    }
}

/** IAM has not responded within the time of the call that needs it. */
export function iamTimeoutError(operation: string): ModelArtsError {
    return new ModelArtsError({
        kind: "timeout",
        operation,
        reason: "the time of the call was over before IAM had accepted it",
        hint: "Try again later, or raise the time with customTimeouts or modelarts:waitTimeout (seconds).",
    });
}
