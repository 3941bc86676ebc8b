/* The rule of each input, and of each option of a resource. */
import type { IsBeginning } from "../modelarts/describeValue";
import { idBeginningPattern, idPattern } from "../modelarts/ids";
import type { Inputs } from "./inputs";
import { nameRule } from "./naming";

export interface Rule {
    /** @defaultValue text */
    readonly type?: "integer" | "boolean";
    readonly requirement: string;
    readonly accepts: (value: unknown) => boolean;
    /** Returns whether a valid value may begin with a text: a message names the first character that does not fit. */
    readonly isBeginning?: IsBeginning;
    /** No value of this rule is secret: a message shows it. */
    readonly isPublic?: boolean;
}
const isText = (value: unknown): value is string => typeof value === "string";
const matches = (pattern: RegExp) => (value: unknown) => isText(value) && pattern.test(value);
const oneOf = (...values: string[]): Rule => ({
    requirement: values.map((value) => `"${value}"`).join(" or "),
    accepts: (value) => isText(value) && values.includes(value),
    isPublic: true,
});
const beginsWith =
    (pattern: RegExp): IsBeginning =>
    (text) =>
        pattern.test(text);
const id = { accepts: matches(idPattern), isBeginning: beginsWith(idBeginningPattern) };

const trainUrlPattern = /^(?:obs:\/\/|\/)([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[^/\p{C}]+)*)\/?$/u;
const bucketBeginningPattern = /^(?:obs:\/\/|\/)(?:[a-z0-9][a-z0-9.-]{0,62})?$/;
const durationPattern = /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;

export const rules: Readonly<Record<keyof Inputs, Rule>> = {
    trainUrl: {
        requirement:
            "an OBS folder, /bucket/folder/ or obs://bucket/folder/, or a whole bucket, obs://bucket/; " +
            "a bucket has 3 to 63 of the characters a-z, 0-9, . and -",
        accepts: matches(trainUrlPattern),
        isBeginning: (text) =>
            "obs://".startsWith(text) || bucketBeginningPattern.test(text) || trainUrlPattern.test(text),
    },
    name: nameRule,
    description: {
        requirement: "text of at most 256 characters",
        accepts: (value) => isText(value) && Array.from(value).length <= 256,
    },
    jobType: oneOf("tensorboard", "mindinsight"),
    flavor: {
        requirement: "a flavor code, such as modelarts.vm.cpu.2u",
        accepts: matches(/^\S+$/),
        isBeginning: beginsWith(/^\S*$/),
    },
    autoStopHours: {
        type: "integer",
        requirement: "a whole number of hours from 1 to 24",
        accepts: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 24,
    },
    state: oneOf("running", "stopped"),
    visualizationId: { requirement: 'the ID of a job, such as "8992"', ...id },
    deletionPolicy: oneOf("delete", "stop"),
    region: { requirement: "a region, such as cn-north-4", ...id },
    projectId: { requirement: "the ID of a project", ...id },
    skipAwait: {
        type: "boolean",
        requirement: "true or false",
        accepts: (value) => typeof value === "boolean",
    },
};

/** Rules of the options of a resource, which a dynamic provider has to check itself. */
export const optionRules: Readonly<Record<"customTimeouts" | "replaceOnChanges", Rule>> = {
    customTimeouts: {
        requirement: 'durations, such as { create: "10m" }',
        accepts: (value) =>
            typeof value === "object" &&
            value !== null &&
            Object.values(value).every(matches(durationPattern)),
        isPublic: true,
    },
    replaceOnChanges: {
        requirement: "names of properties",
        accepts: (value) => Array.isArray(value) && value.every(isText),
        isPublic: true,
    },
};

export function isInput(name: unknown): name is keyof Inputs {
    return typeof name === "string" && Object.hasOwn(rules, name);
}

/** The inputs that accept only whole numbers. */
export const integerInputs: readonly string[] = Object.entries(rules)
    .filter(([, { type }]) => type === "integer")
    .map(([name]) => name);

/** Converts to the service's spelling, `/bucket/folder/`. The folder of an imported job may break the rule for new ones. */
export function normalizeFolder(trainUrl: string): string {
    const folder = trainUrl.replace(/^obs:\/\//, "/");
    return folder.startsWith("/") && !folder.endsWith("/") ? `${folder}/` : folder;
}
