/*
 * This file has what the state of a stack holds of a resource. Hidden fields of the state, and of the inputs of the
 * dynamic resource, are encoded and decoded here alone: their names are in state files and never change.
 */
import type { Job } from "../modelarts/job";
import type { JobLocation } from "../modelarts/location";
import type { JobState } from "../modelarts/status";
import { desiredDescription, isStateOverridden, isStillStarting, nearestDesiredState } from "./desired";
import type { Inputs, Resource, Timeouts, UncheckedResource } from "./inputs";
import { isInput, normalizeFolder } from "./rules";

type Properties = Readonly<Record<string, unknown>>;

/** Outputs of the resource: the job as the service describes it, the inputs that the API never returns, the location. */
export interface Outputs {
    readonly visualizationId: string;
    readonly state: JobState;
    readonly status: string;
    readonly name?: string;
    readonly description?: string;
    readonly trainUrl?: string;
    readonly serviceUrl?: string;
    readonly createdAt?: string;
    readonly resourceId?: string;
    readonly jobType?: Inputs["jobType"];
    readonly flavor?: string;
    readonly autoStopHours?: number;
    readonly deletionPolicy?: Inputs["deletionPolicy"];
    readonly skipAwait?: boolean;
    readonly region: string;
    readonly projectId: string;
}

/** A resource as the state has it. */
export interface ResourceState {
    readonly outputs: Outputs;
    /** Names of the inputs that the program set, so that a refresh finds what they would have to be now. */
    readonly programInputs: readonly (keyof Inputs)[];
    /** The start of a new job was requested, and has not succeeded yet. */
    readonly isStartPending: boolean;
    /** The stack-wide switch stops the job, and the program sets it to run. */
    readonly isStateOverridden: boolean;
    /** The job was imported: its write-only inputs are unknown, and a program may state them. */
    readonly isImported: boolean;
    readonly urn?: string | undefined;
    readonly timeouts?: Timeouts | undefined;
}

/** Outputs that the API returns; those that a response lacks keep their prior value. */
const observedFields = ["name", "description", "trainUrl", "serviceUrl", "createdAt", "resourceId"] as const;
/** Inputs that describe the job, and that the API never returns. */
export const writeOnlyInputs = ["jobType", "flavor", "autoStopHours"] as const;
/** Inputs whose value only the program and the state have. */
export const programOnlyInputs = [...writeOnlyInputs, "deletionPolicy", "skipAwait"] as const;

/** Returns the state of a resource whose job was observed. Its start counts as succeeded. */
export function toState(
    resource: Resource,
    job: Job,
    location: JobLocation,
    prior?: ResourceState,
): ResourceState {
    const { urn, inputs, timeouts } = resource;
    const outputs = {
        ...pickStatedInputs(prior),
        ...pick(inputs, programOnlyInputs),
        ...(prior === undefined ? {} : pick(prior.outputs, observedFields)),
        ...pick(inputs, ["name", "description", "trainUrl"]),
        ...pick(job, observedFields),
        ...(job.trainUrl === undefined ? {} : { trainUrl: normalizeFolder(job.trainUrl) }),
        ...location,
        visualizationId: job.id,
        state: job.status.state,
        status: job.status.name,
    };
    const programInputs = Object.keys(inputs).filter(isInput);
    return {
        outputs,
        programInputs,
        isStartPending: false,
        isStateOverridden: isStateOverridden(resource),
        isImported: prior?.isImported === true,
        urn,
        timeouts,
    };
}

/**
 * Returns the write-only inputs of an imported job, as a program has stated them once. They stay where it leaves them
 * out later.
 */
export function pickStatedInputs(prior: ResourceState | undefined): Partial<Outputs> {
    return prior?.isImported === true ? pick(prior.outputs, writeOnlyInputs) : {};
}

/** Returns the state of a resource after a refresh, which changes nothing of what the program and the switch desire. */
export function toRefreshedState(prior: ResourceState, job: Job, location: JobLocation): ResourceState {
    const { urn, timeouts, isStateOverridden } = prior;
    const state = toState({ urn, inputs: toInputs(prior), timeouts }, job, location, prior);
    return {
        ...state,
        programInputs: [...new Set([...prior.programInputs, ...state.programInputs])],
        isStartPending: isStillStarting(prior, job.status.state),
        isStateOverridden,
    };
}

/**
 * Returns the inputs that would describe the job as it is: `pulumi refresh` compares them with those of the program.
 * With the option `ignoreChanges` they become the inputs of the next run, so each is one that a program may set.
 */
