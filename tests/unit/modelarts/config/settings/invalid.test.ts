import { errorOf } from "../../../../support/errors";
import {
    fakeAccessKey,
    settingsFromValues,
    settingsWithDefaults,
    type SettingValues,
} from "../../../../support/settings";

const numbers: readonly (readonly [key: string, variable: string, wrong: readonly string[]])[] = [
    ["huaweicloud:maxRetries", "HW_MAX_RETRIES", ["-1", "1.5", "five", "99999"]],
    ["modelarts:retryDelay", "MODELARTS_RETRY_DELAY", ["-1", "soon", "Infinity", "NaN"]],
    ["modelarts:requestTimeout", "MODELARTS_REQUEST_TIMEOUT", ["0", "-1", "soon", "Infinity", "1e9"]],
    ["modelarts:waitTimeout", "MODELARTS_WAIT_TIMEOUT", ["0", "-1", "15m", "Infinity", "1e9"]],
    ["modelarts:pollInterval", "MODELARTS_POLL_INTERVAL", ["-1", "1s", "NaN"]],
];
const others: readonly (readonly [key: string, variable: string, wrong: readonly string[]])[] = [
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
    invalidValues.flatMap((value) => [key, variable].map((place) => ({ place, value, key, variable }))),
);

/** The secrets that a sentence could let slip. */
const secrets = { ...fakeAccessKey, "huaweicloud:securityToken": "fake-security-token" };

describe("a setting that cannot be meant", () => {
    test.each(rows)("fails before anything is sent: $place is $value", ({ place, value, key, variable }) => {
        const failure = errorOf(() => settingsWithDefaults({ ...secrets, [place]: value }));
        expect(failure.kind).toBe("settings");
        expect(failure.message).toContain(key);
        expect(failure.message).toContain(variable);
        for (const secret of Object.values(secrets)) expect(failure.message).not.toContain(secret);
    });

    test.each([
        ["no JSON", "modelarts.example.org"],
        ["a list", '["modelarts.example.org"]'],
        ["text", '"modelarts.example.org"'],
        ["null", "null"],
        ["JSON that ends too early", '{"modelarts":'],
    ])("fails with the name of the key: endpoints are %s", (_, value) => {
        const failure = errorOf(() => settingsWithDefaults({ "huaweicloud:endpoints": value }));
        expect(failure.kind).toBe("settings");
        expect(failure.message).toContain("huaweicloud:endpoints");
    });

    test.each(["modelarts", "iam"])(
        "fails with the name of the key: the endpoint of %s is no address",
        (service) => {
            const value = JSON.stringify({ [service]: "ftp://example.org" });
            const failure = errorOf(() => settingsWithDefaults({ "huaweicloud:endpoints": value }));
            expect(failure.kind).toBe("settings");
            expect(failure.message).toContain("huaweicloud:endpoints");
        },
    );

    test("fails where an endpoint is no text: it must not be passed over, and the public one called", () => {
        const failure = errorOf(() => settingsWithDefaults({ "huaweicloud:endpoints": '{"modelarts":1}' }));
        expect(failure.kind).toBe("settings");
        expect(failure.message).toContain("huaweicloud:endpoints");
    });

    test.each([
        ["user and password", "https://someone:fake-password@gw.example.org"],
        ["a password alone", "https://:fake-password@gw.example.org"],
    ])("an endpoint with %s is refused, and the password is not shown", (_, address) => {
        const sources: SettingValues[] = [
            { HW_AUTH_URL: address },
            { "huaweicloud:endpoints": JSON.stringify({ modelarts: address }) },
            { "huaweicloud:endpoints": address },
        ];
        for (const values of sources) {
            const failure = errorOf(() => settingsWithDefaults(values));
            expect(failure.kind).toBe("settings");
            expect(failure.message).not.toContain("fake-password");
        }
    });
});

describe("a setting that is missing", () => {
    test("is named with all the places where it can be set: the region", () => {
        const { kind, message } = errorOf(() => settingsFromValues(fakeAccessKey));
        expect(kind).toBe("settings");
        for (const name of ["region", "huaweicloud:region", "HW_REGION_NAME", "OS_REGION_NAME"])
            expect(message).toContain(name);
    });

    test("is named with the ways there are: the credentials", () => {
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
