/** The fields of an emulator's description that a stack needs. */
interface Service {
    readonly modelarts: string;
    readonly iam: string;
    readonly region: string;
    readonly projectId: string;
    readonly accessKey: string;
    readonly secretKey: string;
}

export interface ServiceConfig {
    readonly config: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
}

/** The configuration with which a stack uses an emulator instead of the cloud. Fits into `createProject`. */
export function emulatorConfig(service: Service): ServiceConfig {
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
