import type { ReadConfig, Environment } from "./sources";
import { readSetting } from "./sources";
import { ModelArtsError } from "../errors";
import { type Credential, resolveCredential } from "./credentials";
import { resolveCloud, parseEndpoint, modelartsHost, stripVersion } from "./endpoints";
import { idPattern } from "../ids";

/** Where the two meet: what one resource may set for itself. */
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

/** Each setting: its configuration key, then its environment names. The first that is not empty counts. */
export const settingNames = {
    region: ["huaweicloud:region", "HW_REGION_NAME", "OS_REGION_NAME"],
    cloud: ["huaweicloud:cloud", "HW_CLOUD"],
    authUrl: ["huaweicloud:authUrl", "HW_AUTH_URL", "OS_AUTH_URL"],
    endpoints: ["huaweicloud:endpoints"],
    projectId: ["huaweicloud:projectId", "HW_PROJECT_ID", "HUAWEICLOUD_SDK_PROJECT_ID", "OS_PROJECT_ID"],
    projectName: ["huaweicloud:projectName", "HW_PROJECT_NAME", "OS_PROJECT_NAME", "OS_TENANT_NAME"],
    insecure: ["huaweicloud:insecure", "HW_INSECURE", "OS_INSECURE"],
    caFile: ["huaweicloud:cacertFile", "HW_CACERT", "OS_CACERT"],
    maxRetries: ["huaweicloud:maxRetries", "HW_MAX_RETRIES"],
    retryDelay: ["modelarts:retryDelay", "MODELARTS_RETRY_DELAY"],
    requestTimeout: ["modelarts:requestTimeout", "MODELARTS_REQUEST_TIMEOUT"],
    waitTimeout: ["modelarts:waitTimeout", "MODELARTS_WAIT_TIMEOUT"],
    pollInterval: ["modelarts:pollInterval", "MODELARTS_POLL_INTERVAL"],
    signing: ["modelarts:signing", "MODELARTS_SIGNING"],
} as const;
type SettingName = keyof typeof settingNames;

/** The settings that are whole numbers. */
export const integerSettings = ["maxRetries"] as const satisfies readonly SettingName[];
type IntegerSetting = (typeof integerSettings)[number];

/** Pure. Throws a `settings` failure, one sentence that names what would fill the gap. */
export function resolveSettings(
    config: ReadConfig,
    environment: Environment,
    overrides: Overrides = {},
): Settings {
    const read = (name: SettingName): string | undefined =>
        readSetting(settingNames[name], config, environment);

    const configuredRegion = read("region");
    const region = requireWord("region", overrides.region ?? configuredRegion ?? throwMissing("region"));
    const customEndpoints = parseEndpoints(read("endpoints"));
    const authUrl = read("authUrl");
    const cloud = parseDomain(read("cloud")) ?? resolveCloud(configuredRegion ?? region, authUrl);
    const modelarts = customEndpoints.modelarts ?? modelartsHost(region, cloud);

    // Another region has other projects and its own IAM: what is set for the usual one says nothing there.
    const isOtherRegion = configuredRegion !== undefined && configuredRegion !== region;
    const isRegionalAuthUrl = isOtherRegion && authUrl?.includes(`iam.${configuredRegion}.`) === true;
    const iam = customEndpoints.iam ?? (isRegionalAuthUrl ? undefined : authUrl) ?? `iam.${region}.${cloud}`;
    const projectId = overrides.projectId ?? (isOtherRegion ? undefined : read("projectId"));
    const projectName = (isOtherRegion ? undefined : read("projectName")) ?? region;

    const pollInterval = parseSeconds("pollInterval", read("pollInterval"));
    return {
        region,
        modelarts: parseEndpoint(modelarts) ?? throwInvalidEndpoint("endpoints", "modelarts"),
        iam: stripVersion(
            parseEndpoint(iam) ??
                throwInvalidEndpoint(customEndpoints.iam === undefined ? "authUrl" : "endpoints", "iam"),
        ),
        credential: resolveCredential(config, environment),
        project:
            projectId === undefined ? { name: projectName } : { id: requireWord("projectId", projectId) },
        signing: parseSigning(read("signing"), cloud, modelarts),
        insecure: parseBoolean("insecure", read("insecure")),
        caFile: read("caFile"),
        maxRetries: parseInteger("maxRetries", read("maxRetries")) ?? 5,
        retryDelayMs: 1000 * (parseSeconds("retryDelay", read("retryDelay")) ?? 1),
        requestTimeoutMs: 1000 * (parseSeconds("requestTimeout", read("requestTimeout")) ?? 30),
        waitTimeoutMs: 1000 * (parseSeconds("waitTimeout", read("waitTimeout")) ?? 900),
        pollIntervalMs: pollInterval === undefined ? undefined : 1000 * pollInterval,
    };
}

/** `huaweicloud:region (or HW_REGION_NAME, OS_REGION_NAME)` */
function describeSetting(name: SettingName): string {
    const [key, ...variables] = settingNames[name];
    return variables.length === 0 ? key : `${key} (or ${variables.join(", ")})`;
}

function throwMissing(name: SettingName): never {
    throw new ModelArtsError({
        kind: "settings",
        operation: "connect to ModelArts",
        reason: `no ${name} is set`,
        hint: `Set ${describeSetting(name)}.`,
    });
}

function throwInvalid(name: SettingName, value: string, rule: string): never {
    throw new ModelArtsError({
        kind: "settings",
        operation: "connect to ModelArts",
        reason: `${describeSetting(name)} is "${value}"`,
        hint: `It must be ${rule}.`,
    });
}

