/*
 * Defaults and rules of the inputs. Pure: randomness and configuration are handed in.
 */

import { oneLine } from "../modelarts/errors";
import { automaticName, earlierName, nameRule, type NamingContext } from "./naming";

/** What stands for a value that is not known before `up`, in every field. Fixed by Pulumi's protocol. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Inputs after `check`: defaults filled in, `trainUrl` in the service's spelling. */
export interface Inputs {
    readonly trainUrl?: string;
    readonly name?: string;
    readonly description?: string;
    readonly jobType?: "tensorboard" | "mindinsight";
    readonly flavor?: string;
    readonly autoStopHours?: number;
    readonly state?: "running" | "stopped";
    readonly visualizationId?: string;
    readonly deletionPolicy?: "delete" | "stop";
    readonly region?: string;
    readonly projectId?: string;
    readonly skipAwait?: boolean;
    /** Of the resource itself; never a user's. */
    readonly __urn?: string;
    readonly __timeouts?: Timeouts;
    readonly __replaceOnChanges?: readonly string[];
}
/** Go durations, as the `customTimeouts` option has them. */
export type Timeouts = Partial<Record<"create" | "update" | "delete", string>>;

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}
export interface CheckContext extends NamingContext {
    /** `modelarts:state`: the stack-wide switch. */
    readonly stackState?: string | undefined;
}

interface Rule {
    /** Where the type of the value in TypeScript says too little. */
    readonly type?: "integer";
    readonly must: string;
    readonly holds: (value: unknown) => boolean;
}
const isText = (value: unknown): value is string => typeof value === "string";
const matches = (pattern: RegExp) => (value: unknown) => isText(value) && pattern.test(value);
const oneOf = (...allowed: string[]): Rule => ({
    must: allowed.map((value) => `"${value}"`).join(" or "),
    holds: (value) => isText(value) && allowed.includes(value),
});

const trainUrlPattern = /^(?:obs:\/\/|\/)([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[^/\p{C}]+)*)\/?$/u;
const durationPattern = /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;

const rules: Readonly<Record<keyof Inputs, Rule>> = {
    trainUrl: {
        must: "an OBS folder, /bucket/folder/ or obs://bucket/folder/",
        holds: matches(trainUrlPattern),
    },
    name: nameRule,
    description: {
        must: "text of at most 256 characters",
        holds: (value) => isText(value) && Array.from(value).length <= 256,
    },
    jobType: oneOf("tensorboard", "mindinsight"),
    flavor: { must: "a flavor code, such as modelarts.vm.cpu.2u", holds: matches(/^\S+$/) },
    autoStopHours: {
        type: "integer",
        must: "a whole number of hours from 1 to 24",
        holds: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 24,
    },
    state: oneOf("running", "stopped"),
    visualizationId: { must: 'the ID of a job, such as "8992"', holds: matches(/^[A-Za-z0-9_-]{1,64}$/) },
    deletionPolicy: oneOf("delete", "stop"),
    region: { must: "a region, such as cn-north-4", holds: matches(/^[A-Za-z0-9_-]{1,64}$/) },
    projectId: { must: "the ID of a project", holds: matches(/^[A-Za-z0-9_-]{1,64}$/) },
    skipAwait: { must: "true or false", holds: (value) => typeof value === "boolean" },
    __urn: { must: "text", holds: isText },
    __replaceOnChanges: {
        must: "names of properties",
        holds: (value) => Array.isArray(value) && value.every(isText),
    },
    __timeouts: {
        must: 'durations, such as { create: "10m" }',
        holds: (value) =>
            typeof value === "object" &&
            value !== null &&
            Object.values(value).every(matches(durationPattern)),
    },
};
/** These describe a new job, so a job that is taken over cannot have them. */
const ofNewJob = ["trainUrl", "name", "jobType", "flavor", "autoStopHours"] as const;

