import { type Credential, missingCredentialsError, resolveCredentials } from "./credentials";
import { iamHost, modelartsHost, regionOfIam, resolveCloud, stripVersion } from "./endpoints";
import { describeSetting, endpointVariable, settingNames, type SettingName } from "./settingNames";
import { missingError, parseEndpoints, parseSetting, requireEndpoint } from "./settingRules";
import { type Environment, type ReadConfig, readSetting } from "./sources";
import { noUserFiles, type UserFiles } from "./userFiles";

/** Per-resource overrides of the configuration. */
export interface Overrides {
    readonly region?: string | undefined;
    readonly projectId?: string | undefined;
}

export interface Settings {
    readonly region: string;
    /** The endpoints have no last slash, and that of IAM has no `/v3`. */
    readonly modelarts: string;
    readonly iam: string;
    readonly credential: Credential;
    /**
     * The file or the issuer that the credential comes from. It is `undefined` for the configuration and the
     * environment.
     */
    readonly credentialOrigin?: string | undefined;
    /** Files that hold a secret of the credential, and that other users of the machine may read or write. */
    readonly openFiles: readonly string[];
    readonly project: { readonly id: string } | { readonly name: string };
    readonly signing: "access" | "scoped";
    readonly insecure: boolean;
    readonly caFile?: string | undefined;
    readonly maxRetries: number;
    readonly retryDelayMs: number;
    readonly requestTimeoutMs: number;
    readonly waitTimeoutMs: number;
    /** Where it is left out, the interval grows from 1 s to 5 s. */
    readonly pollIntervalMs?: number | undefined;
}

/**
 * Resolves all settings. What a file of credentials says beside them, such as a region, counts where no key and no variable
 * sets it. Sends and runs nothing.
 *
 * @throws {settings} where a setting is missing or invalid; the message names it.
 */
export function resolveSettings(
    config: ReadConfig,
    environment: Environment,
    overrides: Overrides = {},
    files: UserFiles = noUserFiles,
): Settings {
    const credentials = resolveCredentials({ config, environment, files });
    const read = (name: SettingName): string | undefined =>
        readSetting(settingNames[name], config, environment) ?? toSetting(credentials?.settings?.[name]);
    const parse = <N extends Parameters<typeof parseSetting>[0]>(name: N) => {
        const text = read(name);
        return text === undefined ? undefined : parseSetting(name, text);
    };
    const toMs = (seconds: number): number => 1000 * seconds;

    const authUrl = read("authUrl");
    const configuredRegion = read("region") ?? regionOfIam(authUrl);
    const region = parseSetting("region", overrides.region ?? requireValue("region", configuredRegion));
    const customEndpoints = parseEndpoints(read("endpoints"));
    const cloud = parse("cloud") ?? resolveCloud(configuredRegion ?? region, authUrl);
    const variableEndpoint = toSetting(environment[endpointVariable]);
    const modelarts = customEndpoints.modelarts ?? variableEndpoint ?? modelartsHost(region, cloud);

    // Another region has other projects and its own IAM, so these settings of the configured region do not count there.
    const isOtherRegion = configuredRegion !== undefined && configuredRegion !== region;
    const isRegionalAuthUrl =
        isOtherRegion &&
        ["iam", "iam-pub", "iam-apigateway-proxy"].some((name) =>
            authUrl?.includes(`${name}.${configuredRegion}.`),
        );
    const iam = customEndpoints.iam ?? (isRegionalAuthUrl ? undefined : authUrl) ?? iamHost(region, cloud);
    const projectId = overrides.projectId ?? (isOtherRegion ? undefined : read("projectId"));
    const projectName = (isOtherRegion ? undefined : read("projectName")) ?? region;

    parse("metadata");
    const pollInterval = parse("pollInterval");
    const settings = {
        region,
        modelarts: requireEndpoint(
            modelarts,
            modelarts === variableEndpoint ? endpointVariable : describeSetting("endpoints"),
            "modelarts",
        ),
        iam: stripVersion(
            requireEndpoint(
                iam,
                describeSetting(customEndpoints.iam === undefined ? "authUrl" : "endpoints"),
                "iam",
            ),
        ),
        project:
            projectId === undefined ? { name: projectName } : { id: parseSetting("projectId", projectId) },
        signing: parse("signing") ?? defaultSigning(cloud, modelarts),
        insecure: parse("insecure") ?? false,
        caFile: read("caFile"),
        maxRetries: parse("maxRetries") ?? 5,
        retryDelayMs: toMs(parse("retryDelay") ?? 1),
        requestTimeoutMs: toMs(parse("requestTimeout") ?? 30),
        waitTimeoutMs: toMs(parse("waitTimeout") ?? 900),
        pollIntervalMs: pollInterval === undefined ? undefined : toMs(pollInterval),
    };
    // This error comes last: without credentials a preview still finds what is wrong with the other settings.
    if (credentials === undefined) throw missingCredentialsError();
    const { credential, origin, openFiles = [] } = credentials;
    return { ...settings, credential, credentialOrigin: origin, openFiles };
}

/** Empty text counts as not set. */
function toSetting(text: string | undefined): string | undefined {
    return text?.trim() === "" ? undefined : text?.trim();
}

function requireValue(name: SettingName, value: string | undefined): string {
    if (value === undefined) throw missingError(name);
    return value;
}

function defaultSigning(cloud: string, modelarts: string): "access" | "scoped" {
    const isScopedHost = (host: string): boolean => /\botc\.t-systems\.com(?=[:/]|$)/.test(host);
    return [cloud, modelarts].some(isScopedHost) ? "scoped" : "access";
}
