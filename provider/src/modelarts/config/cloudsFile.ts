import path from "node:path";
import * as v from "valibot";
import type * as yamlPackage from "yaml";
import { settingError } from "./settingRules";
import { type FileCredentials, formatError, type NamedFile, readFirst } from "./fileCredentials";
import type { PartNames } from "./credentialParts";
import type { Environment } from "./sources";
import { inHome, resolvePath, type UserFiles } from "./userFiles";

/** The domain of the user goes before that of the project. */
const names: PartNames = {
    token: ["token"],
    accessKey: ["ak", "access_key"],
    secretKey: ["sk", "secret_key"],
    securityToken: ["security_token"],
    userName: ["username"],
    userId: ["user_id"],
    password: ["password"],
    domainName: ["domain_name", "user_domain_name", "project_domain_name"],
    domainId: ["user_domain_id", "domain_id", "project_domain_id"],
};

type Entry = Readonly<Record<string, unknown>>;
const entrySchema = v.record(v.string(), v.unknown());
const fileSchema = v.object({ clouds: v.record(v.string(), v.unknown()) });

/**
 * Returns the cloud that `OS_CLOUD` names, from the first `clouds.yaml` and the first `secure.yaml` that exist;
 * `undefined` where it names none. `clouds-public.yaml` and application credentials are not read.
 *
 * Source of the search path and the format: openstacksdk, `openstack/config/loader.py`. The names `ak`, `sk` and
 * `security_token` are those of Open Telekom Cloud's tools (gophertelekomcloud, `openstack/config.go`).
 *
 * @throws {settings} where there is no such cloud, or a file is invalid.
 */
export function readCloud(environment: Environment, files: UserFiles): FileCredentials | undefined {
    const cloud = environment["OS_CLOUD"]?.trim() ?? "";
    if (cloud === "") return undefined;
    const find = (kind: "clouds" | "secure") => readFirst(files, searchPath(kind, environment, files));
    const existingFiles = [find("clouds"), find("secure")].filter((file) => file !== undefined);
    const entryFiles = existingFiles.flatMap((file) => {
        const entry = parseEntry(file, cloud);
        return entry === undefined ? [] : [{ ...file, entry, entryValues: Object.values(authOf(entry)) }];
    });
    const parts = entryFiles.map(({ entry }) => entry);
    if (parts.length === 0) {
        const places =
            existingFiles.map((file) => file.path).join(" and ") || searchedFolders(environment, files);
        throw settingError(
            `no cloud "${cloud}", which OS_CLOUD names, is in ${places}`,
            "Correct the name, or set OS_CLIENT_CONFIG_FILE to the path of clouds.yaml.",
        );
    }
    const entry = Object.assign({}, ...parts) as Entry;
    const auth = Object.assign({}, ...parts.map(authOf)) as Entry;
    const values = Object.fromEntries(
        Object.entries(auth).map(([name, value]) => [name, toText(value, name === "password")]),
    );
    const region = findRegion(entry);
    const caFile = toText(entry["cacert"]);
    return {
        origin: `the cloud "${cloud}" in ${existingFiles.map((file) => file.path).join(" and ")}`,
        files: entryFiles,
        names,
        values,
        settings: {
            region,
            authUrl: values["auth_url"]?.replaceAll("{region_name}", region ?? "{region_name}"),
            projectId: values["project_id"] ?? values["tenant_id"],
            projectName: values["project_name"] ?? values["tenant_name"],
            caFile: caFile === undefined ? undefined : resolvePath(caFile, environment, files),
            insecure: isInsecure(entry) ? "true" : undefined,
        },
    };
}

function authOf(entry: Entry): object {
    return entry["auth"] ?? {};
}

function searchPath(kind: "clouds" | "secure", environment: Environment, files: UserFiles): string[] {
    const variable = kind === "clouds" ? "OS_CLIENT_CONFIG_FILE" : "OS_CLIENT_SECURE_FILE";
    const variablePath = environment[variable]?.trim() ?? "";
    const folders = listFolders(environment, files);
    return [
        ...(variablePath === "" ? [] : [resolvePath(variablePath, environment, files)]),
        ...folders.flatMap((folder) =>
            [".yaml", ".yml", ".json"].map((end) => path.join(folder, kind + end)),
        ),
    ];
}

function listFolders(environment: Environment, { folder }: UserFiles): string[] {
    const configHome = environment["XDG_CONFIG_HOME"] ?? "";
    return [
        folder,
        configHome === "" ? undefined : path.join(configHome, "openstack"),
        inHome(environment, ".config", "openstack"),
        "/etc/openstack",
    ].filter((each) => each !== undefined);
}

function searchedFolders(environment: Environment, files: UserFiles): string {
    return `clouds.yaml, which is in none of ${listFolders(environment, files).join(", ")}`;
}

/**
 * Returns the entry of this cloud, if the file has it. Each value stays text, as a password may be digits. JSON is YAML
 * too.
 */
function parseEntry(file: NamedFile, cloud: string): Entry | undefined {
    // Few users have such a file, and the package is loaded for them alone.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { parseDocument } = require("yaml") as typeof yamlPackage;
    const document = parseDocument(file.text, { schema: "failsafe", merge: true, prettyErrors: true });
    const [error] = document.errors;
    if (error !== undefined) throw formatError(file, "YAML", error.linePos?.[0].line);
    const result = v.safeParse(fileSchema, toValue(document, file));
    if (!result.success) throw formatError(file, "file of clouds: it has no map `clouds`");
    const { clouds } = result.output;
    if (!Object.hasOwn(clouds, cloud)) return undefined;
    const entry = v.safeParse(entrySchema, clouds[cloud]);
    if (!entry.success) throw formatError(file, `file of clouds: its cloud "${cloud}" is no map`);
    return entry.output;
}

function toValue(document: yamlPackage.Document.Parsed, file: NamedFile): unknown {
    try {
        return document.toJS();
    } catch {
        // An alias may name an anchor that the file does not have.
        throw formatError(file, "YAML");
    }
}

/** YAML has two words for no value. */
function toText(value: unknown, isPassword = false): string | undefined {
    if (typeof value !== "string" || (!isPassword && ["", "null", "~"].includes(value))) return undefined;
    return value;
}

/**
 * Returns `region_name`, else the first of `regions`; openstacksdk has Open Telekom Cloud's regions in its profile
 * `otc`.
 */
function findRegion(entry: Entry): string | undefined {
    const { regions } = entry;
    const first: unknown = Array.isArray(regions) ? regions[0] : undefined;
    const name: unknown = v.is(v.object({ name: v.string() }), first) ? first.name : first;
    const profile = toText(entry["profile"]) ?? toText(entry["cloud"]);
    return toText(entry["region_name"]) ?? toText(name) ?? (profile === "otc" ? "eu-de" : undefined);
}

function isInsecure({ verify, insecure }: Entry): boolean {
    const isText = (value: unknown, pattern: RegExp) => typeof value === "string" && pattern.test(value);
    return isText(insecure, /^true$/i) || isText(verify, /^(false|no|off)$/i);
}
