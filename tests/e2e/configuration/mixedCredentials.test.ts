import type { Emulator } from "../../../emulator/src";
import {
    endpointSettings,
    type ConfiguredEnvironment,
    startConfigured,
    upAndDestroy,
} from "../../support/configuredStack";

const endpointConfig = (service: Emulator) => ({
    ...endpointSettings(service),
    "huaweicloud:projectId": service.options.projectId,
});

describe("parts of several credentials", () => {
    let environment: ConfiguredEnvironment;
    afterEach(() => environment.close());

    test("are never joined: what is left over in the environment does not go with keys of the stack", async () => {
        environment = await startConfigured({
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

/* One stack without credentials; each row sets its own. */
describe("a setting that is missing, or only half there", () => {
    let environment: ConfiguredEnvironment;
    afterAll(() => environment.close());
    beforeAll(async () => {
        environment = await startConfigured({ settings: (service) => ({ config: endpointConfig(service) }) });
    }, 60_000);

    test.each<[what: string, env: Readonly<Record<string, string>>, said: RegExp]>([
        [
            "no credentials at all",
            {},
            /no credentials are set\. Set huaweicloud:accessKey and huaweicloud:secretKey/,
        ],
        [
            "a key without its secret",
            { HW_ACCESS_KEY: "FAKEACCESSKEY0000001" },
            /HW_ACCESS_KEY is set, but HW_SECRET_KEY is not/,
        ],
        [
            "half from each family of names",
            { HW_ACCESS_KEY: "FAKEACCESSKEY0000001", HUAWEICLOUD_SDK_SK: "fake-secret-key-for-tests" },
            /HW_ACCESS_KEY is set, but HW_SECRET_KEY is not/,
        ],
        [
            "a user without a password",
            { OS_USERNAME: "somebody", HW_SECURITY_TOKEN: "fake-security-token" },
            /OS_USERNAME is set, but OS_PASSWORD is not/,
        ],
    ])(
        "is told in one sentence, and nothing is sent: %s",
        async (_, env, message) => {
            const { stack, service } = environment;
            const before = { ...stack.env };
            Object.assign(stack.env, env);
            const up = await stack.up();
            for (const name of Object.keys(env)) Reflect.deleteProperty(stack.env, name);
            expect(stack.env).toEqual(before);
            expect(up.code).not.toBe(0);
            const text = up.stdout + up.stderr;
            expect(text).toMatch(message);
            expect(text).not.toMatch(/\bat .*:\d+:\d+/);
            for (const value of Object.values(env)) expect(text).not.toContain(value);
            expect(service.requests).toEqual([]);
        },
        60_000,
    );

    test("is the region as well, by all its names", async () => {
        const { stack, service } = environment;
        await stack.removeConfig("huaweicloud:region");
        const up = await stack.up();
        expect(up.code).not.toBe(0);
        expect(up.stdout).toMatch(
            /no region is set\. Set huaweicloud:region \(or HW_REGION_NAME, OS_REGION_NAME\)\./,
        );
        expect(service.requests).toEqual([]);
    }, 60_000);
});
