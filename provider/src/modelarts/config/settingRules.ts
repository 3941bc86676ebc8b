import * as v from "valibot";
import { describeValue, type IsBeginning } from "../describeValue";
import { ModelArtsError } from "../errors";
import { idBeginningPattern, idPattern } from "../ids";
import { parseEndpoint } from "./endpoints";
import { describeSetting, type SettingName } from "./settingNames";

/*
 * Each setting has a rule, as a schema from its text to its value. The message of a schema is the rule in words, as it
 * follows "It must be".
 */

const wordRule = "text of 1 to 64 characters of A-Z a-z 0-9 _ -";
/** Such a word becomes a part of addresses, paths and headers. */
const word = v.pipe(v.string(wordRule), v.regex(idPattern, wordRule));

/** Timers of the runtime hold 31 bits of milliseconds, which is 24 days. */
const maxSeconds = 2_000_000;
const secondsRule = "a number of seconds, decimals allowed";
const seconds = v.pipe(
    v.string(),
    v.transform(Number),
    v.finite(secondsRule),
    v.minValue(0, secondsRule),
    v.maxValue(maxSeconds, secondsRule),
);
const positiveSecondsRule = "a number of seconds above 0, decimals allowed";
const positiveSeconds = v.pipe(
    v.string(),
    v.transform(Number),
    v.finite(positiveSecondsRule),
    v.gtValue(0, positiveSecondsRule),
    v.maxValue(maxSeconds, positiveSecondsRule),
);

const boolean = v.pipe(
    v.string(),
    v.toLowerCase(),
    v.picklist(["true", "1", "yes", "on", "false", "0", "no", "off"], "true or false"),
    v.transform((value) => ["true", "1", "yes", "on"].includes(value)),
);

const rules = {
    region: word,
    projectId: word,
    cloud: v.pipe(v.string(), v.regex(/^[a-z0-9.-]+(:\d+)?$/i, "a domain, such as myhuaweicloud.com")),
    insecure: boolean,
    metadata: boolean,
    maxRetries: v.pipe(v.string(), v.regex(/^\d{1,4}$/, "a whole number, 0 or more"), v.transform(Number)),
    retryDelay: seconds,
    requestTimeout: positiveSeconds,
    waitTimeout: positiveSeconds,
    pollInterval: positiveSeconds,
    signing: v.picklist(["access", "scoped"], '"access" or "scoped"'),
} as const satisfies Partial<Record<SettingName, v.GenericSchema>>;
type RuledSetting = keyof typeof rules;

const beginnings: Partial<Record<RuledSetting, IsBeginning>> = {
    region: (text) => idBeginningPattern.test(text),
    projectId: (text) => idBeginningPattern.test(text),
    cloud: (text) => /^[a-z0-9.-]*(:\d*)?$/i.test(text),
};

/** Returns the value of a setting; a program without types may pass any value. Throws where the value breaks its rule. */
export function parseSetting<N extends RuledSetting>(
    name: N,
    value: unknown,
): v.InferOutput<(typeof rules)[N]> {
    const result = v.safeParse(rules[name], value);
    if (result.success) return result.output;
    throw settingError(
        `${describeSetting(name)} is ${isNumber(value) ? Number(value) : describeValue(value, beginnings[name])}`,
        `It must be ${result.issues[0].message}.`,
    );
}

function isNumber(value: unknown): value is string {
    return typeof value === "string" && /^[-+]?\d+(\.\d+)?$/.test(value.trim());
}

const endpointsSchema = v.pipe(
    v.string(),
    v.parseJson(),
    v.check((map) => !Array.isArray(map)),
    v.object({ modelarts: v.nullish(v.string()), iam: v.nullish(v.string()) }),
);

/** Returns the endpoints of `huaweicloud:endpoints`. An empty one counts as left out. */
export function parseEndpoints(text: string | undefined): { modelarts?: string; iam?: string } {
    if (text === undefined) return {};
    const result = v.safeParse(endpointsSchema, text);
    if (!result.success) {
        const service = v.getDotPath(result.issues[0]);
        if (service !== null) throw endpointError(describeSetting("endpoints"), service);
        throw settingError(
            `${describeSetting("endpoints")} is not a map of service to endpoint`,
            "Set it with `pulumi config set --path huaweicloud:endpoints.modelarts https://…`.",
        );
    }
    const endpoints = Object.entries(result.output).filter(
        ([, value]) => value != null && value.trim() !== "",
    );
    return Object.fromEntries(endpoints);
}

/**
 * Returns the endpoint of a service in its canonical form. `setting` is the setting that it comes from, for the
 * message.
 */
export function requireEndpoint(text: string, setting: string, service: "modelarts" | "iam"): string {
    const endpoint = parseEndpoint(text);
    if (endpoint === undefined) throw endpointError(setting, service);
    return endpoint;
}

/** Does not show the value, which may hold a password. */
function endpointError(setting: string, service: string): ModelArtsError {
    return settingError(
        `the endpoint of ${service} is not a web address`,
        `Set ${setting} to one like https://${service}.example.org; a port and a path may follow.`,
    );
}

export function missingError(name: SettingName): ModelArtsError {
    return settingError(`no ${name} is set`, `Set ${describeSetting(name)}.`);
}

export function settingError(reason: string, hint?: string): ModelArtsError {
    return new ModelArtsError({ kind: "settings", operation: "connect to ModelArts", reason, hint });
}
