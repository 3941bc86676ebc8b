import { ModelArtsFailure } from "../errors";
import type { Environment, ReadConfig } from "./sources";

export interface PasswordLogin {
    readonly kind: "password";
    readonly password: string;
    readonly userName?: string | undefined;
    readonly userId?: string | undefined;
    readonly domainName?: string | undefined;
    readonly domainId?: string | undefined;
}

/** How requests are authorised. */
export type Credential =
    | { readonly kind: "token"; readonly token: string }
    | (AccessKey & { readonly kind: "keys" })
    | PasswordLogin;

/** Each part of a credential. What is `secret` is encrypted in the state. */
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
type Part = keyof typeof credentialParts;

interface Source {
    readonly read: "config" | "environment";
    readonly names: Partial<Record<Part, readonly string[]>>;
}

/**
 * In the order they are asked. The first one that holds any part of a credential is the only one that counts: parts
 * of two sources are never joined.
 */
export const credentialSources: readonly Source[] = [
    {
        read: "config",
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
        read: "environment",
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
        read: "environment",
        names: {
            accessKey: ["HUAWEICLOUD_SDK_AK"],
            secretKey: ["HUAWEICLOUD_SDK_SK"],
            securityToken: ["HUAWEICLOUD_SDK_SECURITY_TOKEN"],
        },
    },
    {
        read: "environment",
        names: {
            token: ["OS_AUTH_TOKEN"],
            accessKey: ["OS_ACCESS_KEY"],
            secretKey: ["OS_SECRET_KEY"],
            securityToken: ["OS_SECURITY_TOKEN"],
            userName: ["OS_USERNAME"],
            password: ["OS_PASSWORD"],
            domainName: ["OS_DOMAIN_NAME", "OS_USER_DOMAIN_NAME"],
        },
    },
];

/** A lone security token or account name is no credential: it may be left over from another one. */
const telling: readonly Part[] = ["token", "accessKey", "secretKey", "userName", "userId", "password"];

/** What goes into headers as it is. */
const inHeaders: readonly Part[] = ["token", "accessKey", "securityToken"];

/** Pure. In one source a token comes before a key pair, and that before user name and password. */
export function credentialFrom(config: ReadConfig, environment: Environment): Credential {
    for (const source of credentialSources) {
        const values = partsOf(source, config, environment);
        if (telling.some((part) => values[part] !== undefined)) return whole(source, values);
    }
    return fail(
        "no credentials are set",
        "Set huaweicloud:accessKey and huaweicloud:secretKey (or HW_ACCESS_KEY and HW_SECRET_KEY), or a user name and " +
            "password (huaweicloud:userName, huaweicloud:password), or huaweicloud:token.",
    );
}

type Parts = Partial<Record<Part, string>>;

function partsOf(source: Source, config: ReadConfig, environment: Environment): Parts {
    const values: Parts = {};
    for (const [part, names] of Object.entries(source.names) as [Part, readonly string[]][]) {
        const found = names
            .map((name) => (source.read === "config" ? config(name) : environment[name]))
            .find((value) => value !== undefined && value.trim() !== "");
        if (found !== undefined) values[part] = part === "password" ? found : found.trim();
    }
    return values;
}

function whole(source: Source, parts: Parts): Credential {
    const { token, accessKey, secretKey, securityToken, userName, userId, password, domainName, domainId } =
        parts;
    const named = (part: Part): string => source.names[part]?.[0] ?? part;
    for (const part of inHeaders) {
        if (/[^\x21-\x7e]/.test(parts[part] ?? "")) {
            return fail(
                `${named(part)} holds characters that no request can carry`,
                "Copy it again, as one line of text.",
            );
        }
    }
    if (token !== undefined) return { kind: "token", token };
    if (accessKey !== undefined || secretKey !== undefined) {
        if (accessKey === undefined) return half(named("secretKey"), named("accessKey"));
        if (secretKey === undefined) return half(named("accessKey"), named("secretKey"));
        return {
            kind: "keys",
            accessKey,
            secretKey,
            ...(securityToken === undefined ? {} : { securityToken }),
        };
    }
    const user = userName ?? userId;
    if (user === undefined) return half(named("password"), named("userName"));
    if (password === undefined)
        return half(named(userName === undefined ? "userId" : "userName"), named("password"));
    return { kind: "password", password, userName, userId, domainName, domainId };
}

function half(set: string, unset: string): never {
    return fail(
        `${set} is set, but ${unset} is not`,
        `Set ${unset} in the same place, or unset ${set}: parts of two sources are never joined.`,
    );
}

function fail(because: string, advice: string): never {
    throw new ModelArtsFailure({ kind: "settings", attempted: "connect to ModelArts", because, advice });
}

/** An access key, and for a temporary one its security token. */
export interface AccessKey {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken?: string;
}
