import { createSelfSignedCertificate } from "../../../emulator/src";
import { startConfiguredStack, upAndDestroy } from "../../support/configuredStack";
import { type HttpsProxy, startHttpsProxy } from "../../support/httpsProxy";
import type { TestEnvironment } from "../../support/testStack";

/*
 * This stack has no configuration: neither endpoints nor credentials. Other tests try the other families of names,
 * without the engine.
 */

/** The proxy that connects every host of the cloud to the emulator. */
let proxy: HttpsProxy;
let environment: TestEnvironment;
afterEach(async () => {
    await environment.close();
    await proxy.close();
});

test("HW_*: an environment with credentials needs no configuration", async () => {
    environment = await startConfiguredStack({
        service: { tls: createSelfSignedCertificate() },
        settings: async ({ info, options }) => {
            proxy = await startHttpsProxy(info.url);
            return {
                env: {
                    HTTPS_PROXY: proxy.url,
                    HW_INSECURE: "true",
                    HW_REGION_NAME: options.region,
                    HW_ACCESS_KEY: options.accessKey,
                    HW_SECRET_KEY: options.secretKey,
                },
            };
        },
    });
    expect(await upAndDestroy(environment)).toEqual({
        up: ["projects", "create"],
        destroy: ["stop", "delete"],
    });
    expect([...new Set(proxy.tunnels.map(({ target }) => target))].sort()).toEqual([
        "iam.cn-north-4.myhuaweicloud.com:443",
        "modelarts.cn-north-4.myhuaweicloud.com:443",
    ]);
}, 120_000);
