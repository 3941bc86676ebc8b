import type { JobLocation } from "../modelarts/location";
import { type Inputs, isInput, type Timeouts } from "./inputs";
import type { Job } from "../modelarts/job";
import type { JobState } from "../modelarts/status";

/** What goes into the state: what the service has, the inputs it does not give back, and where the job is. */
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
    readonly __urn?: string;
    readonly __timeouts?: Timeouts;
    /** A new job that has not run yet, though its start was asked for. */
    readonly __starting?: boolean;
    /** It was imported: what no answer gives back is not known, and a program may say it. */
    readonly __imported?: boolean;
    /** The inputs that the program gave, so that a later look can say what they are now. */
    readonly __given: readonly (keyof Inputs)[];
}

/** Fields that the service is asked for; what an answer leaves out stays as it was known. */
const observedFields = ["name", "description", "trainUrl", "serviceUrl", "createdAt", "resourceId"] as const;
/** What no look at a job tells of it. */
export const writeOnlyInputs = ["jobType", "flavor", "autoStopHours"] as const;
/** Inputs that no answer gives back. */
export const programOnlyInputs = [...writeOnlyInputs, "deletionPolicy", "skipAwait"] as const;
const persistedInputs = [...programOnlyInputs, "__urn", "__timeouts"] as const;

export function toOutputs(
    inputs: Inputs,
    job: Job,
    location: JobLocation,
    prior: Partial<Outputs> = {},
): Outputs {
    return {
        ...pick(inputs, persistedInputs),
        ...pick(prior, [...observedFields, "__imported"]),
        ...pick(inputs, ["name", "description", "trainUrl"]),
        ...pick(job, observedFields),
        ...(job.trainUrl === undefined ? {} : { trainUrl: job.trainUrl.replace(/\/?$/, "/") }),
        ...location,
        visualizationId: job.id,
        state: job.status.state,
        status: job.status.name,
        __given: (Object.keys(inputs) as (keyof Inputs)[]).filter((name) => !name.startsWith("__")),
    };
}

/** The inputs as they would have to be for the job as it is: what `refresh` compares the program with. */
export function toInputs(outputs: Outputs): Inputs {
    const inputNames = programInputNames(outputs);
    const programInputs = pick(outputs, [...inputNames, "__urn", "__timeouts"] as (keyof Inputs &
        keyof Outputs)[]);
    const description = outputs.description ?? "";
    const isAdopted = inputNames.includes("visualizationId");
    const hasDescription = inputNames.includes("description") || (description !== "" && !isAdopted);
    return { ...programInputs, ...(hasDescription ? { description } : {}) } as Inputs;
}

/** The inputs that would have made a job, as far as the service tells, and what deleting its resource does from now on. */
export function toImportedInputs({ name, trainUrl, description = "" }: Job): Inputs {
    return {
        ...(trainUrl === undefined ? {} : { trainUrl: trainUrl.replace(/\/?$/, "/") }),
        ...(name === undefined ? {} : { name }),
        ...(description === "" ? {} : { description }),
        deletionPolicy: "delete",
    };
}

/** The inputs that the program gave; a state file that was edited by hand may hold anything. */
export function programInputNames(outputs: { readonly __given?: unknown }): (keyof Inputs)[] {
    const names: unknown[] = Array.isArray(outputs.__given) ? outputs.__given : [];
    return names.filter((name): name is keyof Inputs => typeof name === "string" && isInput(name));
}

function pick<T extends object, K extends keyof T>(source: T, names: readonly K[]): Partial<Pick<T, K>> {
    const entries = names
        .map((name) => [name, source[name]] as const)
        .filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as Partial<Pick<T, K>>;
}
