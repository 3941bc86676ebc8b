import type { ReadConfig, Environment } from "./sources";
import { valueOf } from "./sources";
import { ModelArtsFailure } from "../errors";
import { type Credential, credentialFrom } from "./credentials";
import { cloudOf, endpointOf, modelartsOf, withoutVersion } from "./endpoints";
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
export function settingsFrom(
    config: ReadConfig,
    environment: Environment,
    overrides: Overrides = {},
): Settings {
    const read = (name: SettingName): string | undefined => valueOf(settingNames[name], config, environment);

    const configured = read("region");
    const region = word("region", overrides.region ?? configured ?? missing("region"));
    const ownEndpoints = endpointMap(read("endpoints"));
    const authUrl = read("authUrl");
    const cloud = domain(read("cloud")) ?? cloudOf(configured ?? region, authUrl);
    const modelarts = ownEndpoints.modelarts ?? modelartsOf(region, cloud);

    // Another region has other projects and its own IAM: what is set for the usual one says nothing there.
    const elsewhere = configured !== undefined && configured !== region;
    const regional = elsewhere && authUrl?.includes(`iam.${configured}.`) === true;
    const iam = ownEndpoints.iam ?? (regional ? undefined : authUrl) ?? `iam.${region}.${cloud}`;
    const projectId = overrides.projectId ?? (elsewhere ? undefined : read("projectId"));
    const projectName = (elsewhere ? undefined : read("projectName")) ?? region;

    const pollInterval = seconds("pollInterval", read("pollInterval"));
    return {
        region,
        modelarts: endpointOf(modelarts) ?? wrongEndpoint("endpoints", "modelarts"),
        iam: withoutVersion(
            endpointOf(iam) ?? wrongEndpoint(ownEndpoints.iam === undefined ? "authUrl" : "endpoints", "iam"),
        ),
        credential: credentialFrom(config, environment),
        project: projectId === undefined ? { name: projectName } : { id: word("projectId", projectId) },
        signing: signingForm(read("signing"), cloud, modelarts),
        insecure: truth("insecure", read("insecure")),
        caFile: read("caFile"),
        maxRetries: whole("maxRetries", read("maxRetries")) ?? 5,
        retryDelayMs: 1000 * (seconds("retryDelay", read("retryDelay")) ?? 1),
        requestTimeoutMs: 1000 * (seconds("requestTimeout", read("requestTimeout")) ?? 30),
        waitTimeoutMs: 1000 * (seconds("waitTimeout", read("waitTimeout")) ?? 900),
        pollIntervalMs: pollInterval === undefined ? undefined : 1000 * pollInterval,
    };
}

/** `huaweicloud:region (or HW_REGION_NAME, OS_REGION_NAME)` */
function namesOf(name: SettingName): string {
    const [key, ...variables] = settingNames[name];
    return variables.length === 0 ? key : `${key} (or ${variables.join(", ")})`;
}

function missing(name: SettingName): never {
    throw new ModelArtsFailure({
        kind: "settings",
        attempted: "connect to ModelArts",
        because: `no ${name} is set`,
        advice: `Set ${namesOf(name)}.`,
    });
}

function wrong(name: SettingName, value: string, rule: string): never {
    throw new ModelArtsFailure({
        kind: "settings",
        attempted: "connect to ModelArts",
        because: `${namesOf(name)} is "${value}"`,
        advice: `It must be ${rule}.`,
    });
}

/** Becomes a part of addresses, paths and headers; a program without types may hand over anything. */
function word(name: SettingName, value: unknown): string {
    if (typeof value === "string" && idPattern.test(value)) return value;
    const shown = typeof value === "string" ? value : `of type ${typeof value}`;
    return wrong(name, shown, "text of 1 to 64 characters of A-Z a-z 0-9 _ -");
}

function domain(cloud: string | undefined): string | undefined {
    if (cloud === undefined || /^[a-z0-9.-]+(:\d+)?$/i.test(cloud)) return cloud;
    return wrong("cloud", cloud, "a domain, such as myhuaweicloud.com");
}

/** Without the value: it may hold a password. */
function wrongEndpoint(name: SettingName, service: string): never {
    throw new ModelArtsFailure({
        kind: "settings",
        attempted: "connect to ModelArts",
        because: `the endpoint of ${service} is not a web address`,
        advice: `Set ${namesOf(name)} to one like https://${service}.example.org; a port and a path may follow.`,
    });
}

function endpointMap(text: string | undefined): { modelarts?: string; iam?: string } {
    if (text === undefined) return {};
    let map: unknown;
    try {
        map = JSON.parse(text);
    } catch {
        map = undefined;
    }
    if (typeof map !== "object" || map === null || Array.isArray(map)) {
        throw new ModelArtsFailure({
            kind: "settings",
            attempted: "connect to ModelArts",
            because: `${namesOf("endpoints")} is not a map of service to endpoint`,
            advice: "Set it with `pulumi config set --path huaweicloud:endpoints.modelarts https://…`.",
        });
    }
    const endpoint = (service: "modelarts" | "iam") => {
        const value = (map as Record<string, unknown>)[service] ?? "";
        if (typeof value !== "string") return wrongEndpoint("endpoints", service);
        return value.trim() === "" ? {} : { [service]: value };
    };
    return { ...endpoint("modelarts"), ...endpoint("iam") };
}

function truth(name: SettingName, text: string | undefined): boolean {
    const value = text?.toLowerCase() ?? "false";
    if (["true", "1", "yes", "on"].includes(value)) return true;
    if (["false", "0", "no", "off"].includes(value)) return false;
    return wrong(name, value, "true or false");
}

function seconds(name: Exclude<SettingName, IntegerSetting>, text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    const value = Number(text);
    // Timers of the runtime hold 31 bits of milliseconds; 24 days is longer than anybody waits.
    const least = name === "retryDelay" ? 0 : Number.MIN_VALUE;
    if (Number.isFinite(value) && value >= least && value <= 2_000_000) return value;
    return wrong(name, text, `a number of seconds${least === 0 ? "" : " above 0"}, decimals allowed`);
}

function whole(name: IntegerSetting, text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    return /^\d{1,4}$/.test(text) ? Number(text) : wrong(name, text, "a whole number, 0 or more");
}

function signingForm(text: string | undefined, cloud: string, modelarts: string): "access" | "scoped" {
    if (text === "access" || text === "scoped") return text;
    if (text !== undefined) return wrong("signing", text, '"access" or "scoped"');
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
