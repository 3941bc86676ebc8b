import { settingError } from "./settingRules";
import type { FileCredentials } from "./fileCredentials";
import { readNamedFile } from "./fileCredentials";
import type { Environment } from "./sources";
import { inHome, resolvePath, type UserFiles } from "./userFiles";

const fileVariable = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";

/**
 * Reads the section `[basic]` of the file of the vendor's SDKs; the result is `undefined` where there is none. Other
 * ways of these SDKs (`idp_id` and `id_token_file`, the section `[global]`) are not read.
 *
 * Source of the format: huaweicloud-sdk-python-v3, `huaweicloudsdkcore/auth/provider.py`, and huaweicloud-sdk-go-v3,
 * `core/auth/provider/profile.go`.
 *
 * @throws {settings} where the variable names a file that does not exist or has no such section.
 */
export function readSdkCredentials(environment: Environment, files: UserFiles): FileCredentials | undefined {
    const variablePath = environment[fileVariable]?.trim() ?? "";
    const path =
        variablePath === ""
            ? inHome(environment, ".huaweicloud", "credentials")
            : resolvePath(variablePath, environment, files);
    const file = path === undefined ? undefined : readNamedFile(files, path);
    const values = file === undefined ? undefined : parseIni(file.text).get("basic");
    if (file === undefined || values === undefined) {
        if (variablePath === "") return undefined;
        const reason = file === undefined ? "does not exist" : "has no section [basic]";
        throw settingError(
            `${path ?? variablePath}, which ${fileVariable} names, ${reason}`,
            "Correct the path or the file.",
        );
    }
    const fields = Object.fromEntries(values);
    return {
        origin: `[basic] in ${file.path}`,
        files: [{ ...file, entryValues: Object.values(fields) }],
        names: { accessKey: ["ak"], secretKey: ["sk"], securityToken: ["security_token"] },
        values: fields,
        settings: { projectId: fields["project_id"], authUrl: fields["iam_endpoint"] },
    };
}

/**
 * Reads a file as Python's `configparser` does, which the vendor's SDK for Python uses: a comment begins a line, and `=`
 * or `:` separates a name from its value. A package for INI files would end a value at a `#` or `;` within it.
 */
function parseIni(text: string): Map<string, Map<string, string>> {
    const sections = new Map<string, Map<string, string>>();
    let section: Map<string, string> | undefined;
    for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
        const [, title] = /^\[([^\]]+)\]/.exec(line) ?? [];
        if (title !== undefined) {
            section = sections.get(title) ?? new Map<string, string>();
            sections.set(title, section);
        }
        const [, name, value = ""] = /^\s*([^#;[\s=:][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
        if (name !== undefined) section?.set(name.toLowerCase(), value);
    }
    return sections;
}
