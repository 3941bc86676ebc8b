import { createHash } from "node:crypto";
import type { Clock } from "../clock";
import type { Credential } from "../config/credentials";
import type { Settings } from "../config/settings";
import { isModelArtsError, type ModelArtsError } from "../errors";
import { CredentialGate } from "./credentialGate";

type AuthenticationSettings = Pick<Settings, "credential" | "region" | "iam" | "project">;
type GateSettings = AuthenticationSettings & Pick<Settings, "modelarts">;

/** Returns whether the credential itself was rejected: for any project the result would be the same. */
function isCredentialRejection(error: unknown): error is ModelArtsError {
    if (isModelArtsError(error, "unauthenticated", "token-expired", "account")) return true;
    // The status of this rejection is that of a missing permission.
    return isModelArtsError(error, "permission-denied") && /\block(ed)?\b/i.test(error.serviceMessage ?? "");
}

/**
 * Keeps a process from sending IAM a credential that it has rejected: an account is locked after several wrong passwords.
 * Requests with one credential are sent one after the other, so that concurrent ones for several projects do not all send a
 * wrong password.
 */
export class AuthenticationGuard {
    private readonly rejections = new Map<string, ModelArtsError>();
    private readonly gates = new Map<string, CredentialGate>();
    private readonly lastRequests = new Map<string, Promise<unknown>>();

    /** Sends a request with the credential, unless IAM has rejected that: then it rejects with the same error. */
    async send<T>(settings: AuthenticationSettings, request: () => Promise<T>): Promise<T> {
        const credentialKey = hash([settings.credential, accountOf(settings)]);
        const projectKey = hash([settings.credential, settings.iam, settings.project]);
        const attempt = async (): Promise<T> => {
            const rejection = this.rejections.get(credentialKey) ?? this.rejections.get(projectKey);
            if (rejection !== undefined) throw rejection;
            try {
                return await request();
            } catch (error) {
                if (isCredentialRejection(error)) this.rejections.set(credentialKey, error);
                // A user without access to one project may have access to another one.
                else if (isModelArtsError(error, "permission-denied")) this.rejections.set(projectKey, error);
                throw error;
            }
        };
        const lastRequest = this.lastRequests.get(credentialKey) ?? Promise.resolve();
        const result = lastRequest.then(attempt);
        const end = result.catch(() => undefined);
        this.lastRequests.set(credentialKey, end);
        return result;
    }

    /** Returns the gate that all connections with one access key share, or with one token of a project and a region. */
    gate(settings: GateSettings, clock: Clock): CredentialGate {
        const { credential, modelarts, project } = settings;
        const key = hash([
            credential,
            accountOf(settings),
            ...(credential.kind === "token" ? [modelarts, project] : []),
        ]);
        const gate = this.gates.get(key) ?? new CredentialGate(clock);
        this.gates.set(key, gate);
        return gate;
    }

    /** A new run of the engine tries every credential again: the account may be unlocked by now. */
    reset(): void {
        this.rejections.clear();
        for (const gate of this.gates.values()) gate.reset();
    }
}

/**
 * Returns what identifies the accounts that a credential may be of: the regions of a cloud have the same ones, each behind an
 * address of its own. A token is of one region.
 */
function accountOf({ credential, iam, region }: AuthenticationSettings): string {
    return credential.kind === "token" ? iam : iam.replace(`.${region}.`, ".");
}

/** The credential stays out of the memory of this guard. */
function hash(value: readonly (Credential | Settings["project"] | string)[]): string {
    return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
