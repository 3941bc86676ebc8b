/*
 * Defaults and rules of the inputs. Pure: randomness and configuration are handed in.
 */

import { toOneLine } from "../modelarts/errors";
import type { JobType } from "../modelarts/job";
import { generateName, priorName, nameRule, type NamingContext } from "./naming";
import { quote } from "./quote";

/** Placeholder of a value that is unknown before `up`, in every field. Fixed by Pulumi's protocol. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The run state that a program may desire. */
export type DesiredState = "running" | "stopped";

/**
 * What deleting a resource does. `delete`: stop the job, wait until it has stopped, delete it. `stop`: stop it, wait, keep
 * it.
 */
export type DeletionPolicy = "delete" | "stop";

/** Inputs after `check`: defaults filled in, `trainUrl` in the service's spelling. */
export interface Inputs {
    readonly trainUrl?: string;
    readonly name?: string;
    readonly description?: string;
    readonly jobType?: JobType;
    readonly flavor?: string;
    readonly autoStopHours?: number;
    readonly state?: DesiredState;
    readonly visualizationId?: string;
    readonly deletionPolicy?: DeletionPolicy;
    readonly region?: string;
    readonly projectId?: string;
    readonly skipAwait?: boolean;
}

/** Limits of the operations: Go durations, as the option `customTimeouts` has them, or numbers of seconds. */
export type Timeouts = Partial<Record<"create" | "update" | "delete", string | number>>;

/** A resource as the program declares it. */
export interface Resource {
    readonly urn?: string | undefined;
    readonly inputs: Inputs;
    /** The option `customTimeouts`. */
    readonly timeouts?: Timeouts | undefined;
    /** The option `replaceOnChanges`. The dynamic provider applies it itself; for the plugin the engine does. */
    readonly replaceOnChanges?: readonly string[] | undefined;
}

/** A resource before the check. */
export type UncheckedResource = Omit<Resource, "inputs"> & {
    readonly inputs: Readonly<Record<string, unknown>>;
};

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}
export interface CheckContext extends NamingContext {
    /** The stack-wide switch, `modelarts:state`. */
    readonly stackState?: string | undefined;
}

interface Rule {
    /** Set where the TypeScript type of the value says too little. */
    readonly type?: "integer";
    readonly requirement: string;
    readonly accepts: (value: unknown) => boolean;
}
const isText = (value: unknown): value is string => typeof value === "string";
const matches = (pattern: RegExp) => (value: unknown) => isText(value) && pattern.test(value);
const oneOf = (...allowed: string[]): Rule => ({
    requirement: allowed.map((value) => `"${value}"`).join(" or "),
    accepts: (value) => isText(value) && allowed.includes(value),
});

const trainUrlPattern = /^(?:obs:\/\/|\/)([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[^/\p{C}]+)*)\/?$/u;
const durationPattern = /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;

const rules: Readonly<Record<keyof Inputs, Rule>> = {
    trainUrl: {
        requirement: "an OBS folder, /bucket/folder/ or obs://bucket/folder/",
        accepts: matches(trainUrlPattern),
    },
    name: nameRule,
    description: {
        requirement: "text of at most 256 characters",
        accepts: (value) => isText(value) && Array.from(value).length <= 256,
    },
    jobType: oneOf("tensorboard", "mindinsight"),
    flavor: { requirement: "a flavor code, such as modelarts.vm.cpu.2u", accepts: matches(/^\S+$/) },
    autoStopHours: {
        type: "integer",
        requirement: "a whole number of hours from 1 to 24",
        accepts: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 24,
    },
    state: oneOf("running", "stopped"),
    visualizationId: {
        requirement: 'the ID of a job, such as "8992"',
        accepts: matches(/^[A-Za-z0-9_-]{1,64}$/),
    },
    deletionPolicy: oneOf("delete", "stop"),
    region: { requirement: "a region, such as cn-north-4", accepts: matches(/^[A-Za-z0-9_-]{1,64}$/) },
    projectId: { requirement: "the ID of a project", accepts: matches(/^[A-Za-z0-9_-]{1,64}$/) },
    skipAwait: { requirement: "true or false", accepts: (value) => typeof value === "boolean" },
};

/** Rules of the options of a resource, which a dynamic provider has to check itself. */
const optionRules: Readonly<Record<"customTimeouts" | "replaceOnChanges", Rule>> = {
    customTimeouts: {
        requirement: 'durations, such as { create: "10m" }',
        accepts: (value) =>
            typeof value === "object" &&
            value !== null &&
            Object.values(value).every(matches(durationPattern)),
    },
    replaceOnChanges: {
        requirement: "names of properties",
        accepts: (value) => Array.isArray(value) && value.every(isText),
    },
};

/** These describe a new job, so an adopted job cannot have them. */
const newJobInputs = ["trainUrl", "name", "jobType", "flavor", "autoStopHours"] as const;

