import { errorOf } from "../../../../support/errors";
import {
    fakeAccessKey,
    settingsFromValues,
    settingsWithDefaults,
    type SettingValues,
} from "../../../../support/settings";

const numbers: readonly (readonly [key: string, variable: string, invalidValues: readonly string[]])[] = [
    ["huaweicloud:maxRetries", "HW_MAX_RETRIES", ["-1", "1.5", "five", "99999"]],
    ["modelarts:retryDelay", "MODELARTS_RETRY_DELAY", ["-1", "soon", "Infinity", "NaN"]],
    ["modelarts:requestTimeout", "MODELARTS_REQUEST_TIMEOUT", ["0", "-1", "soon", "Infinity", "1e9"]],
    ["modelarts:waitTimeout", "MODELARTS_WAIT_TIMEOUT", ["0", "-1", "15m", "Infinity", "1e9"]],
    ["modelarts:pollInterval", "MODELARTS_POLL_INTERVAL", ["-1", "1s", "NaN"]],
];
const others: readonly (readonly [key: string, variable: string, invalidValues: readonly string[]])[] = [
    ["huaweicloud:insecure", "HW_INSECURE", ["maybe", "2"]],
    ["modelarts:signing", "MODELARTS_SIGNING", ["v4", "none"]],
    ["huaweicloud:region", "HW_REGION_NAME", ["../x", "eu-de/", "eu de", "eu.example.org#"]],
    ["huaweicloud:projectId", "HW_PROJECT_ID", ["..", ".", "a/b", "p?x=1", "é"]],
    ["huaweicloud:cloud", "HW_CLOUD", ["/x", "https://otc.t-systems.com", "a b", "x@y"]],
    [
        "huaweicloud:authUrl",
        "HW_AUTH_URL",
        ["ftp://iam.example.org", "https://", "https:///v3", "https://iam.example.org?x=1"],
    ],
];
const rows = [...numbers, ...others].flatMap(([key, variable, invalidValues]) =>
    invalidValues.flatMap((value) => [key, variable].map((source) => ({ source, value, key, variable }))),
);

/** The secrets that no message may show. */
const secrets = { ...fakeAccessKey, "huaweicloud:securityToken": "fake-security-token" };

describe("an invalid setting", () => {
    test.each(rows)("fails with both of its names: $source is $value", ({ source, value, key, variable }) => {
        const error = errorOf(() => settingsWithDefaults({ ...secrets, [source]: value }));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain(key);
        expect(error.message).toContain(variable);
        for (const secret of Object.values(secrets)) expect(error.message).not.toContain(secret);
    });

    test.each([
        ["not JSON", "modelarts.example.org"],
        ["a list", '["modelarts.example.org"]'],
        ["text", '"modelarts.example.org"'],
        ["null", "null"],
        ["truncated JSON", '{"modelarts":'],
    ])("fails with the name of its key: the endpoints are %s", (_, value) => {
        const error = errorOf(() => settingsWithDefaults({ "huaweicloud:endpoints": value }));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain("huaweicloud:endpoints");
    });

    test.each(["modelarts", "iam"])(
        "fails with the name of its key: the endpoint of %s is not an HTTP URL",
        (service) => {
            const value = JSON.stringify({ [service]: "ftp://example.org" });
            const error = errorOf(() => settingsWithDefaults({ "huaweicloud:endpoints": value }));
            expect(error.kind).toBe("settings");
            expect(error.message).toContain("huaweicloud:endpoints");
        },
    );

    test("fails when an endpoint is not a string, instead of using the public endpoint", () => {
        const error = errorOf(() => settingsWithDefaults({ "huaweicloud:endpoints": '{"modelarts":1}' }));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain("huaweicloud:endpoints");
    });

    test.each([
        ["user and password", "https://someone:fake-password@gw.example.org"],
        ["a password alone", "https://:fake-password@gw.example.org"],
    ])("an endpoint with %s fails without showing the password", (_, address) => {
        const sources: SettingValues[] = [
            { HW_AUTH_URL: address },
            { "huaweicloud:endpoints": JSON.stringify({ modelarts: address }) },
            { "huaweicloud:endpoints": address },
        ];
        for (const values of sources) {
            const error = errorOf(() => settingsWithDefaults(values));
            expect(error.kind).toBe("settings");
            expect(error.message).not.toContain("fake-password");
        }
    });
});

describe("a missing setting", () => {
    test("fails with all names of the region", () => {
        const { kind, message } = errorOf(() => settingsFromValues(fakeAccessKey));
        expect(kind).toBe("settings");
        for (const name of ["region", "huaweicloud:region", "HW_REGION_NAME", "OS_REGION_NAME"])
            expect(message).toContain(name);
    });

    test("fails with the names of the credentials", () => {
        const { kind, message } = errorOf(() => settingsFromValues({ HW_REGION_NAME: "cn-north-4" }));
        expect(kind).toBe("settings");
        for (const name of [
            "huaweicloud:accessKey",
            "HW_ACCESS_KEY",
            "HW_SECRET_KEY",
            "huaweicloud:userName",
            "huaweicloud:token",
        ])
            expect(message).toContain(name);
    });
});
