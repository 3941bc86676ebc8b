import {
    type Credential,
    missingCredentialsError,
    resolveCredentials,
} from "../../../../provider/src/modelarts/config/credentials";
import { noUserFiles } from "../../../../provider/src/modelarts/config/userFiles";
import { formatTokenBody } from "../../../../provider/src/modelarts/auth/iam";
import { errorOf } from "../../../support/errors";
import type { SettingValues } from "../../../support/settings";

function resolve(values: SettingValues): Credential {
    const config = (key: string) => (key.includes(":") ? values[key] : undefined);
    const result = resolveCredentials({ config, environment: values, files: noUserFiles });
    if (result === undefined) throw missingCredentialsError();
    return result.credential;
}

/** The names of each source, in the order of precedence. */
const sources = {
    configuration: {
        token: "huaweicloud:token",
        accessKey: "huaweicloud:accessKey",
        secretKey: "huaweicloud:secretKey",
        securityToken: "huaweicloud:securityToken",
        userName: "huaweicloud:userName",
        password: "huaweicloud:password",
        domainName: "huaweicloud:domainName",
    },
    HW: {
        token: "HW_AUTH_TOKEN",
        accessKey: "HW_ACCESS_KEY",
        secretKey: "HW_SECRET_KEY",
        securityToken: "HW_SECURITY_TOKEN",
        userName: "HW_USER_NAME",
        password: "HW_USER_PASSWORD",
        domainName: "HW_DOMAIN_NAME",
    },
    HUAWEICLOUD_SDK: {
        accessKey: "HUAWEICLOUD_SDK_AK",
        secretKey: "HUAWEICLOUD_SDK_SK",
        securityToken: "HUAWEICLOUD_SDK_SECURITY_TOKEN",
    },
    OS: {
        token: "OS_TOKEN",
        accessKey: "OS_ACCESS_KEY",
        secretKey: "OS_SECRET_KEY",
        securityToken: "OS_SECURITY_TOKEN",
        userName: "OS_USERNAME",
        password: "OS_PASSWORD",
        domainName: "OS_DOMAIN_NAME",
    },
};
type Source = keyof typeof sources;
const order = Object.keys(sources) as Source[];

/** Makes these settings of one source, each with a value that names its source. */
function set(source: Source, ...parts: string[]): Record<string, string> {
    const names: Readonly<Record<string, string>> = sources[source];
    return Object.fromEntries(parts.map((part) => [names[part] ?? part, `fake-${source}-${part}`]));
}
const pair = (source: Source) => ({
    accessKey: `fake-${source}-accessKey`,
    secretKey: `fake-${source}-secretKey`,
});

describe("a key pair", () => {
    test.each(order.map((source, i) => ({ source, others: order.slice(i) })))(
        "of $source goes before those of $others",
        ({ source, others }) => {
            const all = Object.assign(
                {},
                ...others.map((other) => set(other, "accessKey", "secretKey")),
            ) as SettingValues;
            expect(resolve(all)).toEqual({ kind: "access-key", ...pair(source) });
        },
    );

    test.each(order)("of %s has the security token of this source", (source) => {
        expect(resolve(set(source, "accessKey", "secretKey", "securityToken"))).toEqual({
            kind: "access-key",
            ...pair(source),
            securityToken: `fake-${source}-securityToken`,
        });
    });

    test.each(
        order.flatMap((source) =>
            order.filter((other) => other !== source).map((other) => ({ source, other })),
        ),
    )("of $source is not combined with a security token of $other", ({ source, other }) => {
        const values = { ...set(source, "accessKey", "secretKey"), ...set(other, "securityToken") };
        expect(resolve(values)).toEqual({ kind: "access-key", ...pair(source) });
    });

    test.each(order.slice(0, -1).map((source, i) => ({ source, other: order[i + 1] ?? "OS" })))(
        "is not combined from $source and $other",
        ({ source, other }) => {
            const values = { ...set(source, "accessKey"), ...set(other, "secretKey") };
            const { kind, message } = errorOf(() => resolve(values));
            expect(kind).toBe("settings");
            expect(message).toContain(sources[source].accessKey);
            expect(message).toContain(sources[source].secretKey);
            expect(message).not.toContain("fake-");
        },
    );

    test("is trimmed", () => {
        const values = { HW_ACCESS_KEY: " FAKEAK\n", HW_SECRET_KEY: "\tfake-sk " };
        expect(resolve(values)).toEqual({ kind: "access-key", accessKey: "FAKEAK", secretKey: "fake-sk" });
    });
});

