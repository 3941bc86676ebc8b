import { resolveSettings } from "../../../../provider/src/modelarts/config/settings";
import { errorOf } from "../../../support/errors";
import { toPortablePath, userFilesOf } from "../../../support/userFiles";

type Values = Readonly<Record<string, string>>;

/** The settings and files of all sources, in the order in which the sources count. */
const sources: readonly (readonly [name: string, values: Values, credential: object])[] = [
    [
        "the command",
        { HW_CREDENTIALS_COMMAND: "keys 1" },
        { kind: "issued", issuer: { kind: "command", command: ["keys", "1"] } },
    ],
    ["the configuration", { "huaweicloud:token": "config" }, { token: "config" }],
    ["HW_*", { HW_AUTH_TOKEN: "hw" }, { token: "hw" }],
    ["HUAWEICLOUD_SDK_*", { HUAWEICLOUD_SDK_AK: "sdk", HUAWEICLOUD_SDK_SK: "s" }, { accessKey: "sdk" }],
    ["OS_*", { OS_TOKEN: "os" }, { token: "os" }],
    ["clouds.yaml", { OS_CLOUD: "work" }, { token: "cloud" }],
    ["the file of the SDKs", { HOME: "/home/me" }, { accessKey: "file" }],
    ["the profile", { HW_PROFILE: "work", USERPROFILE: "/koo" }, { accessKey: "koo" }],
    [
        "the metadata address",
        { HW_METADATA: "true", HW_METADATA_URL: "http://127.0.0.1:1" },
        { kind: "issued", issuer: { kind: "metadata", address: "http://127.0.0.1:1" } },
    ],
];
const paths = {
    clouds: "/program/clouds.yaml",
    sdk: "/home/me/.huaweicloud/credentials",
    koo: "/koo/.hcloud/config.json",
};
const texts = {
    [paths.clouds]:
        "clouds: {work: {region_name: eu-nl, auth: {token: cloud}}, half: {auth: {ak: a1}}, none: {}}",
    [paths.sdk]: "[basic]\nak = file\nsk = s\n",
    [paths.koo]: JSON.stringify({ profiles: [{ name: "work", accessKeyId: "koo", secretAccessKey: "s" }] }),
};

function resolve(values: Values, files = userFilesOf(texts)) {
    return resolveSettings((key) => (key.includes(":") ? values[key] : undefined), values, {}, files);
}

const region = { HW_REGION_NAME: "eu-de" };

test.each(sources.map(([name, , credential], index) => [name, index, credential]))(
    "%s counts before all sources after it",
    (_name, index, credential) => {
        const values = Object.assign({}, ...sources.slice(index).map(([, each]) => each)) as Values;
        expect(resolve({ ...region, ...values }).credential).toMatchObject(credential);
    },
);

test("reads no file where a source before it counts", () => {
    const files = userFilesOf(texts);
    resolve({ ...region, OS_TOKEN: "os", OS_CLOUD: "work", HOME: "/home/me", HW_PROFILE: "work" }, files);
    expect(files.readPaths).toEqual([]);
});

test("takes settings of the file where nothing else sets them", () => {
    expect(resolve({ OS_CLOUD: "work" })).toMatchObject({
        region: "eu-nl",
        iam: "https://iam.eu-nl.otc.t-systems.com",
    });
    expect(resolve({ OS_CLOUD: "work", ...region }).region).toBe("eu-de");
});

test("takes no settings of a file whose credentials do not count", () => {
    expect(errorOf(() => resolve({ OS_CLOUD: "work", OS_TOKEN: "os" })).message).toContain(
        "no region is set",
    );
});

test("says which file or issuer the credentials come from, and nothing for the others", () => {
    expect(toPortablePath(resolve({ OS_CLOUD: "work" }).credentialOrigin ?? "")).toBe(
        'the cloud "work" in /program/clouds.yaml',
    );
    expect(resolve({ ...region, HW_CREDENTIALS_COMMAND: "keys --password=SECRET" }).credentialOrigin).toBe(
        'the command "keys"',
    );
    expect(resolve({ ...region, OS_TOKEN: "os" }).credentialOrigin).toBeUndefined();
});

test("names the files that hold a secret and are open to others", () => {
    const open = userFilesOf(
        { ...texts, "/program/secure.yaml": "clouds: {work: {auth: {token: secret}}}" },
        [paths.clouds, "/program/secure.yaml"],
    );
    expect(resolve({ OS_CLOUD: "work" }, open).openFiles.map(toPortablePath)).toEqual([
        "/program/secure.yaml",
    ]);
});

test.each([
    [
        paths.clouds,
        { OS_CLOUD: "work" },
        "clouds: {work: {auth: {username: me, password: 'it''s', domain_name: d}}}",
    ],
    [
        paths.koo,
        { HW_PROFILE: "work", USERPROFILE: "/koo" },
        '{"profiles": [{"name": "work", "accessKeyId": "a", "secretAccessKey": "s\\u0026t"}]}',
    ],
    [paths.sdk, { HOME: "/home/me" }, "[basic]\nak = a\nsk = s\n"],
])("names an open file that writes the secret in another form: %s", (file, values, text) => {
    const open = userFilesOf({ [file]: text }, [file]);
    expect(resolve({ ...region, ...values }, open).openFiles.map(toPortablePath)).toEqual([file]);
});

test("says which half is missing, and where", () => {
    const { message } = errorOf(() => resolve({ ...region, OS_CLOUD: "half" }));
    expect(toPortablePath(message)).toContain(
        'ak of the cloud "half" in /program/clouds.yaml is set, but sk of the cloud "half"',
    );
    expect(message).not.toContain("a1");
    const none = errorOf(() => resolve({ ...region, OS_CLOUD: "none" })).message;
    expect(toPortablePath(none)).toContain(
        'the cloud "none" in /program/clouds.yaml has no credentials that can be read',
    );
});

test("says so where a file cannot be read", () => {
    const files = {
        ...userFilesOf({}),
        read: () => {
            throw Object.assign(new Error("SECRET"), { code: "EACCES" });
        },
    };
    const { message } = errorOf(() => resolve({ ...region, HOME: "/home/me" }, files));
    expect(toPortablePath(message)).toContain("/home/me/.huaweicloud/credentials cannot be read (EACCES)");
});

test("checks the switch of the metadata address also where another source counts", () => {
    expect(errorOf(() => resolve({ ...region, OS_TOKEN: "os", HW_METADATA: "maybe" })).message).toContain(
        "huaweicloud:metadata (or HW_METADATA) is",
    );
    expect(errorOf(() => resolve({ ...region, HW_METADATA: "false" })).message).toContain(
        "no credentials are set",
    );
});