/** Fills in the defaults, and finds every violation of a rule. `olds` are the inputs of the last run. */
export function check(
    olds: Readonly<Record<string, unknown>>,
    { urn, inputs, timeouts, replaceOnChanges }: UncheckedResource,
    context: CheckContext,
): { inputs: Inputs; failures: CheckFailure[] } {
    const programInputs = Object.fromEntries(
        Object.entries(inputs).filter(([, value]) => value !== undefined && value !== null),
    );
    const failures = [
        ...Object.entries(programInputs).flatMap(([name, value]) => findViolation(name, value) ?? []),
        ...findOptionViolations({ customTimeouts: timeouts, replaceOnChanges }),
    ];
    const stackState = context.stackState ?? "";
    if (stackState !== "" && stackState !== "stopped") {
        failures.push({
            property: "state",
            reason: `the configuration modelarts:state is ${quote(stackState)}; it must be "stopped", or left out`,
        });
    }
    const isAdoption = programInputs["visualizationId"] !== undefined;
    if (isAdoption) {
        // An input that is unknown before `up` may turn out to be left out.
        const isKnown = (name: string) =>
            programInputs[name] !== undefined && programInputs[name] !== unknownValue;
        for (const name of newJobInputs.filter((name) => isKnown(name) && isKnown("visualizationId"))) {
            const reason = `${name} cannot be set together with visualizationId: an adopted job keeps its own`;
            failures.push({ property: name, reason });
        }
    } else if (programInputs["trainUrl"] === undefined) {
        const reason = "trainUrl is missing: set it to create a job, or visualizationId to adopt one";
        failures.push({ property: "trainUrl", reason });
    }
    const needsName = !isAdoption && programInputs["name"] === undefined && priorName(olds) === undefined;
    if (needsName) failures.push(...checkNaming(context));
    return {
        inputs:
            failures.length > 0
                ? programInputs
                : applyDefaults(olds, urn, programInputs, isAdoption, context),
        failures,
    };
}

function findOptionViolations(options: Readonly<Record<keyof typeof optionRules, unknown>>): CheckFailure[] {
    return Object.entries(options)
        .filter(([, value]) => value !== undefined)
        .flatMap(
            ([name, value]) => toFailure(name, value, optionRules[name as keyof typeof optionRules]) ?? [],
        );
}

function findViolation(name: string, value: unknown): CheckFailure | undefined {
    if (!isInput(name)) {
        const property = toOneLine(name, 80);
        return { property, reason: `VisualizationJob has no input ${property}` };
    }
    return toFailure(name, value, rules[name]);
}

function toFailure(
    property: string,
    value: unknown,
    { accepts, requirement }: Rule,
): CheckFailure | undefined {
    if (value === unknownValue || accepts(value)) return undefined;
    return { property, reason: `${property} is ${quote(value)}; it must be ${requirement}` };
}

export function isInput(name: unknown): name is keyof Inputs {
    return typeof name === "string" && Object.hasOwn(rules, name);
}

/** The inputs that accept only whole numbers. */
export const integerInputs: readonly string[] = Object.entries(rules)
    .filter(([, { type }]) => type === "integer")
    .map(([name]) => name);

function applyDefaults(
    olds: Readonly<Record<string, unknown>>,
    urn: string | undefined,
    programInputs: Inputs,
    isAdoption: boolean,
    context: CheckContext,
): Inputs {
    const state = context.stackState === "stopped" ? ("stopped" as const) : programInputs.state;
    return {
        ...programInputs,
        ...(state === undefined ? {} : { state }),
        ...(programInputs.trainUrl === undefined
            ? {}
            : { trainUrl: normalizeFolder(programInputs.trainUrl) }),
        ...(isAdoption
            ? {}
            : {
                  name:
                      programInputs.name ??
                      priorName(olds) ??
                      generateName(urn === unknownValue ? undefined : urn, context),
              }),
        deletionPolicy: programInputs.deletionPolicy ?? (isAdoption ? "stop" : "delete"),
    };
}

/** Converts to the service's spelling, `/bucket/folder/`. */
function normalizeFolder(trainUrl: string): string {
    const [, bucket, folders] = trainUrlPattern.exec(trainUrl) ?? [];
    return bucket === undefined ? trainUrl : `/${bucket}${folders ?? ""}/`;
}

function checkNaming({ naming }: CheckContext): CheckFailure[] {
    if (naming?.mode === "disable") {
        const reason = "name is missing, and the configuration pulumi:autonaming makes none: set it";
        return [{ property: "name", reason }];
    }
    const failure = naming?.mode === "enforce" ? findViolation("name", naming.name) : undefined;
    if (failure === undefined) return [];
    return [{ ...failure, reason: `${failure.reason}. It comes from the configuration pulumi:autonaming` }];
}
