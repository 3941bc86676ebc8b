import { type ConfiguredEnvironment, startBehindProxy, upAndDestroy } from "../../support/configuredStack";

/* No configuration: neither endpoints nor credentials. The other families of names are tested without the engine. */

let environment: ConfiguredEnvironment;
afterEach(() => environment.close());

const hosts = () => [...new Set(environment.proxy?.tunnels.map(({ target }) => target))].sort();

test("HW_*: an environment with credentials needs no configuration", async () => {
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
