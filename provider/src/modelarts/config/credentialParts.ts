import type { ModelArtsError } from "../errors";
import { settingError } from "./settingRules";

/** An access key, and for a temporary one its security token. */
export interface AccessKey {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken?: string;
}

export interface PasswordCredential {
    readonly kind: "password";
    readonly password: string;
    readonly userName?: string | undefined;
    readonly userId?: string | undefined;
    readonly domainName?: string | undefined;
    readonly domainId?: string | undefined;
}

/** Credentials of one kind, from one source, that are there without a request. */
export type FixedCredential =
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
export type CredentialPart = keyof typeof credentialParts;

/** The names of the parts in one source. The first name that has a value counts. */
export type PartNames = Partial<Record<CredentialPart, readonly string[]>>;

/** Reads the value of a name; `undefined` where it has none. */
export type ReadPart = (name: string) => string | undefined;

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

type CredentialParts = Partial<Record<CredentialPart, string>>;

/**
 * Returns the credentials of one source; `undefined` where none of its decisive parts is set. In one source a token
 * goes before an access key, and that before user name and password. `describe` turns a name of the source into words
 * for a message.
 *
 * @throws {settings} where only a half of a credential is set.
 */
export function readCredential(
    names: PartNames,
    read: ReadPart,
    describe: (name: string) => string = (name) => name,
): FixedCredential | undefined {
    const values = readParts(names, read);
    if (!decisiveParts.some((part) => values[part] !== undefined)) return undefined;
    return toCredential((part) => describe(names[part]?.[0] ?? part), values);
}

function readParts(names: PartNames, read: ReadPart): CredentialParts {
    const values: CredentialParts = {};
    const ranks: Partial<Record<CredentialPart, number>> = {};
    for (const [part, partNames] of Object.entries(names) as [CredentialPart, readonly string[]][]) {
        const all = partNames.map(read);
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

function toCredential(nameOfPart: (part: CredentialPart) => string, parts: CredentialParts): FixedCredential {
    const { token, accessKey, secretKey, securityToken, userName, userId, password, domainName, domainId } =
        parts;
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
