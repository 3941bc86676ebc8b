/* The format of a pending create record, and that of the first version. */
import type { JobSpec } from "../modelarts/job";
import { computeFingerprint, type JobFingerprint } from "../modelarts/jobs/createdJob";
import type { JobLocation } from "../modelarts/location";
import type { DeletionPolicy } from "../properties/inputs";
import { hashJson } from "./hash";

/**
 * A create whose job no state may have. Names are on disk, and never change. Of the inputs it holds the name and the
 * deletion policy.
 */
export interface PendingCreate {
    readonly version: 2;
    readonly urn: string;
    /** Identifies the backend and the stack, as far as this machine tells. */
    readonly stack: string;
    /** Another stack cannot have the same identity. */
    readonly isStackCertain: boolean;
    readonly name: string;
    readonly fingerprint: JobFingerprint;
    /** Hash of the inputs that cannot change during the life of a job. */
    readonly spec: string;
    readonly place: JobLocation;
    readonly endpoint: string;
    /** The deletion policy of the resource. */
    readonly deletionPolicy?: DeletionPolicy | undefined;
    /** IDs of jobs of this name that other creates have made, or that a state has. */
    readonly others?: readonly string[] | undefined;
    /** Start of the create, in milliseconds since 1970 by this machine's clock. */
    readonly since: number;
    /** ID of the job, once the service has returned it. */
    readonly id?: string | undefined;
    /** How long runs have searched for the job since the create ended, in milliseconds. */
    readonly searchedMs?: number | undefined;
    /** The engine has received the result, so that most likely a state has the job. */
    readonly told?: boolean | undefined;
    /** A run has read the job to import it: most likely a state has it, if the run was no preview. */
    readonly imported?: boolean | undefined;
    /** A later run has ended, and no call of it has shown that a state has the job. */
    readonly unseen?: boolean | undefined;
}

/** Returns the hash of the part of a job that cannot change during its life, without its name. */
export function hashSpec({ trainUrl, jobType, flavor, autoStopHours }: JobSpec): string {
    return hashJson([trainUrl, jobType ?? null, flavor ?? null, autoStopHours ?? null]);
}

/** Each create has a file of its own. */
export function recordFileName({ stack, urn, since }: PendingCreate): string {
    return `${hashJson([stack, urn]).slice(0, 32)}-${since}.json`;
}

/** Reads a record; the result is `undefined` where the file is of another version. */
export function parseRecord(text: string): PendingCreate | undefined {
    const record = parseObject(text);
    const { version, urn, stack, name, fingerprint, spec, place: location, since } = record;
    const isComplete =
        version === 2 &&
        [urn, stack, name, spec].every((value) => typeof value === "string") &&
        typeof fingerprint === "object" &&
        isLocation(location) &&
        typeof since === "number";
    return isComplete ? (record as unknown as PendingCreate) : undefined;
}

/** The name of a file of the first version identifies the folder of the program, and the resource. */
export function formerFileName(programFolder: string, urn: string): string {
    return hashJson([programFolder, urn]).slice(0, 32);
}

/** Converts a record of the first version; `undefined` where it is none. */
export function convertFormerRecord(fileName: string, text: string): PendingCreate | undefined {
    const { urn, spec, place: location, endpoint, since, id, told } = parseObject(text);
    if (typeof urn !== "string" || typeof since !== "number" || typeof endpoint !== "string")
        return undefined;
    if (!isLocation(location) || typeof spec !== "object" || spec === null) return undefined;
    const { name, trainUrl } = spec as Partial<JobSpec>;
    if (typeof name !== "string" || typeof trainUrl !== "string") return undefined;
    return {
        version: 2,
        urn,
        stack: fileName,
        isStackCertain: false,
        name,
        fingerprint: computeFingerprint(spec as JobSpec),
        spec: hashSpec(spec as JobSpec),
        place: location,
        endpoint,
        since,
        ...(typeof id === "string" ? { id } : {}),
        ...(told === true ? { told } : {}),
    };
}

function parseObject(text: string): Record<string, unknown> {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isLocation(location: unknown): location is JobLocation {
    const { region, projectId } = (location ?? {}) as Partial<JobLocation>;
    return typeof region === "string" && typeof projectId === "string";
}
