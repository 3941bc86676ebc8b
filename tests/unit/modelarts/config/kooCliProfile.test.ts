import { readKooCliProfile } from "../../../../provider/src/modelarts/config/kooCliProfile";
import { errorOf } from "../../../support/errors";
import { toPortablePath, userFilesOf } from "../../../support/userFiles";

const environment = { HOME: "/home/me" };
const path = "/home/me/.hcloud/config.json";
const keys = { accessKeyId: "a1", secretAccessKey: "SECRET" };
const read = (text: string) => readKooCliProfile("work", environment, userFilesOf({ [path]: text }));
const configOf = (profile: object, more: object = {}): string =>
    JSON.stringify({
        current: "default",
        ...more,
        profiles: [{ name: "default" }, { name: "work", ...profile }],
    });

test("reads the keys, the region and the project of a profile", () => {
    const profile = { ...keys, mode: "AKSK", securityToken: "t1", region: "cn-north-4", projectId: "p1" };
    const credentials = read(configOf(profile, { authEncrypt: "false", language: "en" }));
    expect(toPortablePath(credentials.origin)).toBe(`the profile "work" in ${path}`);
    expect(credentials).toMatchObject({
        values: { ...keys, securityToken: "t1" },
        settings: { region: "cn-north-4", projectId: "p1" },
    });
});

test.each([
    [
        "its keys are encrypted",
        configOf(keys, { authEncrypt: true }),
        "encrypted, and only KooCLI can read them",
    ],
    ["its keys are encrypted, as text", configOf(keys, { authEncrypt: "true" }), "--cli-auth-encrypt=false"],
    ["it has no keys of its own", configOf({ ...keys, mode: "SSO" }), "has the mode SSO; only the mode AKSK"],
    ["it uses the agency", configOf({ mode: "ecsAgency" }), "or set huaweicloud:metadata to true"],
    ["it is missing", '{"profiles":[{"name":"default"},{"name":"other"}]}', "to one of: default, other."],
    ["the file is no JSON", '{"profiles":[{"secretAccessKey":"SECRET', "is no valid configuration of KooCLI"],
    ["the file has no profiles", "{}", "is no valid configuration of KooCLI"],
])("fails where %s, and shows no value", (_what, text, message) => {
    const error = errorOf(() => read(text));
    expect(error.kind).toBe("settings");
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("SECRET");
});

test("fails where there is no file", () => {
    const { message } = errorOf(() => readKooCliProfile("work", environment, userFilesOf({})));
    expect(toPortablePath(message)).toContain(
        `${path} does not exist, where the profile of huaweicloud:profile (or HW_PROFILE)`,
    );
});
