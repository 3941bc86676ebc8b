import { type Credential, resolveCredential } from "./credentials";
import { iamHost, modelartsHost, regionOfIam, resolveCloud, stripVersion } from "./endpoints";
import { settingNames, type SettingName } from "./settingNames";
import { missingError, parseEndpoints, parseSetting, requireEndpoint } from "./settingRules";
import { type Environment, type ReadConfig, readSetting } from "./sources";

/** Per-resource overrides of the configuration. */
export interface Overrides {
    readonly region?: string | undefined;
    readonly projectId?: string | undefined;
}

export interface Settings {
    readonly region: string;
    /** Endpoints, without a last slash; the IAM one without `/v3`. */
    readonly modelarts: string;
    readonly iam: string;
    readonly credential: Credential;
    readonly project: { readonly id: string } | { readonly name: string };
    readonly signing: "access" | "scoped";
    readonly insecure: boolean;
    readonly caFile?: string | undefined;
    readonly maxRetries: number;
    readonly retryDelayMs: number;
    readonly requestTimeoutMs: number;
    readonly waitTimeoutMs: number;
    /** Left out: from 1 s growing to 5 s. */
    readonly pollIntervalMs?: number | undefined;
}

/** Resolves all settings. Throws an error of kind `settings` that names a missing or invalid one. Pure. */
export function resolveSettings(
    config: ReadConfig,
    environment: Environment,
    overrides: Overrides = {},
): Settings {
    const read = (name: SettingName): string | undefined =>
        readSetting(settingNames[name], config, environment);
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
    const modelarts = customEndpoints.modelarts ?? modelartsHost(region, cloud);

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

    const pollInterval = parse("pollInterval");
    return {
        region,
        modelarts: requireEndpoint(modelarts, "endpoints", "modelarts"),
        iam: stripVersion(
            requireEndpoint(iam, customEndpoints.iam === undefined ? "authUrl" : "endpoints", "iam"),
        ),
        credential: resolveCredential(config, environment),
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
}

function requireValue(name: SettingName, value: string | undefined): string {
    if (value === undefined) throw missingError(name);
    return value;
}

function defaultSigning(cloud: string, modelarts: string): "access" | "scoped" {
    const isScopedHost = (host: string): boolean => /\botc\.t-systems\.com(?=[:/]|$)/.test(host);
    return [cloud, modelarts].some(isScopedHost) ? "scoped" : "access";
}
