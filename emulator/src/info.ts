import type { Options } from "./options/options";

/** What a program needs to use the emulator. */
export interface EmulatorInfo {
    readonly modelarts: string;
    readonly iam: string;
    readonly region: string;
    readonly projectId: string;
    readonly projectName: string;
    readonly accessKey: string;
    readonly secretKey: string;
    readonly domainName: string;
    readonly userName: string;
    readonly password: string;
}

export function createInfo(options: Options, url: string, basePath: string): EmulatorInfo {
    const { region, projectId, projectName, accessKey, secretKey, domainName, userName, password } = options;
    return {
        modelarts: `${url}${basePath}`,
        iam: `${url}/v3`,
        region,
        projectId,
        projectName,
        accessKey,
        secretKey,
        domainName,
        userName,
        password,
    };
}
