import type { Emulator } from "../../../emulator/src";
import { endpointSettings, startConfiguredStack, upAndDestroy } from "../../support/configuredStack";
import type { TestEnvironment } from "../../support/testStack";

const endpointConfig = (service: Emulator) => ({
    ...endpointSettings(service),
    "huaweicloud:projectId": service.options.projectId,
});

describe("parts of several credentials", () => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    test("are never combined: variables of the environment do not join the keys of the stack", async () => {
        environment = await startConfiguredStack({
            settings: (service) => ({
                config: { ...endpointConfig(service), "huaweicloud:accessKey": service.options.accessKey },
                secrets: { "huaweicloud:secretKey": service.options.secretKey },
                env: {
                    HW_SECURITY_TOKEN: "fake-stale-security-token",
                    HW_ACCESS_KEY: "FAKEACCESSKEY0000001",
                    OS_AUTH_TOKEN: "fake-token",
                    OS_PASSWORD: "fake-password",
                },
            }),
        });
        const bodies: object[] = [];
        environment.service.onRequest(({ headers }) => bodies.push(headers));
        expect(await upAndDestroy(environment)).toEqual({ up: ["create"], destroy: ["stop", "delete"] });
        expect(JSON.stringify(bodies)).not.toMatch(/x-security-token|x-auth-token|FAKEACCESSKEY/);
    }, 120_000);
});

/* These tests share one stack without credentials. Other tests try the other settings, without the engine. */
describe("a setting that is missing, or present in part", () => {
    let environment: TestEnvironment;
    afterAll(() => environment.close());
    beforeAll(async () => {
        environment = await startConfiguredStack({
            settings: (service) => ({ config: endpointConfig(service) }),
        });
    }, 60_000);

    test("fails the update with its name, without a request, a value or a stack trace", async () => {
        const { stack, service } = environment;
        stack.env.HW_ACCESS_KEY = "FAKEACCESSKEY0000001";
        const up = await stack.up();
        delete stack.env.HW_ACCESS_KEY;
        expect(up.code).not.toBe(0);
        const text = up.stdout + up.stderr;
        expect(text).toMatch(/HW_ACCESS_KEY is set, but HW_SECRET_KEY is not/);
        expect(text).not.toMatch(/\bat .*:\d+:\d+/);
        expect(text).not.toContain("FAKEACCESSKEY0000001");
        expect(service.requests).toEqual([]);
    }, 60_000);

    test("fails it for the region too, with all its names", async () => {
        const { stack, service } = environment;
        await stack.removeConfig("huaweicloud:region");
        const up = await stack.up();
        expect(up.code).not.toBe(0);
        expect(up.stdout).toMatch(
            /no region is set\. Set huaweicloud:region \(or HW_REGION_NAME, OS_REGION_NAME, OS_REGION\)\./,
        );
        expect(service.requests).toEqual([]);
    }, 60_000);
});
