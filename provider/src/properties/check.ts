/*
 * This file has the defaults and rules of the inputs. Its functions are pure: the configuration is an argument.
 */

import { describeValue, quote } from "../modelarts/describeValue";
import { toOneLine } from "../modelarts/errors";
import { nearestName } from "../modelarts/nearestName";
import { describeNamespace } from "../modelarts/projectNamespace";
import { isJobState } from "../modelarts/status";
import { nearestDesiredState } from "./desired";
import { type Inputs, unknownValue, type UncheckedResource } from "./inputs";
import { toInputType } from "./inputTypes";
import { type Naming, priorName } from "./naming";
import { isInput, normalizeFolder, optionRules, type Rule, rules } from "./rules";
import { projectOfUrn } from "./urn";

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}
export interface CheckContext {
    /** The stack-wide switch, `modelarts:state`. */
    readonly stackState?: string | undefined;
    /** The stack's configuration `pulumi:autonaming` of names that the program leaves out. */
    readonly naming?: Naming | undefined;
}

export interface CheckResult {
    /** They lack the name of a new job that needs one. */
    readonly inputs: Inputs;
    readonly failures: CheckFailure[];
    /** The inputs are valid, and neither the program nor the last run names the job. */
    readonly needsName: boolean;
}

/** These describe a new job, so an adopted job cannot have them. */
const newJobInputs = ["trainUrl", "name", "jobType", "flavor", "autoStopHours"] as const;

/** Fills in the defaults but a new name, and finds every violation of a rule. `olds` are the inputs of the last run. */
export function check(
    olds: Readonly<Record<string, unknown>>,
    { urn, inputs, timeouts, replaceOnChanges }: UncheckedResource,
    context: CheckContext = {},
): CheckResult {
    const programInputs = Object.fromEntries(
        Object.entries(withReadableState(inputs, olds))
            .filter(([, value]) => value !== undefined && value !== null)
            .map(([name, value]) => [name, toInputType(name, value)]),
    );
    const failures = [
        ...Object.entries(programInputs)
            .filter(([name, value]) => !isUnchanged(name, value, olds))
            .flatMap(([name, value]) => findViolation(name, value) ?? []),
        ...findOptionViolations({ customTimeouts: timeouts, replaceOnChanges }),
    ];
    const stackState = context.stackState ?? "";
    if (stackState !== "" && stackState !== "stopped") {
        failures.push({
            property: "state",
            reason: `the configuration modelarts:state is ${quote(stackState)}; it must be "stopped", or left out${describeNamespace(projectOfUrn(urn))}`,
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
    const isNameless = !isAdoption && programInputs["name"] === undefined && priorName(olds) === undefined;
    if (isNameless) failures.push(...checkNaming(context));
    if (failures.length > 0) return { inputs: programInputs, failures, needsName: false };
    return { inputs: applyDefaults(olds, programInputs, isAdoption), failures, needsName: isNameless };
}

/**
 * A refresh of an earlier version wrote the observed state, such as `failed`, into the inputs. With the option
 * `ignoreChanges` the engine gives it back as the input.
 */
function withReadableState(inputs: UncheckedResource["inputs"], { state }: UncheckedResource["inputs"]) {
    const isFromRefresh = isJobState(state) && inputs["state"] === state;
    return isFromRefresh ? { ...inputs, state: nearestDesiredState(state) } : inputs;
}

/** Returns whether the state has this value already. An imported job may have values that no new job can have. */
function isUnchanged(name: string, value: unknown, olds: Readonly<Record<string, unknown>>): boolean {
    const old = olds[name];
    if (name !== "trainUrl" && name !== "name") return false;
    if (typeof old !== "string" || typeof value !== "string") return false;
    return name === "name" ? value === old : normalizeFolder(value) === normalizeFolder(old);
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
        const nearest = nearestName(name, Object.keys(rules));
        const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
        return { property, reason: `VisualizationJob has no input ${property}${hint}` };
    }
    return toFailure(name, value, rules[name]);
}

function toFailure(
    property: string,
    value: unknown,
    { accepts, requirement, isBeginning, isPublic, type }: Rule,
): CheckFailure | undefined {
    if (value === unknownValue || accepts(value)) return undefined;
    const text = isPublic === true ? quote(value) : describeValue(value, isBeginning);
    const hint = typeof value === "number" && type === undefined ? ". Put the number in quotes" : "";
    return { property, reason: `${property} is ${text}; it must be ${requirement}${hint}` };
}

function applyDefaults(
    olds: Readonly<Record<string, unknown>>,
    programInputs: Inputs,
    isAdoption: boolean,
): Inputs {
    const { trainUrl } = programInputs;
    const name = isAdoption ? undefined : (programInputs.name ?? priorName(olds));
    return {
        ...programInputs,
        ...(trainUrl === undefined ? {} : { trainUrl: normalizeFolder(trainUrl) }),
        ...(name === undefined ? {} : { name }),
        deletionPolicy: programInputs.deletionPolicy ?? (isAdoption ? "stop" : "delete"),
    };
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
