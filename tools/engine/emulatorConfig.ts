import type { EmulatorInfo } from "../../emulator/src";

export interface ServiceConfig {
    readonly config: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
}

/** Returns the configuration with which a stack uses an emulator instead of the cloud, for `createProject`. */
export function emulatorConfig(service: EmulatorInfo): ServiceConfig {
    return {
        config: {
            "huaweicloud:region": service.region,
            "huaweicloud:projectId": service.projectId,
            "huaweicloud:accessKey": service.accessKey,
            "huaweicloud:endpoints": { modelarts: service.modelarts, iam: service.iam },
        },
        secrets: { "huaweicloud:secretKey": service.secretKey },
    };
}

/** Returns the variables with which the clients of OpenStack use an emulator. */
export function openstackVariables(info: EmulatorInfo): Readonly<Record<string, string>> {
    return {
        OS_AUTH_URL: info.iam,
        OS_USERNAME: info.userName,
        OS_PASSWORD: info.password,
        OS_USER_DOMAIN_NAME: info.domainName,
        OS_PROJECT_NAME: info.projectName,
        OS_REGION_NAME: info.region,
    };
}