export function check(
    olds: Readonly<Record<string, unknown>>,
    news: Readonly<Record<string, unknown>>,
    context: CheckContext,
): { inputs: Inputs; failures: CheckFailure[] } {
    const given = Object.fromEntries(
        Object.entries(news).filter(
            ([name, value]) => name !== "__provider" && value !== undefined && value !== null,
        ),
    );
    const failures = Object.entries(given).flatMap(([name, value]) => broken(name, value) ?? []);
    const stackState = context.stackState ?? "";
    if (stackState !== "" && stackState !== "stopped") {
        failures.push({
            property: "state",
            reason: `the configuration modelarts:state is ${quoted(stackState)}; it must be "stopped", or left out`,
        });
    }
    const adopting = given["visualizationId"] !== undefined;
    if (adopting) {
        // One that is not known yet may turn out to be left out.
        const known = (name: string) => given[name] !== undefined && given[name] !== unknownValue;
        for (const name of ofNewJob.filter((name) => known(name) && known("visualizationId"))) {
            const reason = `${name} cannot be set together with visualizationId: a job that is taken over keeps its own`;
            failures.push({ property: name, reason });
        }
    } else if (given["trainUrl"] === undefined) {
        const reason = "trainUrl is missing: set it to make a job, or visualizationId to take one over";
        failures.push({ property: "trainUrl", reason });
    }
    const nameless = !adopting && given["name"] === undefined && earlierName(olds) === undefined;
    if (nameless) failures.push(...unnamable(context));
    return { inputs: failures.length > 0 ? given : completed(olds, given, adopting, context), failures };
}

function broken(name: string, value: unknown): CheckFailure | undefined {
    if (!isInput(name)) {
        const property = oneLine(name, 80);
        return { property, reason: `VisualizationJob has no input ${property}` };
    }
    if (value === unknownValue || rules[name].holds(value)) return undefined;
    return { property: name, reason: `${name} is ${quoted(value)}; it must be ${rules[name].must}` };
}

export function isInput(name: string): name is keyof Inputs {
    return Object.hasOwn(rules, name);
}

/** The inputs that take whole numbers alone. */
export const integerInputs: readonly string[] = Object.entries(rules)
    .filter(([, { type }]) => type === "integer")
    .map(([name]) => name);

function completed(
    olds: Readonly<Record<string, unknown>>,
    given: Inputs,
    adopting: boolean,
    context: CheckContext,
): Inputs {
    const state = context.stackState === "stopped" ? ("stopped" as const) : given.state;
    return {
        ...given,
        ...(state === undefined ? {} : { state }),
        ...(given.trainUrl === undefined ? {} : { trainUrl: folderOf(given.trainUrl) }),
        ...(adopting
            ? {}
            : {
                  name:
                      given.name ??
                      earlierName(olds) ??
                      automaticName(given.__urn === unknownValue ? undefined : given.__urn, context),
              }),
        deletionPolicy: given.deletionPolicy ?? (adopting ? "stop" : "delete"),
    };
}

/** The service's spelling, `/bucket/folder/`. */
function folderOf(trainUrl: string): string {
    const [, bucket, folders] = trainUrlPattern.exec(trainUrl) ?? [];
    return bucket === undefined ? trainUrl : `/${bucket}${folders ?? ""}/`;
}

function unnamable({ naming }: CheckContext): CheckFailure[] {
    if (naming?.mode === "disable") {
        const reason = "name is missing, and the configuration pulumi:autonaming makes none: set it";
        return [{ property: "name", reason }];
    }
    const failure = naming?.mode === "enforce" ? broken("name", naming.name) : undefined;
    if (failure === undefined) return [];
    return [{ ...failure, reason: `${failure.reason}. It comes from the configuration pulumi:autonaming` }];
}

function quoted(value: unknown): string {
    const text = written(value);
    const line = oneLine(text, 80);
    return text.length > 80 ? `${line} (${text.length} characters)` : line;
}

function written(value: unknown): string {
    try {
        return JSON.stringify(value) || String(value);
    } catch {
        return `of type ${typeof value}`;
    }
}