describe("an incomplete credential", () => {
    const rows = order.flatMap((source) => {
        const names: Readonly<Record<string, string>> = sources[source];
        const halves = [
            ["accessKey", "secretKey"],
            ["secretKey", "accessKey"],
            ["userName", "password"],
            ["password", "userName"],
        ];
        return halves
            .map(([present = "", missing = ""]) => ({
                source,
                present,
                presentName: names[present],
                missingName: names[missing],
            }))
            .filter(({ presentName }) => presentName !== undefined);
    });

    test.each(rows)(
        "fails with both names: $presentName without $missingName",
        ({ source, present, presentName, missingName }) => {
            const { kind, message } = errorOf(() => resolve(set(source, present)));
            expect(kind).toBe("settings");
            expect(message).toContain(presentName);
            expect(message).toContain(missingName);
            expect(message).not.toContain("fake-");
        },
    );

    test("is not replaced by a complete one of a later source", () => {
        const values = { ...set("HW", "accessKey"), ...set("OS", "accessKey", "secretKey") };
        expect(errorOf(() => resolve(values)).message).toContain("HW_SECRET_KEY");
    });
});

describe("within one source", () => {
    const everything = ["token", "accessKey", "secretKey", "userName", "password", "domainName"];

    test.each(["configuration", "HW", "OS"] as Source[])(
        "a token goes before a key pair, and a key pair before a password: %s",
        (source) => {
            expect(resolve(set(source, ...everything)).kind).toBe("token");
            expect(resolve(set(source, ...everything.slice(1))).kind).toBe("access-key");
            expect(resolve(set(source, ...everything.slice(3)))).toMatchObject({
                kind: "password",
                userName: `fake-${source}-userName`,
                password: `fake-${source}-password`,
                domainName: `fake-${source}-domainName`,
            });
        },
    );

    test("a key pair of the configuration goes before a token of the environment", () => {
        const values = { ...set("configuration", "accessKey", "secretKey"), ...set("HW", "token") };
        expect(resolve(values)).toEqual({ kind: "access-key", ...pair("configuration") });
    });

    test.each([
        ["huaweicloud:userId", "huaweicloud:domainId", "huaweicloud:password"],
        ["HW_USER_ID", "HW_DOMAIN_ID", "HW_USER_PASSWORD"],
    ])("user and account can have IDs: %s, %s", (user, domain, password) => {
        const values = { [user]: "u1", [domain]: "d1", [password]: "fake-password" };
        expect(resolve(values)).toMatchObject({
            kind: "password",
            userId: "u1",
            domainId: "d1",
            password: "fake-password",
        });
    });

    test("OS_USER_DOMAIN_NAME names the account too", () => {
        const values = { ...set("OS", "userName", "password"), OS_USER_DOMAIN_NAME: "fake-account" };
        expect(resolve(values)).toMatchObject({ kind: "password", domainName: "fake-account" });
    });

    test("OS_TOKEN goes before OS_AUTH_TOKEN", () => {
        const token = (values: SettingValues) => resolve(values);
        expect(token({ OS_AUTH_TOKEN: "fake-1" })).toEqual({ kind: "token", token: "fake-1" });
        expect(token({ OS_AUTH_TOKEN: "fake-1", OS_TOKEN: "fake-2" })).toEqual({
            kind: "token",
            token: "fake-2",
        });
    });

    test("OS_USER_ID goes with OS_PASSWORD", () => {
        expect(resolve({ OS_USER_ID: "fake-id", OS_PASSWORD: "fake" })).toMatchObject({
            kind: "password",
            userId: "fake-id",
        });
    });

    test.each<[Record<string, string>, object]>([
        [{ OS_USER_DOMAIN_ID: "user" }, { domain: { id: "user" } }],
        [{ OS_DOMAIN_ID: "domain" }, { domain: { id: "domain" } }],
        [{ OS_PROJECT_DOMAIN_ID: "project" }, { domain: { id: "project" } }],
        [{ OS_PROJECT_DOMAIN_NAME: "project" }, { domain: { name: "project" } }],
        [{ OS_USER_DOMAIN_ID: "user", OS_PROJECT_DOMAIN_NAME: "project" }, { domain: { id: "user" } }],
        [{ OS_USER_DOMAIN_NAME: "user", OS_PROJECT_DOMAIN_ID: "project" }, { domain: { name: "user" } }],
    ])("the account of %j is never the user name", (values, expected) => {
        const credential = resolve({ ...set("OS", "userName", "password"), ...values });
        if (credential.kind !== "password") throw new Error(credential.kind);
        const body = JSON.parse(formatTokenBody(credential, { name: "eu-de" })) as {
            auth: { identity: { password: { user: object } } };
        };
        expect(body.auth.identity.password.user).toMatchObject(expected);
    });

    test("a password keeps its spaces", () => {
        const values = { HW_USER_NAME: "someone", HW_USER_PASSWORD: " fake password " };
        expect(resolve(values)).toMatchObject({ password: " fake password " });
    });
});

describe("a setting that is no credential by itself", () => {
    test.each([
        ["a security token", set("configuration", "securityToken")],
        ["an account name", set("configuration", "domainName")],
        ["an empty key", { "huaweicloud:accessKey": "", "huaweicloud:secretKey": " " }],
    ])("does not hide the environment: %s", (_, configuration) => {
        expect(resolve({ ...configuration, ...set("OS", "accessKey", "secretKey") })).toEqual({
            kind: "access-key",
            ...pair("OS"),
        });
    });
});
