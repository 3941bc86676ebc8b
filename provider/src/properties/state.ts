import type { Place } from "../modelarts/location";
import { type Inputs, isInput, type Timeouts } from "./inputs";
import type { Job } from "../modelarts/job";
import type { Phase } from "../modelarts/status";

/** What goes into the state: what the service has, the inputs it does not give back, and where the job is. */
export interface Outputs {
    readonly visualizationId: string;
    readonly state: Phase;
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
const observed = ["name", "description", "trainUrl", "serviceUrl", "createdAt", "resourceId"] as const;
/** What no look at a job tells of it. */
export const untold = ["jobType", "flavor", "autoStopHours"] as const;
/** Inputs that no answer gives back. */
export const ofProgram = [...untold, "deletionPolicy", "skipAwait"] as const;
const kept = [...ofProgram, "__urn", "__timeouts"] as const;

export function outputsOf(inputs: Inputs, job: Job, place: Place, before: Partial<Outputs> = {}): Outputs {
    return {
        ...pick(inputs, kept),
        ...pick(before, [...observed, "__imported"]),
        ...pick(inputs, ["name", "description", "trainUrl"]),
        ...pick(job, observed),
        ...(job.trainUrl === undefined ? {} : { trainUrl: job.trainUrl.replace(/\/?$/, "/") }),
        ...place,
        visualizationId: job.id,
        state: job.status.phase,
        status: job.status.name,
        __given: (Object.keys(inputs) as (keyof Inputs)[]).filter((name) => !name.startsWith("__")),
    };
}

/** The inputs as they would have to be for the job as it is: what `refresh` compares the program with. */
export function inputsOf(outputs: Outputs): Inputs {
    const names = givenOf(outputs);
    const given = pick(outputs, [...names, "__urn", "__timeouts"] as (keyof Inputs & keyof Outputs)[]);
    const description = outputs.description ?? "";
    const taken = names.includes("visualizationId");
    const described = names.includes("description") || (description !== "" && !taken);
    return { ...given, ...(described ? { description } : {}) } as Inputs;
}

/** The inputs that would have made a job, as far as the service tells, and what deleting its resource does from now on. */
export function importedInputs({ name, trainUrl, description = "" }: Job): Inputs {
    return {
        ...(trainUrl === undefined ? {} : { trainUrl: trainUrl.replace(/\/?$/, "/") }),
        ...(name === undefined ? {} : { name }),
        ...(description === "" ? {} : { description }),
        deletionPolicy: "delete",
    };
}

/** The inputs that the program gave; a state file that was edited by hand may hold anything. */
export function givenOf(outputs: { readonly __given?: unknown }): (keyof Inputs)[] {
    const names: unknown[] = Array.isArray(outputs.__given) ? outputs.__given : [];
    return names.filter((name): name is keyof Inputs => typeof name === "string" && isInput(name));
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Partial<Pick<T, K>> {
    const entries = names
        .map((name) => [name, from[name]] as const)
        .filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as Partial<Pick<T, K>>;
}
