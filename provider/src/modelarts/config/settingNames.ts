/** Each setting has its configuration key, then its environment names. The first that is not empty counts. */
export const settingNames = {
    region: ["huaweicloud:region", "HW_REGION_NAME", "OS_REGION_NAME", "OS_REGION"],
    cloud: ["huaweicloud:cloud", "HW_CLOUD"],
    authUrl: ["huaweicloud:authUrl", "HW_AUTH_URL", "OS_AUTH_URL"],
    endpoints: ["huaweicloud:endpoints"],
    projectId: [
        "huaweicloud:projectId",
        "HW_PROJECT_ID",
        "HUAWEICLOUD_SDK_PROJECT_ID",
        "OS_PROJECT_ID",
        "OS_TENANT_ID",
    ],
    projectName: ["huaweicloud:projectName", "HW_PROJECT_NAME", "OS_PROJECT_NAME", "OS_TENANT_NAME"],
    credentialsCommand: ["huaweicloud:credentialsCommand", "HW_CREDENTIALS_COMMAND"],
    profile: ["huaweicloud:profile", "HW_PROFILE"],
    metadata: ["huaweicloud:metadata", "HW_METADATA"],
    insecure: ["huaweicloud:insecure", "HW_INSECURE", "OS_INSECURE"],
    caFile: ["huaweicloud:cacertFile", "HW_CACERT", "OS_CACERT"],
    maxRetries: ["huaweicloud:maxRetries", "HW_MAX_RETRIES"],
    retryDelay: ["modelarts:retryDelay", "MODELARTS_RETRY_DELAY"],
    requestTimeout: ["modelarts:requestTimeout", "MODELARTS_REQUEST_TIMEOUT"],
    waitTimeout: ["modelarts:waitTimeout", "MODELARTS_WAIT_TIMEOUT"],
    pollInterval: ["modelarts:pollInterval", "MODELARTS_POLL_INTERVAL"],
    signing: ["modelarts:signing", "MODELARTS_SIGNING"],
} as const;
export type SettingName = keyof typeof settingNames;

/** The ModelArts endpoint. `huaweicloud:endpoints`, a map that no variable can hold, goes before it. */
export const endpointVariable = "MODELARTS_ENDPOINT";

/** Environment names that only say where credentials lie. They have no key in the configuration. */
export const locationVariables = [
    "HW_METADATA_URL",
    "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
    "OS_CLOUD",
    "OS_CLIENT_CONFIG_FILE",
    "OS_CLIENT_SECURE_FILE",
] as const;

/** The settings that are whole numbers. */
export const integerSettings = ["maxRetries"] as const satisfies readonly SettingName[];

/** Returns the key and the environment names, as in `huaweicloud:region (or HW_REGION_NAME, OS_REGION_NAME)`. */
export function describeSetting(name: SettingName): string {
    const [key, ...variables] = settingNames[name];
    return variables.length === 0 ? key : `${key} (or ${variables.join(", ")})`;
}
