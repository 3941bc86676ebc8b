import { type FixedCredential, type PartNames, readCredential } from "./credentialParts";
import { readCloud } from "./cloudsFile";
import type { FileCredentials } from "./fileCredentials";
import { describeIssuer, type Issuer, parseCommand, parseMetadataAddress } from "./issuers";
import { readKooCliProfile } from "./kooCliProfile";
import { readSdkCredentials } from "./sdkCredentialsFile";
import { type SettingName, settingNames } from "./settingNames";
import { parseSetting, settingError } from "./settingRules";
import { type Environment, type ReadConfig, readSetting } from "./sources";
import type { UserFiles } from "./userFiles";

/** Credentials from one source. Those of an issuer are asked for when the first request needs them. */
export type Credential = FixedCredential | { readonly kind: "issued"; readonly issuer: Issuer };

interface CredentialSource {
    readonly kind: "config" | "environment";
    readonly names: PartNames;
}

/**
 * The sources of credentials in the configuration and the environment, in order. Only the first source that has a decisive
 * part counts: parts of two sources are never combined. A command goes before them, and files after them.
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

/** Everything that settings are read from. */
export interface SettingSources {
    readonly config: ReadConfig;
    readonly environment: Environment;
    readonly files: UserFiles;
}

/** Credentials, and what else their source says. */
export interface ResolvedCredentials {
    readonly credential: Credential;
    /** The file or the issuer that they come from. It is `undefined` for the configuration and the environment. */
    readonly origin?: string;
    /** Settings of the file, which count where they are not set elsewhere. */
    readonly settings?: Partial<Record<SettingName, string | undefined>>;
    /** Files that hold a secret, and that other users of the machine may read or write. */
    readonly openFiles?: readonly string[];
}

/**
 * Finds the credentials: of a command, of the configuration, of the environment, of a file, of the metadata address of
 * the machine. Returns `undefined` where no source has any. Reads a file only where no source before it counts, and
 * runs nothing.
 *
 * @throws {settings} where a source that counts is incomplete or invalid.
 */
export function resolveCredentials(sources: SettingSources): ResolvedCredentials | undefined {
    const { config, environment, files } = sources;
    const read = (name: SettingName) => readSetting(settingNames[name], config, environment);
    const command = read("credentialsCommand");
    if (command !== undefined) return fromIssuer({ kind: "command", command: parseCommand(command) });
    for (const { kind, names } of credentialSources) {
        const readPart = kind === "config" ? config : (name: string) => environment[name];
        const credential = readCredential(names, readPart);
        if (credential !== undefined) return { credential };
    }
    const cloud = readCloud(environment, files);
    if (cloud !== undefined) return fromFile(cloud) ?? failEmpty(cloud);
    const sdkFile = readSdkCredentials(environment, files);
    const sdkCredentials = sdkFile === undefined ? undefined : fromFile(sdkFile);
    if (sdkCredentials !== undefined) return sdkCredentials;
    const profileName = read("profile");
    if (profileName !== undefined) {
        const profile = readKooCliProfile(profileName, environment, files);
        return fromFile(profile) ?? failEmpty(profile);
    }
    const metadata = read("metadata");
    if (metadata === undefined || !parseSetting("metadata", metadata)) return undefined;
    return fromIssuer({ kind: "metadata", address: parseMetadataAddress(environment) });
}

function fromIssuer(issuer: Issuer): ResolvedCredentials {
    return { credential: { kind: "issued", issuer }, origin: describeIssuer(issuer) };
}

function fromFile(entry: FileCredentials): ResolvedCredentials | undefined {
    const { origin, files, names, values, settings } = entry;
    const describe = (name: string): string => `${name} of ${origin}`;
    const credential = readCredential(names, (name) => values[name], describe);
    if (credential === undefined) return undefined;
    const secrets = listSecrets(credential);
    const isSecret = (value: unknown): boolean =>
        typeof value === "string" && [value, value.trim()].some((text) => secrets.includes(text));
    const openFiles = files.filter(
        ({ isOpenToOthers, entryValues }) => isOpenToOthers && entryValues.some(isSecret),
    );
    return { credential, origin, settings, openFiles: openFiles.map(({ path }) => path) };
}

/** The user has named this entry. */
function failEmpty({ origin, names }: FileCredentials): never {
    throw settingError(
        `${origin} has no credentials that can be read`,
        `These are read: ${Object.values(names).flat().join(", ")}.`,
    );
}

/** The reason of the error where no source has credentials. */
export const missingCredentialsReason = "no credentials are set";

export function missingCredentialsError() {
    return settingError(
        missingCredentialsReason,
        "Set huaweicloud:accessKey and huaweicloud:secretKey (or HW_ACCESS_KEY and HW_SECRET_KEY), or a user name and " +
            "password (huaweicloud:userName, huaweicloud:password), or huaweicloud:token, or a source that has them: " +
            "OS_CLOUD, huaweicloud:profile, huaweicloud:credentialsCommand, or huaweicloud:metadata.",
    );
}

/** Returns the secret parts of a credential. */
export function listSecrets(credential: FixedCredential): string[] {
    switch (credential.kind) {
        case "token":
            return [credential.token];
        case "password":
            return [credential.password];
        case "access-key":
            return [
                credential.secretKey,
                ...(credential.securityToken === undefined ? [] : [credential.securityToken]),
            ];
    }
}
