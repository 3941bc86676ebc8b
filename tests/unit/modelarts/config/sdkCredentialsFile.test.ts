import { readSdkCredentials } from "../../../../provider/src/modelarts/config/sdkCredentialsFile";
import { errorOf } from "../../../support/errors";
import { toPortablePath, userFilesOf } from "../../../support/userFiles";

const home = { HOME: "/home/me" };
const path = "/home/me/.huaweicloud/credentials";
const read = (text: string) => readSdkCredentials(home, userFilesOf({ [path]: text }));

test("reads the section [basic] as the vendor's SDKs do", () => {
    const text = [
        "\uFEFF# ak = of-a-comment",
        "[global]",
        "ak = of-global",
        "[basic]",
        "AK = my-ak",
        "sk: my;sk#=",
        "  security_token=my-token  ",
        "; sk = of-a-comment",
        "project_id = p1",
        "iam_endpoint = https://iam.example.org",
        "[other]",
        "sk = of-other",
    ].join("\r\n");
    const credentials = read(text);
    expect(toPortablePath(credentials?.origin ?? "")).toBe(`[basic] in ${path}`);
    expect(credentials).toMatchObject({
        values: { ak: "my-ak", sk: "my;sk#=", security_token: "my-token" },
        settings: { projectId: "p1", authUrl: "https://iam.example.org" },
    });
});

test.each(["", "[global]\nak = a\nsk = b\n", "ak = a"])("reads nothing from %j", (text) => {
    expect(read(text)).toBeUndefined();
});

test("reads nothing where there is no file, or no home", () => {
    expect(readSdkCredentials(home, userFilesOf({}))).toBeUndefined();
    expect(readSdkCredentials({}, userFilesOf({}))).toBeUndefined();
});

test("reads the file that HUAWEICLOUD_SDK_CREDENTIALS_FILE names, in place of that of the home", () => {
    const files = userFilesOf({ [path]: "[basic]\nak = a\n", "/program/keys": "[basic]\nak = b\n" });
    const environment = { ...home, HUAWEICLOUD_SDK_CREDENTIALS_FILE: "keys" };
    expect(readSdkCredentials(environment, files)?.values).toEqual({ ak: "b" });
    expect(files.readPaths).toEqual(["/program/keys"]);
});

test.each([
    ["does not exist", {}],
    ["has no section [basic]", { "/program/keys": "sk = SECRET" }],
])("fails where the file that the variable names %s", (reason, texts) => {
    const environment = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: "/program/keys" };
    const { message } = errorOf(() => readSdkCredentials(environment, userFilesOf(texts)));
    expect(toPortablePath(message)).toContain(
        `/program/keys, which HUAWEICLOUD_SDK_CREDENTIALS_FILE names, ${reason}`,
    );
    expect(message).not.toContain("SECRET");
});