export function toInputs({ outputs, programInputs, isStateOverridden }: ResourceState): Inputs {
    const { state: observed, ...others } = outputs;
    const state = isStateOverridden ? "running" : nearestDesiredState(observed);
    const values = { ...others, ...(state === undefined ? {} : { state }) };
    const inputs = pick(values, programInputs as readonly (keyof Inputs & keyof Outputs)[]) as Inputs;
    const { description = "" } = outputs;
    const defaultDescription = desiredDescription({ ...inputs, description: undefined });
    const isChanged = defaultDescription !== undefined && defaultDescription !== description;
    return { ...inputs, ...(programInputs.includes("description") || isChanged ? { description } : {}) };
}

/** Returns the inputs that would have created a job, as far as the API returns them. */
export function toImportedInputs({ name, trainUrl, description = "" }: Job): Inputs {
    return {
        ...(trainUrl === undefined ? {} : { trainUrl: normalizeFolder(trainUrl) }),
        ...(name === undefined ? {} : { name }),
        ...(description === "" ? {} : { description }),
        deletionPolicy: "delete",
    };
}

/** Returns the properties that stand in the state. Parts that are left out have no field there. */
export function encodeState({
    outputs,
    programInputs,
    isStartPending,
    isStateOverridden,
    isImported,
    urn,
    timeouts,
}: Partial<ResourceState>): Properties {
    return {
        ...outputs,
        ...withoutUndefined({
            __urn: urn,
            __timeouts: timeouts,
            __starting: isStartPending === true ? true : undefined,
            __overridden: isStateOverridden === true ? true : undefined,
            __imported: isImported === true ? true : undefined,
            __given: programInputs,
        }),
    };
}

/**
 * Returns the properties of a state that a failed operation hands over. The engine stores them as they are, so the code of
 * the provider is one of them: it comes from the properties of the resource.
 */
export function encodeFailedState(state: ResourceState, properties: Properties): Properties {
    return { ...encodeState(state), __provider: properties["__provider"] };
}

/** Returns whether these are properties of a state, and not inputs alone. Each state has a status. */
export function isEncodedState(properties: Properties): boolean {
    return "__given" in properties || "status" in properties;
}

/** Does the inverse of {@link encodeState}. A state file that was edited by hand may hold anything. */
export function decodeState(properties: Properties): ResourceState {
    const names: unknown = properties["__given"];
    return {
        outputs: withoutHidden(properties) as unknown as Outputs,
        programInputs: Array.isArray(names) ? names.filter(isInput) : [],
        isStartPending: properties["__starting"] === true,
        isStateOverridden: properties["__overridden"] === true,
        isImported: properties["__imported"] === true,
        urn: toText(properties["__urn"]),
        timeouts: properties["__timeouts"] as Timeouts | undefined,
    };
}

/** Returns the hidden inputs of the dynamic resource. The engine passes a dynamic provider neither URN nor options. */
export function encodeOptions(options: {
    readonly [name in keyof Omit<Resource, "inputs" | "stackState">]: unknown;
}): Properties {
    return withoutUndefined({
        __urn: options.urn,
        __timeouts: options.timeouts,
        __replaceOnChanges: options.replaceOnChanges,
    });
}

/** Returns all inputs of the dynamic resource. */
export function encodeResource({ inputs, ...options }: Resource): Properties {
    return { ...inputs, ...encodeOptions(options) };
}

/** Hidden inputs of the dynamic resource. Its host adds the code of the provider. */
const hiddenInputs = ["__provider", "__urn", "__timeouts", "__replaceOnChanges"];

/** Does the inverse of {@link encodeResource}. Names that no input has stay, so that the check rejects them. */
export function decodeResource(properties: Properties): Resource & UncheckedResource {
    const inputs = Object.entries(properties).filter(([name]) => !hiddenInputs.includes(name));
    return {
        urn: toText(properties["__urn"]),
        inputs: Object.fromEntries(inputs),
        timeouts: properties["__timeouts"] ?? undefined,
        replaceOnChanges: (properties["__replaceOnChanges"] ?? undefined) as readonly string[] | undefined,
    };
}

/** Returns the properties that a user sees. */
export function withoutHidden(properties: object): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("__")));
}

/** Returns the properties that have a value. Nested values stay as they are: one may be an output of the program. */
export function withoutUndefined(properties: object): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

function toText(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

function pick<T extends object, K extends keyof T>(source: T, names: readonly K[]): Partial<Pick<T, K>> {
    const entries = names
        .map((name) => [name, source[name]] as const)
        .filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as Partial<Pick<T, K>>;
}
