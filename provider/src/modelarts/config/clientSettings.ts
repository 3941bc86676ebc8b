import * as v from "valibot";
import { settingError } from "./settingRules";
import type { ReadConfig } from "./sources";

/**
 * Settings of a client. A setting that is left out is read from the environment, by the names that the resource reads
 * too; the configuration of a stack is not read. Credentials come from one source as a whole: where any part of them is
 * given here, none is read from the environment, except a command (`HW_CREDENTIALS_COMMAND`), which goes before all.
 */
export interface ClientSettings {
    /** Region, such as `eu-de`. Required, here or in the environment. */
    region?: string;
    /**
     * ID of the project.
     *
     * @defaultValue that of the project named `projectName`, which is looked up once
     */
    projectId?: string;
    /**
     * Exact name of the project.
     *
     * @defaultValue the region
     */
    projectName?: string;
    /** Access key (AK). */
    accessKey?: string;
    /** Secret key (SK). */
    secretKey?: string;
    /** Security token of a temporary access key. */
    securityToken?: string;
    /** IAM user, to authenticate without an access key. */
    userName?: string;
    /** ID of the IAM user, instead of its name and account. */
    userId?: string;
    /** Password of the IAM user. */
    password?: string;
    /**
     * Account.
     *
     * @defaultValue the user name
     */
    domainName?: string;
    /** ID of the account, instead of its name. */
    domainId?: string;
    /** IAM token from elsewhere, instead of an access key. It cannot be renewed. */
    token?: string;
    /**
     * Program that prints credentials as JSON, with its arguments: `python3 keys.py`, or a JSON list of them. It goes before
     * all other credentials. No shell is used.
     */
    credentialsCommand?: string;
    /** Profile of KooCLI, in `~/.hcloud/config.json`, with an access key that is not encrypted. */
    profile?: string;
    /**
     * Use temporary keys of the agency of this machine, where no other credentials are found.
     *
     * @defaultValue `false`
     */
    metadata?: boolean;
    /**
     * Domain of the cloud, such as `otc.t-systems.com`.
     *
     * @defaultValue taken from `authUrl`, else from the region
     */
    cloud?: string;
    /**
     * IAM endpoint, may end in `/v3`.
     *
     * @defaultValue `https://iam.{region}.{cloud}`
     */
    authUrl?: string;
    /**
     * Endpoints.
     *
     * @defaultValue `https://modelarts.{region}.{cloud}`, and `authUrl`
     */
    endpoints?: {
        /** ModelArts endpoint; a port and a base path are allowed. */
        modelarts?: string;
        /** IAM endpoint; goes before `authUrl`. */
        iam?: string;
    };
    /**
     * Accept any certificate, for the requests of this client alone.
     *
     * @defaultValue `false`
     */
    insecure?: boolean;
    /** PEM file of authorities to trust beside those of Node.js. */
    cacertFile?: string;
    /**
     * Retries of one request, a whole number. Where a host name does not resolve, 2 at the most.
     *
     * @defaultValue 5
     */
    maxRetries?: number;
    /**
     * Seconds before the first retry; each further retry waits longer.
     *
     * @defaultValue 1
     */
    retryDelay?: number;
    /**
     * Seconds for one attempt, from the connection to the last byte of the response.
     *
     * @defaultValue 30
     */
    requestTimeout?: number;
    /**
     * Seconds that `waitFor` waits, where its own `timeout` is left out.
     *
     * @defaultValue 900
     */
    waitTimeout?: number;
    /**
     * Seconds between the polls of `waitFor`, decimals allowed.
     *
     * @defaultValue adaptive, 1 growing to 5
     */
    pollInterval?: number;
    /**
     * Form of the signature.
     *
     * @defaultValue `scoped` for `otc.t-systems.com`, else `access`
     */
    signing?: "access" | "scoped";
}

const toText = v.transform(String);
const textSchema = v.nullish(v.union([v.string(), v.pipe(v.union([v.number(), v.boolean()]), toText)]));
/** An object becomes JSON, as in the configuration of a stack. */
const endpointsArgumentSchema = v.union([
    textSchema,
    v.pipe(v.record(v.string(), v.unknown()), v.stringifyJson()),
]);

/** Reads the settings of a client as if they stood in a configuration. */
export function readClientSettings(settings: ClientSettings): ReadConfig {
    const values = new Map<string, unknown>(Object.entries(Object(settings) as object));
    return (key) => {
        const name = key.replace(/^(huaweicloud|modelarts):/, "");
        const result = v.safeParse(
            name === "endpoints" ? endpointsArgumentSchema : textSchema,
            values.get(name),
        );
        if (!result.success) throw settingError(`the setting ${name} is of a type that no setting has`);
        return result.output ?? undefined;
    };
}
