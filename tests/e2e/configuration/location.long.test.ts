import { type Emulator, createSelfSignedCertificate } from "../../../emulator/src";
import { endpointSettings, startConfiguredStack, upAndDestroy } from "../../support/configuredStack";
import type { TestEnvironment } from "../../support/testStack";

let environment: TestEnvironment;
afterEach(() => environment.close());

const key = ({ options }: Emulator) => ({
    config: { "huaweicloud:accessKey": options.accessKey },
    secrets: { "huaweicloud:secretKey": options.secretKey },
});

test("all calls go to endpoints that are set one by one, with slashes and version", async () => {
    environment = await startConfiguredStack({
        service: { basePath: "/gw/modelarts" },
        settings: (service) => ({ ...key(service), env: { HW_REGION_NAME: service.options.region } }),
    });
    const { stack, service } = environment;
    await stack.setConfig("huaweicloud:endpoints.modelarts", `${service.info.modelarts}//`, { path: true });
    await stack.setConfig("huaweicloud:endpoints.iam", `${service.info.url}/v3/`, { path: true });
    const paths: string[] = [];
    service.onRequest((request) => paths.push(request.path));
    expect(await upAndDestroy(environment)).toEqual({
        up: ["projects", "create"],
        destroy: ["stop", "delete"],
    });
    for (const path of paths)
        expect(path).toMatch(/^(\/v3\/projects\?|\/gw\/modelarts\/v1\/[^/]+\/visualization-jobs)/);
    expect(paths.join("\n")).not.toMatch(/\/\/|v3\/v3/);
}, 120_000);

test("a private certificate is rejected with insecure: false, and accepted with true, without a warning", async () => {
    environment = await startConfiguredStack({
        service: { tls: createSelfSignedCertificate() },
        settings: (service) => ({
            ...key(service),
            config: {
                ...endpointSettings(service),
                ...key(service).config,
                "huaweicloud:projectId": service.options.projectId,
                "huaweicloud:maxRetries": 0,
                "huaweicloud:insecure": false,
            },
        }),
    });
    const { stack, service } = environment;
    const firstUp = await stack.up();
    expect(firstUp.code).not.toBe(0);
    for (const part of ["huaweicloud:cacertFile", "huaweicloud:insecure", "is not trusted"])
        expect(firstUp.stdout).toContain(part);
    expect(service.requests).toEqual([]);

    await stack.setConfig("huaweicloud:insecure", "true");
    let output = "";
    stack.onOutput = (chunk) => (output += chunk);
    expect(await upAndDestroy(environment)).toEqual({ up: ["create"], destroy: ["stop", "delete"] });
    expect(output).not.toMatch(/NODE_TLS_REJECT_UNAUTHORIZED|Warning/);
}, 120_000);
