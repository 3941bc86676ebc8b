import { readCloud } from "../../../../provider/src/modelarts/config/cloudsFile";
import { readCredential } from "../../../../provider/src/modelarts/config/credentialParts";
import { errorOf } from "../../../support/errors";
import { toPortablePath, userFilesOf } from "../../../support/userFiles";

const environment = { OS_CLOUD: "work", HOME: "/home/me" };
const entryOf = (auth: string, more = ""): string => `clouds:\n  work:\n    auth: {${auth}}\n${more}`;

function read(texts: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) {
    const cloud = readCloud({ ...environment, ...more }, userFilesOf(texts));
    if (cloud === undefined) throw new Error("OS_CLOUD is set");
    return { ...cloud, credential: readCredential(cloud.names, (name) => cloud.values[name]) };
}

const readText = (text: string) => read({ "/program/clouds.yaml": text });

test.each([
    [
        "username: me, password: pass, user_domain_name: account",
        { kind: "password", userName: "me", password: "pass", domainName: "account" },
    ],
    [
        "username: me, password: pass, user_domain_id: a1, project_domain_name: other",
        { kind: "password", userName: "me", domainId: "a1", domainName: "other" },
    ],
    ["user_id: u1, password: pass", { kind: "password", userId: "u1", password: "pass" }],
    ["token: t1", { kind: "token", token: "t1" }],
    ["ak: a1, sk: s1", { kind: "access-key", accessKey: "a1", secretKey: "s1" }],
    [
        "access_key: a1, secret_key: s1, security_token: t1",
        { kind: "access-key", accessKey: "a1", secretKey: "s1", securityToken: "t1" },
    ],
])("reads the credentials of a cloud with {%s}", (auth, credential) => {
    expect(readText(entryOf(auth)).credential).toMatchObject(credential);
});

test.each(["0123", "1e3", "true", "null", "~", "'# not a comment'"])(
    "reads the password %s as it is written",
    (password) => {
        const { credential } = readText(entryOf(`username: me, password: ${password}`));
        expect(credential).toMatchObject({ password: password.replaceAll("'", "") });
    },
);

test("reads the settings of a cloud", () => {
    const more = "    region_name: eu-de\n    cacert: ~/ca.pem\n    verify: false\n";
    const auth =
        "token: t1, auth_url: 'https://iam.{region_name}.otc.t-systems.com/v3', project_name: eu-de_team";
    const { settings } = readText(entryOf(auth, more));
    expect({ ...settings, caFile: toPortablePath(settings.caFile ?? "") }).toEqual({
        region: "eu-de",
        authUrl: "https://iam.eu-de.otc.t-systems.com/v3",
        projectId: undefined,
        projectName: "eu-de_team",
        caFile: "/home/me/ca.pem",
        insecure: "true",
    });
});

test.each([
    ["regions: [eu-nl, eu-de]", "eu-nl"],
    ["regions: [{name: eu-nl}]", "eu-nl"],
    ["profile: otc", "eu-de"],
    ["verify: true", undefined],
])("reads the region from `%s`", (line, region) => {
    const { settings } = readText(entryOf("token: t1", `    ${line}\n`));
    expect(settings).toMatchObject({ region });
    expect(settings.insecure).toBeUndefined();
});

describe("the files", () => {
    const places = [
        "/named/my-clouds.yaml",
        "/program/clouds.yaml",
        "/program/clouds.yml",
        "/program/clouds.json",
        "/xdg/openstack/clouds.yaml",
        "/home/me/.config/openstack/clouds.yaml",
        "/etc/openstack/clouds.yaml",
    ];
    const variables = { OS_CLIENT_CONFIG_FILE: "/named/my-clouds.yaml", XDG_CONFIG_HOME: "/xdg" };

    test.each(places.map((place, index) => [place, places.slice(index)]))(
        "are searched in order: %s goes before the rest",
        (place, present) => {
            const texts = Object.fromEntries(
                present.map((file) => [
                    file,
                    JSON.stringify({ clouds: { work: { auth: { token: file } } } }),
                ]),
            );
            expect(read(texts, variables).credential).toEqual({ kind: "token", token: place });
        },
    );

    test("are joined: secure.yaml has the secrets of clouds.yaml", () => {
        const { credential, origin } = read({
            "/home/me/.config/openstack/clouds.yaml": entryOf("username: me, user_domain_name: account"),
            "/home/me/.config/openstack/secure.yaml": entryOf("password: pass"),
        });
        expect(credential).toMatchObject({ userName: "me", password: "pass", domainName: "account" });
        expect(toPortablePath(origin)).toContain("clouds.yaml and /home/me/.config/openstack/secure.yaml");
    });

    test("may share entries by an anchor", () => {
        const text =
            "clouds:\n  base: &base\n    auth: {token: t1}\n  work:\n    <<: *base\n    region_name: eu-nl\n";
        expect(readText(text)).toMatchObject({ credential: { token: "t1" }, settings: { region: "eu-nl" } });
    });
});

test("reads a cloud beside another one that is empty", () => {
    expect(readText("clouds:\n  other:\n  work:\n    auth: {token: t1}\n").credential).toMatchObject({
        token: "t1",
    });
});

test("reads nothing without OS_CLOUD", () => {
    const files = userFilesOf({ "/program/clouds.yaml": entryOf("token: t1") });
    expect(readCloud({ HOME: "/home/me" }, files)).toBeUndefined();
    expect(files.readPaths).toEqual([]);
});

test.each([
    ["there is no file", {}, "is in none of /program, /home/me/.config/openstack, /etc/openstack"],
    [
        "the file has another cloud",
        "clouds: {other: {}}",
        'no cloud "work", which OS_CLOUD names, is in /program',
    ],
    [
        "the file is no YAML",
        "clouds: {work: {auth: {token: SECRET",
        "/program/clouds.yaml is no valid YAML (line 1)",
    ],
    ["the file has no clouds", "SECRET: {}", "it has no map `clouds`"],
    ["the cloud is no map", "clouds: {work: SECRET}", 'its cloud "work" is no map'],
    [
        "an alias has no anchor",
        "clouds:\n  work:\n    auth: *SECRET\n",
        "/program/clouds.yaml is no valid YAML",
    ],
])("fails where %s, and shows no value", (_what, text, message) => {
    const texts = typeof text === "string" ? { "/program/clouds.yaml": text } : text;
    const error = errorOf(() => read(texts));
    expect(error.kind).toBe("settings");
    expect(toPortablePath(error.message)).toContain(message);
    expect(error.message).not.toContain("SECRET");
});

test("takes no name of an object's prototype for a cloud", () => {
    const error = errorOf(() =>
        read({ "/program/clouds.yaml": entryOf("token: t1") }, { OS_CLOUD: "__proto__" }),
    );
    expect(error.message).toContain('no cloud "__proto__"');
});
