import * as v from "valibot";
import { settingError } from "./settingRules";
import { type FileCredentials, formatError, readNamedFile } from "./fileCredentials";
import { describeSetting } from "./settingNames";
import type { Environment } from "./sources";
import { inHome, type UserFiles } from "./userFiles";

const text = v.fallback(v.optional(v.string()), undefined);
const profileSchema = v.object({
    name: v.string(),
    mode: text,
    accessKeyId: text,
    secretAccessKey: text,
    securityToken: text,
    region: text,
    projectId: text,
});
const configSchema = v.object({
    /** KooCLI writes it as text. */
    authEncrypt: v.optional(v.union([v.boolean(), v.string()])),
    profiles: v.array(profileSchema),
});

/**
 * Reads a profile of Huawei Cloud's command line, KooCLI, in `~/.hcloud/config.json`. Only access keys are read, and
 * only where KooCLI keeps them as plain text: it encrypts them by default.
 *
 * Source of the format: terraform-provider-huaweicloud, `huaweicloud/config/auth.go` (`SharedConfig`); the modes and
 * `--cli-auth-encrypt` are in KooCLI's user guide, "Modifying a profile" and "What's new" (version 5.2.7).
 *
 * @throws {settings} where there is no such profile, its keys are encrypted, or it has another mode.
 */
export function readKooCliProfile(
    profile: string,
    environment: Environment,
    files: UserFiles,
): FileCredentials {
    const setting = describeSetting("profile");
    const path = inHome(environment, ".hcloud", "config.json");
    const file = path === undefined ? undefined : readNamedFile(files, path);
    if (file === undefined) {
        throw settingError(
            `${path ?? "~/.hcloud/config.json"} does not exist, where the profile of ${setting} would be`,
            "Make the profile with `hcloud configure set`, or unset the setting.",
        );
    }
    const result = v.safeParse(v.pipe(v.string(), v.parseJson(), configSchema), file.text);
    if (!result.success) throw formatError(file, "configuration of KooCLI");
    const { authEncrypt, profiles } = result.output;
    const entry = profiles.find(({ name }) => name === profile);
    const origin = `the profile "${profile}" in ${file.path}`;
    if (entry === undefined) {
        const names = profiles.map(({ name }) => name).join(", ");
        throw settingError(`${file.path} has no profile "${profile}"`, `Set ${setting} to one of: ${names}.`);
    }
    if (String(authEncrypt) === "true") {
        throw settingError(
            `KooCLI keeps the keys of ${origin} encrypted, and only KooCLI can read them`,
            "Run `hcloud configure set --cli-auth-encrypt=false` and set the keys again, or authenticate another way.",
        );
    }
    const { mode = "", region, projectId, ...keys } = entry;
    if (!["", "AKSK"].includes(mode)) {
        throw settingError(
            `${origin} has the mode ${mode}; only the mode AKSK is read`,
            `Use a profile with an access key${mode === "ecsAgency" ? ", or set huaweicloud:metadata to true" : ""}.`,
        );
    }
    return {
        origin,
        files: [{ ...file, entryValues: Object.values(keys) }],
        names: {
            accessKey: ["accessKeyId"],
            secretKey: ["secretAccessKey"],
            securityToken: ["securityToken"],
        },
        values: keys,
        settings: { region, projectId },
    };
}
