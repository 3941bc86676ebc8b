import { type ConfiguredEnvironment, startBehindProxy, upAndDestroy } from "../../support/configuredStack";

/* No configuration at all: neither where the service is, nor who asks. */

let environment: ConfiguredEnvironment;
afterEach(() => environment.close());

const hosts = () => [...new Set(environment.proxy?.tunnels.map(({ target }) => target))].sort();

test("HW_*: a program that runs where the environment has credentials needs no configuration", async () => {
    environment = await startBehindProxy({
        settings: ({ options }) => ({
            env: {
                HW_REGION_NAME: options.region,
                HW_ACCESS_KEY: options.accessKey,
                HW_SECRET_KEY: options.secretKey,
            },
        }),
    });
    expect(await upAndDestroy(environment)).toEqual({
        up: ["projects", "create"],
        destroy: ["stop", "delete"],
    });
    expect(hosts()).toEqual([
        "iam.cn-north-4.myhuaweicloud.com:443",
        "modelarts.cn-north-4.myhuaweicloud.com:443",
    ]);
}, 120_000);

test("HUAWEICLOUD_SDK_*: temporary keys, as Huawei's own SDKs name them", async () => {
    environment = await startBehindProxy({
        settings: ({ options }) => ({
            env: {
                HW_REGION_NAME: options.region,
                HUAWEICLOUD_SDK_AK: options.temporaryAccessKey,
                HUAWEICLOUD_SDK_SK: options.temporarySecretKey,
                HUAWEICLOUD_SDK_SECURITY_TOKEN: options.securityToken,
                HUAWEICLOUD_SDK_PROJECT_ID: options.projectId,
            },
        }),
    });
    expect(await upAndDestroy(environment)).toEqual({ up: ["create"], destroy: ["stop", "delete"] });
}, 120_000);

describe("OS_*, at Open Telekom Cloud", () => {
    const service = { dialect: "otc", region: "eu-de", signing: "scoped" } as const;

    test("user name and password: one log-in where OS_AUTH_URL says, no lookup", async () => {
        environment = await startBehindProxy({
            service,
            settings: ({ options }) => ({
                env: {
                    OS_REGION_NAME: options.region,
                    OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com:443/v3/",
                    OS_USERNAME: options.userName,
                    OS_PASSWORD: options.password,
                    OS_USER_DOMAIN_NAME: options.domainName,
                    OS_TENANT_NAME: "eu-de",
                },
            }),
        });
        expect(await upAndDestroy(environment)).toEqual({
            up: ["tokens", "create"],
            destroy: ["tokens", "stop", "delete"],
        });
        expect(hosts()).toEqual(["iam.eu-de.otc.t-systems.com:443", "modelarts.eu-de.otc.t-systems.com:443"]);
    }, 120_000);

    test("keys, signed in the scoped form without being told so", async () => {
        environment = await startBehindProxy({
            service,
            settings: ({ options }) => ({
                env: {
                    OS_REGION_NAME: options.region,
                    OS_ACCESS_KEY: options.accessKey,
                    OS_SECRET_KEY: options.secretKey,
                    OS_PROJECT_ID: options.projectId,
                    OS_INSECURE: "true",
                    HW_INSECURE: "",
                },
            }),
        });
        expect(await upAndDestroy(environment)).toEqual({ up: ["create"], destroy: ["stop", "delete"] });
        expect(environment.service.requests[0]?.headers["authorization"]).toContain(
            "/eu-de/modelarts/sdk_request",
        );
        expect(hosts()).toEqual(["modelarts.eu-de.otc.t-systems.com:443"]);
    }, 120_000);
});
