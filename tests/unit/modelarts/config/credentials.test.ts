import { resolveCredential, type Credential } from "../../../../provider/src/modelarts/config/credentials";
import { errorOf } from "../../../support/errors";
import type { SettingValues } from "../../../support/settings";

function credential(values: SettingValues): Credential {
    return resolveCredential((key) => (key.includes(":") ? values[key] : undefined), values);
}

/** The families of names, in the order in which they are asked. */
const families = {
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
        token: "OS_AUTH_TOKEN",
        accessKey: "OS_ACCESS_KEY",
        secretKey: "OS_SECRET_KEY",
        securityToken: "OS_SECURITY_TOKEN",
        userName: "OS_USERNAME",
        password: "OS_PASSWORD",
        domainName: "OS_DOMAIN_NAME",
    },
};
type Family = keyof typeof families;
const order = Object.keys(families) as Family[];

/** These parts of one family, each with a value that tells where it comes from. */
function set(family: Family, ...parts: string[]): Record<string, string> {
    const names: Readonly<Record<string, string>> = families[family];
    return Object.fromEntries(parts.map((part) => [names[part] ?? part, `fake-${family}-${part}`]));
}
const pair = (family: Family) => ({
    accessKey: `fake-${family}-accessKey`,
    secretKey: `fake-${family}-secretKey`,
});

describe("a key pair", () => {
    test.each(order.map((family, i) => ({ family, behind: order.slice(i) })))(
        "of $family comes before those of $behind",
        ({ family, behind }) => {
            const all = Object.assign(
                {},
                ...behind.map((one) => set(one, "accessKey", "secretKey")),
            ) as SettingValues;
            expect(credential(all)).toEqual({ kind: "access-key", ...pair(family) });
        },
    );

    test.each(order)("of %s has its security token from there", (family) => {
        expect(credential(set(family, "accessKey", "secretKey", "securityToken"))).toEqual({
            kind: "access-key",
            ...pair(family),
            securityToken: `fake-${family}-securityToken`,
        });
    });

    test.each(
        order.flatMap((family) =>
            order.filter((other) => other !== family).map((other) => ({ family, other })),
        ),
    )("of $family is never joined to a security token of $other", ({ family, other }) => {
        const values = { ...set(family, "accessKey", "secretKey"), ...set(other, "securityToken") };
        expect(credential(values)).toEqual({ kind: "access-key", ...pair(family) });
    });

    test.each(order.slice(0, -1).map((family, i) => ({ family, other: order[i + 1] ?? "OS" })))(
        "is not made of one half from $family and the other from $other",
        ({ family, other }) => {
            const values = { ...set(family, "accessKey"), ...set(other, "secretKey") };
            const { kind, message } = errorOf(() => credential(values));
            expect(kind).toBe("settings");
            expect(message).toContain(families[family].accessKey);
            expect(message).toContain(families[family].secretKey);
            expect(message).not.toContain("fake-");
        },
    );

    test("loses the blanks that were copied along with it", () => {
        const values = { HW_ACCESS_KEY: " FAKEAK\n", HW_SECRET_KEY: "\tfake-sk " };
        expect(credential(values)).toEqual({ kind: "access-key", accessKey: "FAKEAK", secretKey: "fake-sk" });
    });
});

describe("half a credential", () => {
    const rows = order.flatMap((family) => {
        const names: Readonly<Record<string, string>> = families[family];
        const halves = [
            ["accessKey", "secretKey"],
            ["secretKey", "accessKey"],
            ["userName", "password"],
            ["password", "userName"],
        ];
        return halves
            .map(([given = "", lacking = ""]) => ({
                family,
                given,
                has: names[given],
                lacks: names[lacking],
            }))
            .filter(({ has }) => has !== undefined);
    });

    test.each(rows)(
        "fails and names what is there and what is not: $has without $lacks",
        ({ family, given, has, lacks }) => {
            const { kind, message } = errorOf(() => credential(set(family, given)));
            expect(kind).toBe("settings");
            expect(message).toContain(has);
            expect(message).toContain(lacks);
            expect(message).not.toContain("fake-");
        },
    );

    test("is not completed by a whole one further back: the first source is meant", () => {
        const values = { ...set("HW", "accessKey"), ...set("OS", "accessKey", "secretKey") };
        expect(errorOf(() => credential(values)).message).toContain("HW_SECRET_KEY");
    });
});

describe("within one source", () => {
    const everything = ["token", "accessKey", "secretKey", "userName", "password", "domainName"];

    test.each(["configuration", "HW", "OS"] as Family[])(
        "a token comes first, then keys, then a password: %s",
        (family) => {
            expect(credential(set(family, ...everything)).kind).toBe("token");
            expect(credential(set(family, ...everything.slice(1))).kind).toBe("access-key");
            expect(credential(set(family, ...everything.slice(3)))).toMatchObject({
                kind: "password",
                userName: `fake-${family}-userName`,
                password: `fake-${family}-password`,
                domainName: `fake-${family}-domainName`,
            });
        },
    );

    test("keys of the configuration come before a token of the environment", () => {
        const values = { ...set("configuration", "accessKey", "secretKey"), ...set("HW", "token") };
        expect(credential(values)).toEqual({ kind: "access-key", ...pair("configuration") });
    });

    test.each([
        ["huaweicloud:userId", "huaweicloud:domainId", "huaweicloud:password"],
        ["HW_USER_ID", "HW_DOMAIN_ID", "HW_USER_PASSWORD"],
    ])("a user and an account can be named by ID: %s, %s", (user, domain, password) => {
        const values = { [user]: "u1", [domain]: "d1", [password]: "fake-password" };
        expect(credential(values)).toMatchObject({
            kind: "password",
            userId: "u1",
            domainId: "d1",
            password: "fake-password",
        });
    });

    test("the account of Open Telekom Cloud goes by either of its names", () => {
        const values = { ...set("OS", "userName", "password"), OS_USER_DOMAIN_NAME: "fake-account" };
        expect(credential(values)).toMatchObject({ kind: "password", domainName: "fake-account" });
    });

    test("a password keeps its blanks: they may be part of it", () => {
        const values = { HW_USER_NAME: "someone", HW_USER_PASSWORD: " fake password " };
        expect(credential(values)).toMatchObject({ password: " fake password " });
    });
});

describe("what is no credential by itself", () => {
    test.each([
        ["a security token", set("configuration", "securityToken")],
        ["an account name", set("configuration", "domainName")],
        ["an empty key", { "huaweicloud:accessKey": "", "huaweicloud:secretKey": " " }],
    ])("does not hide the environment: %s", (_, configuration) => {
        expect(credential({ ...configuration, ...set("OS", "accessKey", "secretKey") })).toEqual({
            kind: "access-key",
            ...pair("OS"),
        });
    });
});