/** Becomes a part of addresses, paths and headers; a program without types may hand over anything. */
function requireWord(name: SettingName, value: unknown): string {
    if (typeof value === "string" && idPattern.test(value)) return value;
    const valueText = typeof value === "string" ? value : `of type ${typeof value}`;
    return throwInvalid(name, valueText, "text of 1 to 64 characters of A-Z a-z 0-9 _ -");
}

function parseDomain(cloud: string | undefined): string | undefined {
    if (cloud === undefined || /^[a-z0-9.-]+(:\d+)?$/i.test(cloud)) return cloud;
    return throwInvalid("cloud", cloud, "a domain, such as myhuaweicloud.com");
}

/** Without the value: it may hold a password. */
function throwInvalidEndpoint(name: SettingName, service: string): never {
    throw new ModelArtsError({
        kind: "settings",
        operation: "connect to ModelArts",
        reason: `the endpoint of ${service} is not a web address`,
        hint: `Set ${describeSetting(name)} to one like https://${service}.example.org; a port and a path may follow.`,
    });
}

function parseEndpoints(text: string | undefined): { modelarts?: string; iam?: string } {
    if (text === undefined) return {};
    let map: unknown;
    try {
        map = JSON.parse(text);
    } catch {
        map = undefined;
    }
    if (typeof map !== "object" || map === null || Array.isArray(map)) {
        throw new ModelArtsError({
            kind: "settings",
            operation: "connect to ModelArts",
            reason: `${describeSetting("endpoints")} is not a map of service to endpoint`,
            hint: "Set it with `pulumi config set --path huaweicloud:endpoints.modelarts https://…`.",
        });
    }
    const endpoint = (service: "modelarts" | "iam") => {
        const value = (map as Record<string, unknown>)[service] ?? "";
        if (typeof value !== "string") return throwInvalidEndpoint("endpoints", service);
        return value.trim() === "" ? {} : { [service]: value };
    };
    return { ...endpoint("modelarts"), ...endpoint("iam") };
}

function parseBoolean(name: SettingName, text: string | undefined): boolean {
    const value = text?.toLowerCase() ?? "false";
    if (["true", "1", "yes", "on"].includes(value)) return true;
    if (["false", "0", "no", "off"].includes(value)) return false;
    return throwInvalid(name, value, "true or false");
}

function parseSeconds(
    name: Exclude<SettingName, IntegerSetting>,
    text: string | undefined,
): number | undefined {
    if (text === undefined) return undefined;
    const value = Number(text);
    // Timers of the runtime hold 31 bits of milliseconds; 24 days is longer than anybody waits.
    const minimum = name === "retryDelay" ? 0 : Number.MIN_VALUE;
    if (Number.isFinite(value) && value >= minimum && value <= 2_000_000) return value;
    return throwInvalid(
        name,
        text,
        `a number of seconds${minimum === 0 ? "" : " above 0"}, decimals allowed`,
    );
}

function parseInteger(name: IntegerSetting, text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    return /^\d{1,4}$/.test(text) ? Number(text) : throwInvalid(name, text, "a whole number, 0 or more");
}

function parseSigning(text: string | undefined, cloud: string, modelarts: string): "access" | "scoped" {
    if (text === "access" || text === "scoped") return text;
    if (text !== undefined) return throwInvalid("signing", text, '"access" or "scoped"');
    return [cloud, modelarts].some((place) => /\botc\.t-systems\.com(?=[:/]|$)/.test(place))
        ? "scoped"
        : "access";
}

/**
 * Settings of a connection. Each one that is left out is taken from the environment, by the names that the resource
 * reads too; the configuration of a stack is not read. Credentials are taken from one source as a whole: where any part
 * of them is given here, none is taken from the environment.
 */
export interface ClientSettings {
    /** Region, such as `eu-de`. Needed, here or in the environment. */
    region?: string;
    /** ID of the project. Default: that of the project named `projectName`, which is looked up once. */
    projectId?: string;
    /** Exact name of the project. Default: the region. */
    projectName?: string;
    /** AK. */
    accessKey?: string;
    /** SK. */
    secretKey?: string;
    /** Security token of a temporary AK/SK. */
    securityToken?: string;
    /** IAM user, to log in instead of AK/SK. */
    userName?: string;
    /** ID of the IAM user, instead of its name and account. */
    userId?: string;
    /** Password of the IAM user. */
    password?: string;
    /** Account. Default: the user name. */
    domainName?: string;
    /** ID of the account, instead of its name. */
    domainId?: string;
    /** A token that you already have, instead of AK/SK. It cannot be renewed. */
    token?: string;
    /** Domain of the cloud, such as `otc.t-systems.com`. Default: read off `authUrl`, else off the region. */
    cloud?: string;
    /** IAM endpoint, may end in `/v3`. Default: `https://iam.{region}.{cloud}`. */
    authUrl?: string;
    /** Endpoints. Default: `https://modelarts.{region}.{cloud}`, and `authUrl`. */
    endpoints?: {
        /** ModelArts endpoint; a port and a base path are allowed. */
        modelarts?: string;
        /** IAM endpoint; goes before `authUrl`. */
        iam?: string;
    };
    /** Accept any certificate, for the requests of this client alone. Default: `false`. */
    insecure?: boolean;
    /** PEM file of authorities to trust beside those of Node.js. */
    cacertFile?: string;
    /** Retries of one request, a whole number. Default: 5. */
    maxRetries?: number;
    /** Seconds before the first retry; each further one waits longer. Default: 1. */
    retryDelay?: number;
    /** Seconds for one attempt, from the connection to the last byte of the answer. Default: 30. */
    requestTimeout?: number;
    /** Form of the signature. Default: `scoped` for `otc.t-systems.com`, else `access`. */
    signing?: "access" | "scoped";
}
