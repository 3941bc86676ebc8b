import type { ModelArtsError } from "../errors";
import { settingError } from "./settingRules";
import type { Environment, ReadConfig } from "./sources";

export interface PasswordCredential {
    readonly kind: "password";
    readonly password: string;
    readonly userName?: string | undefined;
    readonly userId?: string | undefined;
    readonly domainName?: string | undefined;
    readonly domainId?: string | undefined;
}

/** Credentials of one kind, from one source. */
export type Credential =
    | { readonly kind: "token"; readonly token: string }
    | (AccessKey & { readonly kind: "access-key" })
    | PasswordCredential;

/** Each part of a credential. A `secret` part is encrypted in the state. */
export const credentialParts = {
    token: "secret",
    accessKey: "secret",
    secretKey: "secret",
    securityToken: "secret",
    userName: "public",
    userId: "public",
    password: "secret",
    domainName: "public",
    domainId: "public",
} as const;
type CredentialPart = keyof typeof credentialParts;

interface CredentialSource {
    readonly kind: "config" | "environment";
    readonly names: Partial<Record<CredentialPart, readonly string[]>>;
}

/**
 * The sources of credentials, in order. Only the first source that has a decisive part counts: parts of two sources are
 * never combined.
 */
export const credentialSources: readonly CredentialSource[] = [
    {
        kind: "config",
        names: {
            token: ["huaweicloud:token"],
            accessKey: ["huaweicloud:accessKey"],
            secretKey: ["huaweicloud:secretKey"],
            securityToken: ["huaweicloud:securityToken"],
            userName: ["huaweicloud:userName"],
            userId: ["huaweicloud:userId"],
            password: ["huaweicloud:password"],
            domainName: ["huaweicloud:domainName"],
            domainId: ["huaweicloud:domainId"],
        },
    },
    {
        kind: "environment",
        names: {
            token: ["HW_AUTH_TOKEN"],
            accessKey: ["HW_ACCESS_KEY"],
            secretKey: ["HW_SECRET_KEY"],
            securityToken: ["HW_SECURITY_TOKEN"],
            userName: ["HW_USER_NAME"],
            userId: ["HW_USER_ID"],
            password: ["HW_USER_PASSWORD"],
            domainName: ["HW_DOMAIN_NAME"],
            domainId: ["HW_DOMAIN_ID"],
        },
    },
    {
        kind: "environment",
        names: {
            accessKey: ["HUAWEICLOUD_SDK_AK"],
            secretKey: ["HUAWEICLOUD_SDK_SK"],
            securityToken: ["HUAWEICLOUD_SDK_SECURITY_TOKEN"],
        },
    },
    {
        kind: "environment",
        names: {
            token: ["OS_TOKEN", "OS_AUTH_TOKEN"],
            accessKey: ["OS_ACCESS_KEY"],
            secretKey: ["OS_SECRET_KEY"],
            securityToken: ["OS_SECURITY_TOKEN"],
            userName: ["OS_USERNAME"],
            userId: ["OS_USER_ID"],
            password: ["OS_PASSWORD"],
            domainName: ["OS_DOMAIN_NAME", "OS_USER_DOMAIN_NAME", "OS_PROJECT_DOMAIN_NAME"],
            domainId: ["OS_USER_DOMAIN_ID", "OS_DOMAIN_ID", "OS_PROJECT_DOMAIN_ID"],
        },
    },
];

/** Parts that make a source count. A security token or account name alone may be left over from other credentials. */
const decisiveParts: readonly CredentialPart[] = [
    "token",
    "accessKey",
    "secretKey",
    "userName",
    "userId",
    "password",
];

/** Parts that are sent in headers unchanged. */
const headerParts: readonly CredentialPart[] = ["token", "accessKey", "securityToken"];

/**
 * Finds the credentials. In one source a token goes before an access key, and that before user name and password.
 * Pure.
 */
export function resolveCredential(config: ReadConfig, environment: Environment): Credential {
    for (const source of credentialSources) {
        const values = readParts(source, config, environment);
        if (decisiveParts.some((part) => values[part] !== undefined)) return toCredential(source, values);
    }
    throw settingError(
        "no credentials are set",
        "Set huaweicloud:accessKey and huaweicloud:secretKey (or HW_ACCESS_KEY and HW_SECRET_KEY), or a user name and " +
            "password (huaweicloud:userName, huaweicloud:password), or huaweicloud:token.",
    );
}

type CredentialParts = Partial<Record<CredentialPart, string>>;

function readParts(source: CredentialSource, config: ReadConfig, environment: Environment): CredentialParts {
    const values: CredentialParts = {};
    const ranks: Partial<Record<CredentialPart, number>> = {};
    for (const [part, names] of Object.entries(source.names) as [CredentialPart, readonly string[]][]) {
        const all = names.map((name) => (source.kind === "config" ? config(name) : environment[name]));
        const rank = all.findIndex((value) => value !== undefined && value.trim() !== "");
        const partValue = all[rank];
        if (partValue === undefined) continue;
        values[part] = part === "password" ? partValue : partValue.trim();
        ranks[part] = rank;
    }
    // The account of the user goes before that of the project, whose name or ID is the last of its row.
    const { domainName = Infinity, domainId = Infinity } = ranks;
    if (domainName < domainId) delete values.domainId;
    return values;
}

function toCredential(source: CredentialSource, parts: CredentialParts): Credential {
    const { token, accessKey, secretKey, securityToken, userName, userId, password, domainName, domainId } =
        parts;
    const nameOfPart = (part: CredentialPart): string => source.names[part]?.[0] ?? part;
    for (const part of headerParts) {
        if (/[^\x21-\x7e]/.test(parts[part] ?? "")) {
            throw settingError(
                `${nameOfPart(part)} holds characters that no request can carry`,
                "Copy it again, as one line of text.",
            );
        }
    }
    if (token !== undefined) return { kind: "token", token };
    if (accessKey !== undefined || secretKey !== undefined) {
        if (accessKey === undefined) throw incompleteError(nameOfPart("secretKey"), nameOfPart("accessKey"));
        if (secretKey === undefined) throw incompleteError(nameOfPart("accessKey"), nameOfPart("secretKey"));
        return {
            kind: "access-key",
            accessKey,
            secretKey,
            ...(securityToken === undefined ? {} : { securityToken }),
        };
    }
    const user = userName ?? userId;
    if (user === undefined) throw incompleteError(nameOfPart("password"), nameOfPart("userName"));
    if (password === undefined)
        throw incompleteError(
            nameOfPart(userName === undefined ? "userId" : "userName"),
            nameOfPart("password"),
        );
    return { kind: "password", password, userName, userId, domainName, domainId };
}

function incompleteError(presentName: string, missingName: string): ModelArtsError {
    return settingError(
        `${presentName} is set, but ${missingName} is not`,
        `Set ${missingName} in the same place, or unset ${presentName}: parts of two sources are never joined.`,
    );
}

/** An access key, and for a temporary one its security token. */
export interface AccessKey {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken?: string;
}
