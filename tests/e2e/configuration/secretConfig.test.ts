import {
    endpointSettings,
    type ConfiguredEnvironment,
    startConfigured,
    upAndDestroy,
} from "../../support/configuredStack";

let environment: ConfiguredEnvironment;
afterEach(() => environment.close());

test("temporary keys, with their token", async () => {
    environment = await startConfigured({
        settings: (service) => ({
            config: {
                ...endpointSettings(service),
                "huaweicloud:projectId": service.options.projectId,
                "huaweicloud:accessKey": service.options.temporaryAccessKey,
            },
            secrets: {
                "huaweicloud:secretKey": service.options.temporarySecretKey,
                "huaweicloud:securityToken": service.options.securityToken,
            },
        }),
    });
    expect(await upAndDestroy(environment)).toEqual({ up: ["create"], destroy: ["stop", "delete"] });
}, 120_000);

test("a token that is ready: nobody logs in, and the project is looked up once", async () => {
    environment = await startConfigured({
        settings: (service) => ({
            config: endpointSettings(service),
            secrets: { "huaweicloud:token": service.options.token },
        }),
    });
    expect(await upAndDestroy(environment)).toEqual({
        up: ["projects", "create"],
        destroy: ["stop", "delete"],
    });
}, 120_000);

test("a password: two resources at once log in once, and look nothing up", async () => {
    environment = await startConfigured({
        program: `
            import { VisualizationJob } from "pulumi-modelarts";
            for (const name of ["one", "two"]) new VisualizationJob(name, { trainUrl: "/bucket/logs/" });`,
        settings: (service) => ({
            config: {
                ...endpointSettings(service),
                "huaweicloud:userName": service.options.userName,
                "huaweicloud:domainName": service.options.domainName,
            },
            secrets: { "huaweicloud:password": service.options.password },
        }),
    });
    const { up, destroy } = await upAndDestroy(environment);
    expect(up).toEqual(["tokens", "create", "create"]);
    expect([...destroy].sort()).toEqual(["delete", "delete", "stop", "stop", "tokens"]);
}, 120_000);
